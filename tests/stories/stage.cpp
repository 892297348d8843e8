#include "stories/stage.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/limits.h"
#include "core/codec.h"
#include "lua/body_host.h"
#include "lua/loader.h"
#include "rim/zone.h"

namespace golive::test {
namespace {

std::string line_of(const Error& error) { return "refused " + to_line(error) + "\n"; }

// "gate_approved {"gate":"go"}", with who did it if it was a person. The clock's and the log's
// numbers are left out: a story tells what follows from what.
std::string line_of(const Plan& plan, const Event& event) {
  auto json = event_to_api_json(plan, event);
  std::string line = json["kind"].get<std::string>();
  if (event.actor != "engine") line += " by " + event.actor;
  for (const char* field : {"seq", "at", "kind", "actor", "from", "subject"}) json.erase(field);
  if (std::holds_alternative<event::RunCreated>(event.body)) json.clear();
  if (!json.empty()) line += " " + json.dump();
  return line + "\n";
}

// "lea:lead,dba"
Actor actor_of(const std::string& text) {
  Actor actor{text.substr(0, text.find(':')), "story", {}, false};
  std::istringstream roles(text.find(':') == std::string::npos ? ""
                                                               : text.substr(text.find(':') + 1));
  for (std::string role; std::getline(roles, role, ',');) actor.roles.push_back(role);
  return actor;
}

}  // namespace

Stage::Stage(Store& store, Instant now, std::uint64_t epoch, std::vector<ScriptLine> script)
    : store_(store),
      clock_(now),
      engine_(store, clock_),
      world_(engine_),
      bodies_(std::make_unique<LuaBodyHost>(
          engine_, [&store](const std::string& hash) { return store.text(hash); })),
      script_(std::move(script)) {
  for (const ScriptLine& line : script_) world_.script(line);
  engine_.use(*bodies_, world_);
  if (!engine_.open(epoch)) return;
  if (const auto runs = engine_.runs(); !runs.empty()) {
    run_ = runs.back();
    told_ = engine_.find(run_)->seq;
  }
  settle();
}

Stage::~Stage() = default;

std::string Stage::play(const std::string& line, const std::string& runbook) {
  std::istringstream words(line);
  std::string first;
  words >> first;
  if (first == "create") return create(runbook, words);
  if (first == "amend") return amend(runbook, words);
  if (first == "pass") {
    std::string duration;
    words >> duration;
    return pass(parse_duration(duration).value());
  }
  if (first == "late") {
    std::string path, outcome;
    words >> path;
    std::getline(words >> std::ws, outcome);
    return late(path, outcome);
  }
  if (first == "judge") {
    std::string path;
    words >> path;
    return judge(path, words);
  }
  if (first == "world" || first == "answer") {
    std::string subject, outcome;
    words >> subject;
    std::getline(words >> std::ws, outcome);
    if (outcome == "silence") outcome.clear();
    if (first == "world") {
      script_.push_back({subject, outcome, -1});
      world_.script(script_.back());
      return {};
    }
    if (!world_.answer(subject, outcome)) return "nothing is unanswered\n";
    settle();
    return told();
  }
  return command(first, words);
}

std::string Stage::create(const std::string& runbook, std::istringstream& words) {
  std::string environment, day, mode = "rehearsal";
  words >> environment >> day >> mode;
  if (mode.empty()) mode = "rehearsal";
  RunbookText text;
  text.files["runbook.lua"] = runbook;
  LuaLoader loader;
  auto loaded = loader.load(text);
  if (!loaded) return line_of(loaded.error());
  if (auto kept = store_.put_text(loaded->archive); !kept) return line_of(kept.error());
  const Date j = parse_date(day).value();
  auto zone = zone_rules(loaded->plan.timezone, j);
  if (!zone) return line_of(zone.error());
  auto timeline = resolve_timeline(loaded->plan, j, *zone);
  if (!timeline) return line_of(timeline.error());
  const NewRun run{std::make_shared<const Plan>(loaded->plan),
                   std::make_shared<const Timeline>(*timeline),
                   "/",
                   environment,
                   parse_enum<Mode>(mode).value(),
                   {}};
  auto id = engine_.create(run, Actor{"starter", "story", {}, true});
  if (!id) return line_of(id.error());
  run_ = *id;
  told_ = 0;
  settle();
  return told();
}

std::string Stage::amend(const std::string& runbook, std::istringstream& words) {
  std::string actor_text, fields;
  words >> actor_text;
  std::getline(words >> std::ws, fields);
  const auto asked = nlohmann::json::parse(fields);
  std::string changed = runbook;
  for (const auto& edit : asked.value("edits", nlohmann::json::array())) {
    const auto from = edit.at(0).get<std::string>();
    const auto at = changed.find(from);
    if (at == std::string::npos) return "the runbook has no " + from + "\n";
    changed.replace(at, from.size(), edit.at(1).get<std::string>());
  }
  RunbookText text;
  text.files["runbook.lua"] = changed;
  auto loaded = LuaLoader().load(text);
  if (!loaded) return line_of(loaded.error());
  if (auto kept = store_.put_text(loaded->archive); !kept) return line_of(kept.error());
  Actor actor = actor_of(actor_text);
  actor.may_bring_code = asked.value("code", true);
  return submit(actor, command::Amend{std::make_shared<const Plan>(std::move(loaded->plan)),
                                      asked.value("reason", "better")});
}

std::string Stage::command(const std::string& actor_text, std::istringstream& words) {
  std::string name, fields;
  words >> name;
  std::getline(words >> std::ws, fields);
  auto body = command_from_json(name, nlohmann::json::parse(fields.empty() ? "{}" : fields));
  if (!body) return line_of(body.error());
  return submit(actor_of(actor_text), std::move(*body));
}

std::string Stage::submit(const Actor& actor, CommandBody body) {
  std::string refusal;
  engine_.submit(run_, actor, std::move(body), [&](Result<Answer> answer) {
    if (!answer) refusal = line_of(answer.error());
  });
  settle();
  return refusal + told();
}

std::string Stage::pass(Duration duration) {
  const Instant end = clock_.now() + duration;
  while (engine_.next_deadline() && *engine_.next_deadline() <= end) {
    clock_.move_to(*engine_.next_deadline());
    engine_.turn();
    settle();
  }
  clock_.move_to(end);
  engine_.turn();
  settle();
  return told();
}

std::optional<event::EffectRequested> Stage::asked_last(const std::string& path) {
  std::optional<event::EffectRequested> asked;
  const Run* run = engine_.find(run_);
  if (!run) return asked;  // the store failed before it was on disk
  const auto records = store_.read(run_, 0, limits::events_page).value_or(std::vector<Record>{});
  for (const Record& record : records)
    if (const auto event = event_from_record(record))
      if (const auto* each = std::get_if<event::EffectRequested>(&event->body);
          each && run->plan->items[each->id.item].path == path)
        asked = *each;
  return asked;
}

// What an item asked for last comes to this, whatever has become of it since.
std::string Stage::late(const std::string& path, const std::string& outcome) {
  const auto asked = asked_last(path);
  if (!asked) return "it has asked for nothing\n";
  engine_.post(run_, command::FinishEffect{asked->id, asked->key, outcome});
  settle();
  return told();
}

// The verdict of a watch, as the world tells it while it looks.
std::string Stage::judge(const std::string& path, std::istringstream& words) {
  std::string verdict, why;
  words >> verdict;
  std::getline(words >> std::ws, why);
  const auto asked = asked_last(path);
  if (!asked) return "it has asked for nothing\n";
  engine_.post(run_, command::JudgeWatch{asked->id, asked->key,
                                         parse_enum<WatchVerdict>(verdict).value(), why});
  settle();
  return told();
}

void Stage::settle() {
  while (engine_.pending()) engine_.turn();
}

std::string Stage::told() {
  std::string lines;
  const Run* run = engine_.find(run_);
  if (!run) return "there is no run\n";
  if (auto records = store_.read(run_, told_, limits::events_page))
    for (const Record& record : *records) {
      const auto event = event_from_record(record);
      lines += event ? line_of(*run->plan, *event) : line_of(event.error());
      told_ = record.seq;
    }
  for (std::string& request : world_.take_asked()) {
    lines += "-> " + request + "\n";
    asked_.push_back(std::move(request));
  }
  lines += "state " + std::string(text_of(state_of(*run)));
  for (const ItemIndex item : run->holds)
    lines += ", waits for a decision on " + run->plan->items[item].path;
  return lines + "\n";
}

}  // namespace golive::test
