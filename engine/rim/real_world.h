// RealWorld: performs exec, http and poll effects on this machine and its network. On the loop's
// thread; its callbacks only post to the Inbox. When it is destroyed nothing is posted any more;
// processes go on in their keeper.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>

#include "port/world.h"
#include "rim/http_client.h"
#include "rim/keeper_link.h"
#include "rim/secrets.h"

namespace golive {

class RealWorld final : public World {
 public:
  // `output`: where processes' outputs are kept, in a folder per run; `sealed`: what runs capture
  // (rim/sealed_values.h), in a file each. The loop, the inbox and the
  // keeper must outlive it; the loop must turn once more after it, so that libuv closes what it
  // held. SIGPIPE is ignored from here on.
  RealWorld(uv_loop_t& loop, Inbox& inbox, KeeperLink& keeper, std::filesystem::path output,
            std::filesystem::path sealed);
  ~RealWorld() override;

  void perform(const Performance& performance) override;
  void cancel(const RunId& run, const AttemptId& id, const EffectKey& key) override;
  std::string seal(const Run& run, const AttemptId& id, const EffectKey& key) override;
  void release(const RunId& run, const AttemptId& id, const EffectKey& key,
               EffectKind kind) override;
  void end_run(const RunId& run) override;
  Fate fate(const RunId& run, const AttemptId& id, const EffectKey& key, EffectKind kind) override;
  // Ends the processes of an earlier engine that no run wants any more. After the fates are told.
  void end_unclaimed();
  // Calls `ready` with what redacts all of a run's secrets that can be read; at once, unless one
  // comes from a command.
  void with_redactor(const Run& run, std::function<void(const Redactor&)> ready);
  // The same at once, without those of commands that nothing has needed yet.
  Redactor redactor_at_hand(const Run& run);
  // Something is still under way, if only ending.
  [[nodiscard]] bool busy() const { return !doings_.empty(); }

 private:
  struct Doing;                  // an effect under way
  using Ticket = std::uint64_t;  // tells a cancelled effect from the same one asked for again

  Secrets& secrets_of(const RunId& id, const Run& run);
  bool ending(const RunId& run) const;
  void mark_cancelled(Doing& doing);
  void describe(Doing& doing, const Performance& performance);
  void begin(Ticket ticket);
  Doing& take_up(const RunId& run, const AttemptId& id, const EffectKey& key,
                 const std::string& held);
  void end_held(const std::string& id);  // by the keeper, from an earlier engine
  void end_remains(const RunId& run, const std::string& id);
  std::unique_ptr<Errand> remains_of(Ticket ticket, Duration patience);
  void set_out(Ticket ticket);
  StartedErrand start(Ticket ticket);
  StartedErrand start_exec(const Doing& doing, const nlohmann::json& request, Duration timeout,
                           std::string id, ErrandDone done);
  StartedErrand start_http(const Doing& doing, const nlohmann::json& request,
                           std::size_t kept_bytes, HttpDone done);
  StartedErrand send(const Doing& doing, HttpRequest http, HttpDone done);
  StartedErrand start_reach(const nlohmann::json& request, ErrandDone done);
  StartedErrand start_poll(Doing& doing, ErrandDone done);
  static nlohmann::json redacted(const Secrets& secrets, nlohmann::json outcome);
  [[nodiscard]] std::vector<std::string> marks_of(const Doing& doing) const;
  bool has_left_something(Ticket ticket, const nlohmann::json& outcome);
  void finish(Ticket ticket, const nlohmann::json& outcome);
  void finish_http(Ticket ticket, const HttpAnswer& answer);
  std::map<Ticket, Doing>::node_type take_ended(Ticket ticket);  // empty: nobody waits for it

  uv_loop_t& loop_;
  Inbox& inbox_;
  KeeperLink& keeper_;
  std::filesystem::path output_, sealed_;
  std::map<RunId, std::unique_ptr<Secrets>> secrets_;  // before what uses their redactors
  HttpClient http_;
  std::map<Ticket, Doing> doings_;
  std::size_t cancelled_ = 0;  // of these
  Ticket last_ticket_ = 0;
};

}  // namespace golive
