// Engine: the one writer. Owns every run's state; turns commands into events on disk, then into
// effects. Single-threaded; has no clock, socket or Lua of its own: all come by port, so tests
// drive it in virtual time over a memory store. The caller calls turn() whenever something is
// pending or a deadline has come.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/decide.h"
#include "core/site.h"
#include "loop/batch.h"
#include "loop/notice_queue.h"
#include "loop/shelf.h"
#include "port/accounts.h"
#include "port/body_host.h"
#include "port/clock.h"
#include "port/head_signer.h"
#include "port/inbox.h"
#include "port/notice_sender.h"
#include "port/store.h"
#include "port/world.h"
#include "view/comparison.h"

namespace golive {

// Who stands behind what nobody commanded.
inline const Actor engine_actor{"engine", "", {}, false};

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
  std::map<std::string, std::string> parameters =
      {};                                  // in place of the environment's, by its names
  std::optional<std::uint64_t> seed = {};  // of ctx.random; none: one that nobody can guess
  Drill drill = {};                        // of a rehearsal alone
  // What its rehearsals have measured, if not those of this engine have.
  std::optional<Measurements> measured = {};
};

class Engine final : public Inbox {
 public:
  Engine(Store& store, Clock& clock);
  ~Engine() override;
  // The two that need an Inbox are given once they exist; all four must outlive the engine.
  void use(BodyHost& bodies, World& world);
  // Without one, notices fall due all the same, and stay open.
  void send_by(NoticeSender& sender) { sender_ = &sender; }
  // Without it, any name that a command gives may be somebody's.
  void know_people_by(Accounts& accounts) { accounts_ = &accounts; }
  // Without one, no head is signed; what asks for one waits for the engine that has one. After
  // open(), before the first turn. `vouch` asks the key that was used before for its signature on
  // a message: empty if it is not at hand.
  using Vouch = std::function<std::string(const std::string& former, const std::string& message)>;
  Result<void> sign_by(const HeadSigner& signer, const Vouch& vouch);

  // Takes over the runs under way. Once, after use() and before anything else. `epoch` is the
  // lock's. The logs of runs that are over are not read: whoever wants them verified does it beside
  // the engine (past()), and says so with stop_acting().
  Result<void> open(std::uint64_t epoch);
  // In its place, for what belongs to no run: takes over none, and needs no use().
  Result<void> open_site() { return fold_site(); }

  // A new run, started at once; needs Actor::may_bring_code. On disk when it returns.
  Result<RunId> create(const NewRun& run, const Actor& actor, const Once& once = {});
  // A person's command. `reply` is called once, during a later turn(), when its events are on disk.
  void submit(const RunId& run, const Actor& actor, CommandBody body, Reply reply, Once once = {});
  // The answer that create() or submit() has given to it before; also to an earlier engine.
  Result<std::optional<GivenAnswer>> answered(const Once& once);
  // From bodies and the world.
  void post(const RunId& run, CommandBody body) override;

  // Works off the inbox: decide, apply, proceed, one append for all, then dispatch and answer. Once
  // the store has failed nothing is done any more, and every reply is that error.
  void turn();
  // There is something to do for turn(): it has come in, or a body computes.
  [[nodiscard]] bool pending() const {
    return !follow_ups_.empty() || !untaken_.empty() || !inbox_.empty() || !deliveries_.empty() ||
           (bodies_ != nullptr && !storage_error_ && bodies_->busy());
  }
  [[nodiscard]] std::optional<Instant> next_deadline() const;
  [[nodiscard]] const std::optional<Error>& storage_error() const { return storage_error_; }

  // People. add_user answers with the token, which is kept nowhere; adding a known name replaces
  // its roles and issues a further token.
  Result<std::string> add_user(const site_event::UserAdded& user, Duration token_lifetime,
                               const Actor& by);
  // All tokens of a user, or one by its id; what is revoked counts for nothing from now on.
  Result<void> revoke_tokens(const std::string& of, const Actor& by);
  Result<Actor> authenticate(const std::string& token);
  Result<Holder> holder(const std::string& token);  // valid until something is recorded
  // A session in exchange for a token, for limits::session_lifetime, and not beyond the token.
  Result<std::string> sign_in(const Token& token, const Actor& by);
  // A link that shows one run to whoever has it.
  Result<std::string> share(const RunId& run, Duration lifetime, const Actor& by);
  // Writes down that `actor` was refused what belongs to no run, and why.
  Result<void> record_refusal(const std::string& command, const Error& why, const Actor& actor);
  [[nodiscard]] const Site& site() const { return site_; }

  // One that was given up, or waits for its next attempt, is sent now.
  Result<void> retry_notice(const std::string& id, const Actor& by);
  // A notice is under way, or about to be.
  [[nodiscard]] bool sends_notices() const;

