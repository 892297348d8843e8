#include "rim/output_path.h"

#include <algorithm>

namespace golive {
namespace {

std::string dotted(std::string text) {
  std::replace(text.begin(), text.end(), '/', '.');
  return text;
}

}  // namespace

std::filesystem::path output_path(const std::filesystem::path& folder, const std::string& run,
                                  const std::string& item, const AttemptId& id,
                                  const EffectKey& key) {
  return folder / dotted(run) /
         (dotted(item) + "." + std::string(text_of(id.slot)) + "." + std::to_string(id.attempt) +
          "." + dotted(key));
}

}  // namespace golive
