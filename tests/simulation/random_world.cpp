#include "simulation/random_world.h"

#include "core/decide.h"
#include "sim/scripted_world.h"

namespace golive::simulation {

void RandomWorld::serve(Inbox& inbox) {
  inbox_ = &inbox;
  cut_off_.reset();
}

void RandomWorld::engine_ended() {
  for (auto work = works_.begin(); work != works_.end();) {
    if (work->second.held && !chance_.percent(15)) {
      work->second.asked = work->second.told = work->second.claimed = false;
      ++work;
    } else {
      trace_.tell("world: nobody knows what became of " + laws_.name_of(work->first));
      lose_hold_of(work->first, work->second);
      work = works_.erase(work);
    }
  }
}

void RandomWorld::lose_hold_of(const Place& place, const Work& work) {
  if (work.kind == EffectKind::exec && !work.outcome) lost_.insert(place);
}

void RandomWorld::end_unclaimed() {
  std::erase_if(works_, [](const auto& work) { return !work.second.claimed; });
}

void RandomWorld::perform(const Performance& performance) {
  if (cut_off()) return;
  if (cut_off_) --*cut_off_;
  run_ = performance.run;
  const Place place{performance.id, performance.key};
  laws_.read_on();
  trace_.tell("-> " + laws_.name_of(place) + " " + performance.request);
  const Effect* effect = find_effect(laws_.folded(), place.first, place.second);
  trace_.hold(effect && effect->request == performance.request,
              "the world is asked only for what is requested on disk");
  trace_.hold(!is_final(laws_.folded()), "nothing is begun after the end of the run");
  if (!effect) return;
  trace_.hold(!effect->outcome && !effect->in_doubt,
              "the world is not asked for what has an outcome or is in doubt");
  const auto found = works_.find(place);
  if (found == works_.end()) return begin(place, performance);
  trace_.hold(!found->second.asked, "nothing is asked for twice at once");
  found->second.asked = true;
  if (found->second.outcome) tell(place, found->second);
}

void RandomWorld::begin(const Place& place, const Performance& performance) {
  const Effect* effect = find_effect(laws_.folded(), place.first, place.second);
  const int times = ++begun_[place];
  trace_.hold(times <= 1 + laws_.not_done(place) || !laws_.happens_once(place, *effect),
              "what must not happen twice is begun once for each time: " + laws_.name_of(place));
  if (place.first.slot == Slot::undo)
    for (const auto& [other, work] : works_)
      trace_.hold(other.first.item != place.first.item || other.first.slot != Slot::action ||
                      work.outcome || !work.asked,
                  "an undo is not performed beside what it undoes");
  for (const Place& other : lost_) {
    const ItemState state = laws_.folded().items[other.first.item].state;
    const bool is_meant = state == ItemState::succeeded || state == ItemState::undone;
    trace_.hold(other != place && (is_meant || !laws_.folded().unanswered.contains(other)),
                "nothing begins beside what was lost and never answered for");
  }
  const bool held = performance.kind == EffectKind::exec && chance_.percent(80);
  Work& work = works_[place] = {performance.kind, held, true, true, false, {}};
  if (!chance_.percent(kind_ ? 80 : 50)) return;
  work.outcome = outcome_of(work.kind);
  tell(place, work);
}

void RandomWorld::tell(const Place& place, Work& work) {
  work.told = true;
  post(place, *work.outcome);
  if (chance_.percent(5)) post(place, *work.outcome);
}

void RandomWorld::post(const Place& place, const std::string& outcome) {
  trace_.tell("world: " + laws_.name_of(place) + " " + outcome);
  inbox_->post(run_, command::FinishEffect{place.first, place.second, outcome});
}

void RandomWorld::cancel(const RunId&, const AttemptId& id, const EffectKey& key) {
  if (cut_off()) return;
  trace_.tell("-> cancelled " + laws_.name_of({id, key}));
  laws_.read_on();
  lost_.erase({id, key});
  trace_.hold(works_.erase({id, key}) == 1 || begun_.contains({id, key}) ||
                  untold_.contains({id, key}) || laws_.folded().unanswered.contains({id, key}) ||
                  find_effect(laws_.folded(), id, key) != nullptr,
              "only what was asked for is cancelled");
}

void RandomWorld::release(const RunId&, const AttemptId& id, const EffectKey& key, EffectKind) {
  if (cut_off()) return;
  laws_.read_on();
  const Effect* effect = find_effect(laws_.folded(), id, key);
  trace_.hold(!effect || effect->outcome, "an outcome is let go once it is on disk");
  works_.erase({id, key});
}

Fate RandomWorld::fate(const RunId&, const AttemptId& id, const EffectKey& key, EffectKind) {
  const Place place{id, key};
  if (const auto found = works_.find(place); found != works_.end()) {
    found->second.claimed = true;
    return Fate::under_way;
  }
  if (!begun_.contains(place) && !chance_.percent(30)) return Fate::not_begun;
  untold_.insert(place);
  return Fate::unknown;
}

std::vector<Place> RandomWorld::open() const {
  std::vector<Place> open;
  for (const auto& [place, work] : works_)
    if (!work.outcome) open.push_back(place);
  return open;
}

bool RandomWorld::is_idle() const { return open().empty(); }

bool RandomWorld::answer() {
  const auto all = open();
  if (all.empty()) return false;
  const Place place = chance_.pick(all);
  Work& work = works_[place];
  work.outcome = outcome_of(work.kind);
  if (work.asked) tell(place, work);
  return true;
}

bool RandomWorld::lose() {
  const auto all = open();
  if (all.empty()) return false;
  const Place place = chance_.pick(all);
  lose_hold_of(place, works_.at(place));
  works_.erase(place);
  trace_.tell("world: lost " + laws_.name_of(place));
  inbox_->post(run_, command::LoseEffect{place.first, place.second, "the keeper died"});
  return true;
}

std::optional<Place> RandomWorld::any_past() {
  std::vector<Place> past;
  for (const auto& each : begun_) {
    const Effect* effect = find_effect(laws_.folded(), each.first.first, each.first.second);
    if (!effect || effect->outcome || effect->in_doubt) past.push_back(each.first);
  }
  if (past.empty()) return std::nullopt;
  return chance_.pick(past);
}

std::string RandomWorld::outcome_of(EffectKind kind) {
  if (kind_ || chance_.percent(65)) return ScriptedWorld::success_of(kind);
  if (kind == EffectKind::exec)
    return chance_.pick<std::string>(
        {R"({"code":1,"err":"no","out":""})", R"({"err":"","out":"","signal":9})",
         R"({"err":"","out":"","timeout":true})", R"({"error":"cannot start"})"});
  if (kind == EffectKind::http)
    return chance_.pick<std::string>({R"({"body":"","headers":{},"ms":1,"status":404})",
                                      R"({"body":"","headers":{},"ms":1,"status":500})",
                                      R"({"error":"refused"})"});
  return R"({"ok":false,"why":"status 503","polls":3,"failures":3,"ms":1,"last":{"status":503}})";
}

void RandomWorld::check_rest() const {
  for (const auto& [place, work] : works_)
    trace_.hold(work.outcome.has_value(),
                "nothing is under way after the end of the run: " + laws_.name_of(place));
}

}  // namespace golive::simulation