  // Null if there is none, or if its log, read only now, is damaged: see storage_error().
  [[nodiscard]] const Run* find(const RunId& run);
  [[nodiscard]] std::vector<RunId> runs() const;  // as created
  [[nodiscard]] std::vector<RunId> past() const;  // those that were over when it opened
  [[nodiscard]] bool all_over() const;
  // As if the disk had failed: what it holds is not what was written.
  void stop_acting(Error why);

 private:
  using InFlight = std::pair<AttemptId, EffectKey>;
  struct Entry {
    Run run;
    bool past = false;           // was over before this engine: all but run.id is yet to be folded
    std::size_t number = 0;      // its place in order_
    Batch::Log* log = nullptr;   // once something was recorded
    std::set<AttemptId> bodies;  // running in the body host
    std::set<InFlight> effects;  // under way in the world
    std::set<InFlight> inherited = {};  // by the world from an earlier engine; taken up or ended
    std::set<InFlight> lost = {};       // processes nobody holds, which may still run
    std::vector<std::pair<InFlight, EffectKind>> ended = {};  // released once that is on disk
    Meter meter = {};                                         // fed in a rehearsal alone
    std::optional<Instant> deadline;
    bool touched = false;
    bool over = false;  // and the world knows
  };
  struct Message {
    RunId run;
    Actor actor;
    CommandBody body;
    Reply reply;
    Once once = {};
  };
  struct Answered {
    Reply reply;
    Result<Answer> answer;
  };

  Result<void> take_up(const RunId& run);
  Result<void> fold(Entry& entry);
  bool remember(Entry& entry);  // folds it if it is past; false: storage_error()
  Entry& add(const RunId& run, Entry entry);
  void enlist(Entry& entry);         // once its plan is known
  void list_by_undos(Entry& entry);  // once its plan is amended
  command::TakeOver take_over(Entry& entry, std::uint64_t epoch);
  Result<void> fold_site();
  void append_site(SiteEventBody body, const Actor& by);
  Result<void> record_site(SiteEventBody body, const Actor& by);
  Result<std::string> issue(site_event::TokenIssued token, const Actor& by);
  Result<void> check_new(const NewRun& run, const Actor& actor) const;
  RunId unused_id(const NewRun& run);

  std::optional<Message> next_message();
  void handle(Message message);
  void seal_watches(const Run& run, std::vector<EventBody>& events);
  void touch(Entry& entry);
  void record(Entry& entry, const Actor& actor, EventBody body);
  [[nodiscard]] std::optional<Instant> deadline_of(const Entry& entry) const;
  void settle(Entry& entry);         // proceed until nothing follows, then the bodies
  void update_bodies(Entry& entry);  // pure computation: may come before the append
  void dispatch(Entry& entry);       // touches the world: only after it
  void end_lost(Entry& entry);
  void note(const Run& run, const Event& event);
  void sign_head(Entry& entry);
  void queue_notices();
  void send_notices();
  void take_deliveries();
  bool commit();  // append, dispatch; false once the store has failed
  Measurements measured_beside(const Entry& entry);
  bool tell_undos(Entry& entry, const std::optional<Measurements>& measured);  // false: none new
  void tell_undos();
  std::map<std::string, Instant> rehearsals_for(const Run& run, const std::string& gate);

  Store& store_;
  Clock& clock_;
  BodyHost* bodies_ = nullptr;
  World* world_ = nullptr;
  NoticeSender* sender_ = nullptr;
  Accounts* accounts_ = nullptr;
  const HeadSigner* signer_ = nullptr;
  std::string signing_key_;  // the signer's
  Instant now_{};            // of this turn
  std::unordered_map<RunId, Entry> entries_;
  std::vector<Entry*> order_;                                  // as created
  std::map<std::string, std::vector<const Run*>> rehearsals_;  // by the plan's id
  std::map<std::string, std::vector<Entry*>> by_undos_;        // goes_by_undos(), by the plan's id
  std::set<std::string> rehearsed_;  // ids of plans of which a rehearsal has ended in this turn
  std::unordered_map<std::string, int> numbers_;              // the last one used, by stem of id
  std::deque<std::pair<Entry*, command::TakeOver>> untaken_;  // not yet taken over: before inbox_
  std::deque<Message> inbox_;
  // What bodies say, before the rest: an outcome and the next intent are in one append, but for the
  // last of a turn, and the run is still in the processor's cache.
  std::deque<Message> follow_ups_;
  std::size_t in_a_row_ = 0;  // follow-ups
  std::vector<Answered> answers_;
  std::vector<Entry*> touched_;                          // since the last commit, each once
  std::set<std::pair<Instant, std::size_t>> deadlines_;  // with an entry's number
  Batch batch_;
  Shelf shelf_;
  Site site_;
  NoticeQueue notices_;
  std::vector<std::pair<std::string, Delivery>> deliveries_;  // how sending went, by notice
  std::optional<Error> storage_error_;
};

}  // namespace golive
