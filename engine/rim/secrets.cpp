#include "rim/secrets.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/limits.h"
#include "rim/environment.h"

namespace golive {
namespace {

using nlohmann::json;

constexpr Duration command_timeout = std::chrono::seconds(20);  // a vault may be far away
constexpr std::size_t value_bytes = limits::outcome_bytes / 2;  // what a command's output can carry

bool is_handle(const json& value) { return value.is_object() && value.contains("$secret"); }

Error unreadable(const std::string& id, const std::string& why) {
  return {ErrorKind::not_found, "secret " + id + ": " + why};
}

std::string without_line_end(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::vector<std::string> words_of(const std::string& command) {
  std::istringstream words(command);
  return {std::istream_iterator<std::string>(words), {}};
}

Result<std::string> read_variable(const std::string& id, const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr)
    return tl::unexpected(unreadable(id, "the engine has no environment variable " + name));
  return std::string(value);
}

Result<std::string> read_file(const std::string& id, const std::filesystem::path& path) {
  std::error_code error;
  // Reading a pipe or a device could hold up the engine.
  if (!std::filesystem::is_regular_file(path, error))
    return tl::unexpected(unreadable(id, "there is no file " + path.string()));
  std::ifstream file(path, std::ios::binary);
  std::string text(value_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (!file.eof() && file.gcount() == 0))
    return tl::unexpected(unreadable(id, "cannot read " + path.string()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return without_line_end(std::move(text));
}

}  // namespace

Secrets::Secrets(KeeperLink& keeper, std::vector<Secret> secrets, std::string folder,
                 std::filesystem::path sealed)
    : keeper_(keeper),
      secrets_(std::move(secrets)),
      folder_(std::move(folder)),
      captured_(std::move(sealed)) {
  // What cannot be redacted was not captured.
  for (const auto& [id, value] : captured_.all()) static_cast<void>(redactor_.add(value));
}

void Secrets::prepare(const std::set<std::string>& needed, std::function<void()> ready) {
  waiting_.push_back(std::move(ready));
  if (!commands_.empty()) return;  // they are being read
  for (const auto& secret : secrets_) {
    const auto known = values_.find(secret.id);
    if (known == values_.end() || (!known->second && needed.contains(secret.id))) read(secret);
  }
  call_if_ready();
}

void Secrets::read_at_hand() {
  for (const auto& secret : secrets_) {
    const auto known = values_.find(secret.id);
    const bool has_it = known != values_.end() && known->second;
    if (!secret.from.starts_with("command:") && !has_it) read(secret);
  }
}

void Secrets::renew(const std::vector<Secret>& secrets) {
  if (!commands_.empty()) return;  // they are being read: with the next effect
  for (const Secret& secret : secrets) {
    const auto known = std::find_if(secrets_.begin(), secrets_.end(),
                                    [&](const Secret& each) { return each.id == secret.id; });
    if (known == secrets_.end()) {
      secrets_.push_back(secret);
    } else if (known->from != secret.from) {
      known->from = secret.from;
      values_.erase(secret.id);
    }
  }
}

void Secrets::read(const Secret& secret) {
  const auto colon = secret.from.find(':');
  const auto kind = secret.from.substr(0, colon);
  const auto where = colon == std::string::npos ? "" : secret.from.substr(colon + 1);
  if (kind == "env")
    keep(secret.id, read_variable(secret.id, where));
  else if (kind == "file")
    keep(secret.id, read_file(secret.id, std::filesystem::path(folder_) / where));
  else if (kind == "command")
    run(secret, where);
  else
    keep(secret.id, tl::unexpected(unreadable(
                        secret.id, "\"" + secret.from + "\" is none of env:, file:, command:")));
}

void Secrets::run(const Secret& secret, const std::string& command) {
  const ProcessRequest request{keeper_.unique_id("secret"),
                               words_of(command),
                               process_environment({}),
                               folder_,
                               {},
                               command_timeout,
                               {}};
  auto started = keeper_.start(request, false, {}, [this, id = secret.id](const json& outcome) {
    on_command_end(id, outcome);
  });
  if (started)
    commands_[secret.id] = std::move(*started);
  else
    keep(secret.id, tl::unexpected(unreadable(secret.id, started.error().what)));
}

// What the command wrote is not shown, whatever went wrong: it may be the value.
void Secrets::on_command_end(const std::string& id, const json& outcome) {
  if (outcome.contains("error"))  // it never ran: it has said nothing
    keep(id, tl::unexpected(unreadable(id, outcome["error"].get<std::string>())));
  else if (outcome.value("code", -1) == 0 && !outcome["truncated"].get<bool>())
    keep(id, without_line_end(outcome["out"].get<std::string>()));
  else
    keep(id, tl::unexpected(
                 unreadable(id, outcome.contains("lost")      ? outcome["lost"].get<std::string>()
                                : outcome.contains("timeout") ? "its command did not end in time"
                                : outcome.contains("signal")  ? "its command was killed"
                                : outcome.value("code", 0) != 0
                                    ? "its command ended with exit code " + outcome["code"].dump()
                                    : "its command wrote too much")));
  commands_.erase(id);
  call_if_ready();
}

void Secrets::keep(const std::string& id, Result<std::string> value) {
  if (value && value->size() > value_bytes)
    value = tl::unexpected(unreadable(id, "it is too long"));
  if (value)
    if (auto added = redactor_.add(*value); !added)
      value = tl::unexpected(unreadable(id, added.error().what));
  values_.insert_or_assign(id, std::move(value));
}

void Secrets::call_if_ready() {
  if (!commands_.empty()) return;
  for (const auto& ready : std::exchange(waiting_, {})) ready();
}

Result<void> Secrets::capture(const SealedValues::Values& values) {
  for (const auto& [id, value] : values)
    if (auto added = redactor_.add(value); !added) return added;
  return captured_.add(values);
}

Result<std::string> Secrets::value(const std::string& id) const {
  if (id.find('/') != std::string::npos) return captured_.value(id);
  const auto known = values_.find(id);
  if (known == values_.end()) return tl::unexpected(unreadable(id, "the plan has no such secret"));
  return known->second;
}

Result<json> Secrets::fill(const json& from) const {
  if (is_handle(from)) {
    const auto text = value(from["$secret"].get<std::string>());
    if (!text) return tl::unexpected(text.error());
    return json(from.value("prefix", "") + *text + from.value("suffix", ""));
  }
  auto filled = from;
  if (!filled.is_structured()) return filled;
  for (auto& part : filled) {
    auto whole = fill(part);
    if (!whole) return whole;
    part = std::move(*whole);
  }
  return filled;
}

std::vector<std::string> Secrets::values() const {
  std::vector<std::string> values;
  for (const auto& [id, value] : values_)
    if (value) values.push_back(*value);
  for (const auto& [id, value] : captured_.all()) values.push_back(value);
  return values;
}

std::set<std::string> secrets_in(const json& request) {
  if (is_handle(request)) return {request["$secret"].get<std::string>()};
  std::set<std::string> ids;
  if (request.is_structured())
    for (const auto& part : request) ids.merge(secrets_in(part));
  return ids;
}

}  // namespace golive
