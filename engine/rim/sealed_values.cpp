#include "rim/sealed_values.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "rim/durable_file.h"

namespace golive {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

tl::unexpected<Error> cannot_seal(const std::string& why) {
  return fail(ErrorKind::storage, "what was captured cannot be sealed: " + why);
}

fs::path beside(const fs::path& file) { return file.native() + ".new"; }

// The item's number means nothing to people: what it was called does.
std::string name_of(const std::string& id) { return id.substr(id.rfind('/') + 1); }

}  // namespace

SealedValues::SealedValues(fs::path file) : file_(std::move(file)) {
  std::ifstream text(file_, std::ios::binary);
  const auto kept = json::parse(text, nullptr, false);
  if (!kept.is_array()) return;
  for (const auto& each : kept)
    if (each.is_array() && each.size() == 2 && each[0].is_string() && each[1].is_string())
      values_.emplace_back(each[0], each[1]);
}

Result<void> SealedValues::add(const Values& values) {
  if (values_.size() + values.size() > limits::captured_values)
    return cannot_seal("the run has captured " + std::to_string(limits::captured_values) +
                       " values already");
  auto all = values_;
  all.insert(all.end(), values.begin(), values.end());
  if (!replace_file(file_, beside(file_), json(all).dump()))
    return cannot_seal(std::strerror(errno));
  values_ = std::move(all);
  return {};
}

Result<std::string> SealedValues::value(const std::string& id) const {
  const auto found = std::find_if(values_.rbegin(), values_.rend(),
                                  [&](const auto& each) { return each.first == id; });
  if (found != values_.rend()) return found->second;
  return fail(ErrorKind::not_found, "what was captured as " + name_of(id) + " is no longer in " +
                                        file_.string() +
                                        ": retry the step, and a new attempt captures it anew");
}

void SealedValues::remove(const fs::path& file) {
  ::unlink(file.c_str());
  ::unlink(beside(file).c_str());
}

}  // namespace golive
