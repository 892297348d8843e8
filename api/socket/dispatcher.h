// Dispatcher: what the lines on the engine's socket mean. Finds out who asks, has the engine do it,
// and gives back the answer when it is on disk. On the loop's thread; loading a runbook happens
// beside it.
#pragma once

#include <sys/types.h>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "api/append_times.h"
#include "api/evidence_intake.h"
#include "api/socket/request.h"
#include "api/socket/server.h"
#include "loop/engine.h"

namespace golive {

class Dispatcher {
 public:
  // All must outlive the dispatcher. `owner`: whose data directory it is; who is known to be the
  // owner, or root, may bring code and add users. The last two are told by ping.
  Dispatcher(uv_loop_t& loop, Engine& engine, Store& store, uid_t owner,
             const AppendTimes& append_times, EvidenceIntake evidence,
             std::function<int()> door_restarts);

  void handle(const Peer& peer, const std::string& line, const AnswerLine& answer);
  // Runbooks that are being loaded, and files that are being kept.
  [[nodiscard]] int loading() const { return loading_ + evidence_.under_way(); }

 private:
  struct Loading;
  struct Amending;
  struct Asker {
    Actor actor;
    bool is_owner = false;
    Once once = {};
    std::optional<Token> token = {};  // that it came with
  };

  Result<Asker> asker_of(const Peer& peer, const Request& request);
  void handle_once(const Request& request, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::CreateRun& request, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::AmendRun& request, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::SendCommand& request, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::Authenticate&, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::AddUser& request, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::RevokeTokens& request, const Asker& asker,
                 const AnswerLine& answer);
  void answer_to(const request::SignIn&, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::SignOut&, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::Share& request, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::Upload& request, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::Ping&, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::RetryNotice& request, const Asker& asker, const AnswerLine& answer);
  void create(const Loading& loaded);
  void amend(const Amending& loaded);
  // Otherwise it is refused, or forbidden.
  bool may_bring(const std::string& command, const std::string& runbook, const Asker& asker,
                 const AnswerLine& answer);
  // Refuses it, and has that recorded.
  void forbid(const std::string& command, const Asker& asker, const Error& why,
              const AnswerLine& answer);

  uv_loop_t& loop_;
  Engine& engine_;
  Store& store_;
  uid_t owner_;
  const AppendTimes& append_times_;
  EvidenceIntake evidence_;
  std::function<int()> door_restarts_;
  int loading_ = 0;
  std::set<std::string> under_way_;  // keys of what is being done once
};

}  // namespace golive
