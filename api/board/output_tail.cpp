#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "api/board/telling.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "rim/output_path.h"

namespace golive::board {
namespace {

// From the first whole line of what is shown. The keeper redacts before it writes.
std::string tail_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return {};
  const auto size = static_cast<std::streamoff>(file.tellg());
  const auto from = std::max<std::streamoff>(0, size - limits::board_output);
  file.seekg(from);
  std::string text(static_cast<std::size_t>(size - from), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  const auto line = text.find('\n');
  if (from > 0 && line != std::string::npos) text.erase(0, line + 1);
  auto shown = to_utf8(text);
  // Control characters would be no text of a page.
  for (auto& c : shown)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') c = ' ';
  return shown;
}

}  // namespace

nlohmann::json output_of(const Look& look, ItemIndex item) {
  AttemptId id;
  const auto* attempt = attempt_under_way(look.run, item, &id);
  if (attempt == nullptr) return nullptr;
  const auto& effects = attempt->effects;
  const auto last = std::find_if(effects.rbegin(), effects.rend(), [](const Effect& effect) {
    return effect.kind == EffectKind::exec;
  });
  if (last == effects.rend()) return nullptr;
  const auto path =
      output_path(look.visit.output, look.run.id, look.run.plan->items[item].path, id, last->key);
  return {{"text", tail_of(path.string() + ".out")},
          {"errors", tail_of(path.string() + ".err")},
          {"since", engine_time(look, last->requested_at)},
          {"running", !last->outcome}};
}

}  // namespace golive::board
