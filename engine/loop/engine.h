// Engine: the one writer. Owns every run's state; turns commands into events on disk, then into effects.
// Single-threaded; has no clock, socket or Lua of its own: all come by port, so tests drive it in virtual
// time over a memory store. The caller calls turn() whenever something is pending or a deadline has come.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/decide.h"
#include "core/site.h"
#include "port/body_host.h"
#include "port/clock.h"
#include "port/inbox.h"
#include "port/store.h"
#include "port/world.h"

namespace golive {

struct Answer {
  std::uint64_t seq = 0;  // of the run's log: a following read waits for it
};
using Reply = std::function<void(Result<Answer>)>;

struct NewRun {
  std::shared_ptr<const Plan> plan;  // its text is in the store, under plan->hash
  std::shared_ptr<const Timeline> timeline;
  std::string folder;       // absolute; where processes start
  std::string environment;  // must be in the plan
  Mode mode = Mode::rehearsal;
};

class Engine final : public Inbox {
 public:
  Engine(Store& store, Clock& clock);
  // The two that need an Inbox are given once they exist; all four must outlive the engine.
  void use(BodyHost& bodies, World& world);

  // Folds all logs and takes over the runs under way. Once, before anything else.
  Result<void> open();

  // A new run, started at once; needs Actor::may_bring_code. On disk when it returns.
  Result<RunId> create(const NewRun& run, const Actor& actor);
  // A person's command. `reply` is called once, during a later turn(), when its events are on disk.
  void submit(const RunId& run, const Actor& actor, CommandBody body, Reply reply);
  // From bodies and the world.
  void post(const RunId& run, CommandBody body) override;

  // Works off the inbox: decide, apply, advance, one append for all, then dispatch and answer. Once the
  // store has failed nothing is done any more, and every reply is that error.
  void turn();
  [[nodiscard]] bool pending() const;
  [[nodiscard]] std::optional<Instant> next_deadline() const;
  [[nodiscard]] const std::optional<Error>& storage_error() const { return storage_error_; }

  // People. add_user answers with the token, which is kept nowhere; adding a known name replaces its roles
  // and issues a further token.
  Result<std::string> add_user(const site_event::UserAdded& user, Duration token_lifetime,
                               const Actor& by);
  Result<void> revoke_tokens(const std::string& user, const Actor& by);
  Result<Actor> authenticate(const std::string& token);
  [[nodiscard]] const Site& site() const { return site_; }

  [[nodiscard]] const Run* find(const RunId& run) const;
  [[nodiscard]] std::vector<RunId> runs() const;  // in the order created

 private:
  struct Entry;  // a run with its log's head and what is in flight
  struct Message {
    RunId run;
    Command command;
    Reply reply;
  };
};

}  // namespace golive
