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
#include "port/runbook_loader.h"

namespace golive {

class Dispatcher {
 public:
  // All must outlive the dispatcher. `owner`: whose data directory it is; who is known to be the
  // owner, or root, may bring code and add users. The last two are told by ping.
  Dispatcher(uv_loop_t& loop, Engine& engine, Store& store, RealWorld& world, uid_t owner,
             const AppendTimes& append_times, EvidenceIntake evidence,
             std::function<int()> door_restarts);

  void handle(const Peer& peer, const std::string& line, const AnswerLine& answer);
  // Runbooks that are being loaded, and files that are being kept.
  [[nodiscard]] int loading() const { return loading_ + evidence_.under_way(); }

 private:
  struct Loading;
  struct Changing;
  struct Asker {
    Actor actor;
    bool is_owner = false;
    Once once = {};
    std::optional<Token> token = {};  // that it came with
  };

  Result<Asker> asker_of(const Peer& peer, const Request& request);
  void handle_once(const Request& request, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::CreateRun& request, const Asker& asker, const AnswerLine& answer);
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
  // Otherwise it is forbidden, or refused.
  bool may_bring(const std::string& command, const Asker& asker, const AnswerLine& answer);
  static bool is_absolute(const std::string& runbook, const AnswerLine& answer);
  // dispatch_amendments.cpp: changed runbooks
  void answer_to(const request::CompareRun& request, const Asker& asker, const AnswerLine& answer);
  void answer_to(const request::AmendRun& request, const Asker& asker, const AnswerLine& answer);
  using Changed = std::function<void(const LoadedRunbook& loaded, const std::string& onto)>;
  // Loads the runbook beside the loop, then does `then` with it and the hash of the run's plan that
  // it is a change of; or refuses.
  void load_change(const request::RunbookChange& change, const AnswerLine& answer, Changed then);
  void propose(const request::AmendRun& request, const Asker& asker, const AnswerLine& answer,
               const LoadedRunbook& loaded, const std::string& onto);
  // Refuses it, and has that recorded.
  void forbid(const std::string& command, const Asker& asker, const Error& why,
              const AnswerLine& answer);

  uv_loop_t& loop_;
  Engine& engine_;
  Store& store_;
  RealWorld& world_;
  uid_t owner_;
  const AppendTimes& append_times_;
  EvidenceIntake evidence_;
  std::function<int()> door_restarts_;
  int loading_ = 0;
  std::set<std::string> under_way_;  // keys of what is being done once
};

}  // namespace golive
