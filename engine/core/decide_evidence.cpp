// People attach files to items: who may, and under which name the file is kept.
#include <algorithm>

#include "base/limits.h"
#include "core/decider.h"
#include "core/rights.h"

namespace golive {
namespace {

// The last part of a path of any system, in characters that mean nothing to a shell, a header or a
// folder.
std::string safe_file_name(std::string_view name) {
  if (const auto border = name.find_last_of("/\\"); border != std::string_view::npos)
    name.remove_prefix(border + 1);
  std::string safe;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    safe += plain || c == '.' || c == '-' ? c : '_';
  }
  safe.erase(0, std::min(safe.find_first_not_of('.'), safe.size()));
  if (safe.size() > limits::name_bytes) safe.erase(0, safe.size() - limits::name_bytes);
  return safe.empty() ? "evidence" : safe;
}

// The owner's role or a lead; of a gate, also who decides it.
Result<std::string> attaching_role(const Run& run, ItemIndex index, const Actor& actor) {
  auto acting = acting_role(run, index, actor);
  if (acting || run.plan->items[index].kind != ItemKind::gate) return acting;
  const auto deciding = roles_of(run.plan->items[index].decided_by);
  for (const std::string& role : deciding)
    if (std::find(actor.roles.begin(), actor.roles.end(), role) != actor.roles.end()) return role;
  return acting;
}

}  // namespace

Result<Events> Decider::operator()(const command::AddEvidence& c) const {
  const auto index = item_of(c.item);
  if (!index) return tl::unexpected(index.error());
  const auto role = attaching_role(run_, *index, command_.actor);
  if (!role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  const std::string& title = c.title.empty() ? c.file : c.title;
  if (title.size() > limits::evidence_title_bytes)
    return fail(ErrorKind::too_large,
                "is longer than " + std::to_string(limits::evidence_title_bytes) + " bytes",
                c.title.empty() ? "file" : "title", "shorten it");
  if (c.kept.sha256.empty())
    return fail(ErrorKind::not_found, "nothing was uploaded as \"" + c.upload + "\"", "upload",
                "send the file's parts first");
  // Attached twice is attached: whoever is not sure may say it again.
  for (const Evidence& each : run_.evidence)
    if (each.item == *index && each.file.sha256 == c.kept.sha256) return Events{};
  if (run_.evidence.size() >= limits::evidence_files)
    return fail(ErrorKind::too_large,
                "the run has " + std::to_string(limits::evidence_files) + " files already", {},
                "pack what belongs together into one");
  EvidenceFile file = c.kept;
  file.name = safe_file_name(c.file);
  return Events{event::EvidenceAdded{*index, *role, title, std::move(file)}};
}

}  // namespace golive
