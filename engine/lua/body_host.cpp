#include "lua/body_host.h"

#include <algorithm>

#include "lua/body.h"
#include "lua/body_facts.h"
#include "lua/loader.h"

namespace golive {
namespace {

constexpr std::size_t kept_texts = 16;

// Adds the time from here to its end.
class Stopwatch {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Stopwatch(Clock::duration& sum) : sum_(sum) {}
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() { sum_ += Clock::now() - began_; }

 private:
  Clock::duration& sum_;
  Clock::time_point began_ = Clock::now();
};

}  // namespace

LuaBodyHost::LuaBodyHost(Inbox& inbox, ArchiveOf archive_of)
    : inbox_(inbox), archive_of_(std::move(archive_of)) {}

LuaBodyHost::~LuaBodyHost() = default;

Result<LuaBodyHost::Text> LuaBodyHost::text_of(const std::string& hash) {
  const auto known = std::find_if(texts_.begin(), texts_.end(),
                                  [&](const auto& entry) { return entry.first == hash; });
  if (known != texts_.end()) {
    texts_.splice(texts_.begin(), texts_, known);
    return known->second;
  }
  const auto archive = archive_of_(hash);
  if (!archive) return tl::unexpected(archive.error());
  auto text = from_archive(*archive);
  if (!text) return tl::unexpected(text.error());
  texts_.emplace_front(hash, std::make_shared<const RunbookText>(std::move(*text)));
  if (texts_.size() > kept_texts) texts_.pop_back();
  return texts_.front().second;
}

void LuaBodyHost::start(const BodyStart& start) {
  stop(start.run, start.id);
  auto text = text_of(plan_of(*start.state, start.id)->hash);
  if (!text) {
    inbox_.post(start.run, command::FinishBody{start.id, false, to_line(text.error())});
    return;
  }
  const Which which{start.run, start.id};
  auto made = std::make_unique<Body>(inbox_, start, std::move(*text));
  Body& body = *(bodies_[start.run][start.id] = std::move(made));
  if (is_tired()) return put_off(which, body);
  const Stopwatch stopwatch(used_);
  body.begin();
  look_at(which, body);
}

void LuaBodyHost::deliver(const RunId& run, const AttemptId& id, const EffectKey& key,
                          const std::string& outcome, Instant at) {
  const Which which{run, id};
  Body* body = find(which);
  if (!body) return;
  if (!body->paused() && is_tired()) put_off(which, *body);
  const bool is_listed = body->paused();
  const Stopwatch stopwatch(used_);
  body->deliver(key, outcome, at);
  if (!is_listed) look_at(which, *body);
}

void LuaBodyHost::put_off(const Which& which, Body& body) {
  body.put_off();
  put_off_.push_back(which);
}

void LuaBodyHost::work() {
  used_ = {};
  while (!put_off_.empty() && !is_tired()) go_on_with_first(put_off_);
  if (!paused_.empty()) go_on_with_first(paused_);
  used_ = {};
}

void LuaBodyHost::go_on_with_first(std::deque<Which>& bodies) {
  const Which which = std::move(bodies.front());
  bodies.pop_front();
  Body* body = find(which);
  const Stopwatch stopwatch(used_);
  body->go_on();
  look_at(which, *body);
}

// What is to become of a body that has just run, and is not among the paused.
void LuaBodyHost::look_at(const Which& which, const Body& body) {
  if (body.ended())
    stop(which.first, which.second);
  else if (body.paused())
    paused_.push_back(which);
}

Body* LuaBodyHost::find(const Which& which) {
  const auto of_run = bodies_.find(which.first);
  if (of_run == bodies_.end()) return nullptr;
  const auto found = of_run->second.find(which.second);
  return found == of_run->second.end() ? nullptr : found->second.get();
}

void LuaBodyHost::stop(const RunId& run, const AttemptId& id) {
  const auto of_run = bodies_.find(run);
  if (of_run == bodies_.end()) return;
  if (of_run->second.erase(id) != 0)
    for (auto* bodies : {&paused_, &put_off_}) std::erase(*bodies, Which{run, id});
  if (of_run->second.empty()) bodies_.erase(of_run);
}

}  // namespace golive
