// Secrets: the values of one run's secrets, read when its first effect is performed, those that it
// has captured, and the redactor that masks them all. Values stay in memory, but for the captured
// ones (rim/sealed_values.h); where they go is decided by handles in requests:
// {"$secret": "db_password", "prefix": "Bearer ", "suffix": ""}.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/redact.h"
#include "core/plan.h"
#include "rim/keeper_link.h"
#include "rim/sealed_values.h"

namespace golive {

class Secrets {
 public:
  // `folder`: the run's; "file:" and "command:" are relative to it. `sealed`: the file of what it
  // captures. The keeper must outlive it.
  Secrets(KeeperLink& keeper, std::vector<Secret> secrets, std::string folder,
          std::filesystem::path sealed);

  // Calls `ready` once every secret has been read or has turned out not to be readable: at once,
  // unless one comes from a command. Later calls try those of `needed` again that could not be
  // read.
  void prepare(const std::set<std::string>& needed, std::function<void()> ready);

  // Reads what takes no program, if nobody has tried yet: variables and files.
  void read_at_hand();

  // The plan is amended: what comes from elsewhere now is read anew. What was read is redacted
  // still, and what the plan has no more stays for the attempts that began with it.
  void renew(const std::vector<Secret>& secrets);

  // Redacts these from now on, and keeps them for handles with their ids; on disk when it returns.
  Result<void> capture(const SealedValues::Values& values);

  // The same JSON with texts for handles, or why one cannot be had ("secret db_password: ...").
  [[nodiscard]] Result<nlohmann::json> fill(const nlohmann::json& value) const;
  [[nodiscard]] const Redactor& redactor() const { return redactor_; }
  // All that could be read: for whoever redacts in another program.
  [[nodiscard]] std::vector<std::string> values() const;

 private:
  void read(const Secret& secret);
  void run(const Secret& secret, const std::string& command);
  void on_command_end(const std::string& id, const nlohmann::json& outcome);
  void keep(const std::string& id, Result<std::string> value);
  void call_if_ready();
  [[nodiscard]] Result<std::string> value(const std::string& id) const;

  KeeperLink& keeper_;
  std::vector<Secret> secrets_;
  std::string folder_;
  std::map<std::string, Result<std::string>> values_;  // by id, once tried
  SealedValues captured_;
  Redactor redactor_;
  std::map<std::string, std::unique_ptr<Errand>> commands_;  // under way, by secret's id
  std::vector<std::function<void()>> waiting_;
};

// The ids of all handles in a request.
std::set<std::string> secrets_in(const nlohmann::json& request);

}  // namespace golive
