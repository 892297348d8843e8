// What people say to a run, and what comes of it. An input of `decision` is one thing a line:
// "ann decide {...}", "wait 20m", "done" (every body ends), "broken" (every one fails), "amend".
// One of `amendment` is the text of a runbook, held against the run's plan.
#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "base/limits.h"
#include "core/amendment.h"
#include "core/codec.h"
#include "core/moment.h"
#include "played_day.h"
#include "reader.h"
#include "view/amendment_view.h"

namespace golive::fuzz {
namespace {

constexpr std::size_t most_lines = 60;

std::string changed_runbook() {
  auto text = day_runbook();
  text.insert(text.find("    checklist"), "    step \"index\" { run = nop, undo = nop },\n");
  return text;
}

bool say_line(PlayedDay& day, const std::string& person, std::string_view said) {
  const auto [name, text] = halves(said, ' ');
  const auto fields = parse_json_object(text);
  if (!fields) return false;
  auto command = command_from_json(name, *fields);
  if (!command) return false;
  if (auto* evidence = std::get_if<command::AddEvidence>(&*command))
    evidence->kept = {evidence->file, "text/plain", std::string(64, 'a'), 3};
  return day.say(person, std::move(*command));
}

bool take_line(PlayedDay& day, std::string_view line) {
  static const auto other_plan = day_plan(changed_runbook());
  const auto [first, rest] = halves(line, ' ');
  if (first == "done" || first == "broken") return day.end_bodies(first == "done"), true;
  if (first == "amend") return day.say("ann", command::Amend{other_plan, "an index"});
  if (first != "wait") return say_line(day, std::string(first.substr(0, 40)), rest);
  const auto span = parse_duration(rest);
  if (span && *span <= std::chrono::days(3)) day.wait(*span);
  return span.has_value();
}

bool play(std::string_view input) {
  PlayedDay day;
  std::size_t taken = 0;
  for (std::size_t count = 0; !input.empty() && count < most_lines; ++count) {
    const auto [line, rest] = halves(input, '\n');
    taken += take_line(day, line) ? 1 : 0;
    input = rest;
  }
  day.hold_whole();
  return taken > 0;
}

bool compare(std::string_view input) {
  static const PlayedDay day;
  const auto next = day_plan(std::string(input));
  if (!next) return false;
  const auto compared = compare_plans(day.run(), *next);
  const auto& before = day.run().plan->items;
  hold(compared.plan && compared.plan->items.size() >= before.size(), "a plan grows");
  for (ItemIndex item = 0; item < before.size(); ++item) {
    const auto& now = compared.plan->items[item];
    hold(now.path == before[item].path && now.kind == before[item].kind, "an index keeps its item");
  }
  const auto json = to_json(*compared.plan);
  const auto read = plan_from_json(json);
  hold(read && to_json(*read) == json, "a grown plan is the same after JSON");
  for (const auto& obstacle : compared.obstacles)
    hold(!to_line(obstacle).empty(), "an obstacle says something");
  PlayedDay amended;
  if (amended.say("ann", command::Amend{next, "as it is now"})) amended.hold_whole();
  amendments_view(amended.run());
  return true;
}

// Each of them is a day that somebody might have.
std::vector<std::string> days() {
  return {
      R"(bob end-task {"item":"look","result":"passed","comment":"seen"}
bob decide {"gate":"go","verdict":"reservations","role":"dba","reason":"slow","conditions":["a"]}
done
wait 20m
cat end-task {"item":"one","result":"failed"}
bob retry {"item":"one","reason":"once more","only":true})",
      R"(cat decide {"gate":"go","verdict":"no-go","reason":"not yet","seen":"0c01"}
bob break-glass {"gate":"go","role":"dba","reason":"fire"}
cat break-glass {"gate":"go","reason":"fire"}
broken
bob activate {"contingency":"back","reason":"it broke"}
done
bob decline {"contingency":"back","reason":"no"})",
      R"(ann bind {"role":"dba","people":["cat","dan"],"reason":"holidays"}
bob delegate {"role":"lead","to":"dan","from":"2027-01-15","until":"2027-01-16","reason":"away"}
ann pause {"reason":"lunch"}
ann resume {}
ann start-task {"item":"day/look"}
ann end-task {"item":"look","result":"not-applicable"}
ann skip {"item":"go","reason":"drill"}
ann mark-done {"item":"deploy","reason":"by hand"})",
      R"(amend
bob decide-amendment {"amendment":1,"verdict":"go","role":"lead","reason":"yes"}
cat decide-amendment {"amendment":1,"verdict":"go","reason":"yes"}
ann withdraw-amendment {"amendment":1,"reason":"no"}
ann move {"j":"2027-01-16","reason":"snow"}
wait 3d)",
      R"(wait 13h
ann lift {"freeze":"lunch","reason":"hungry"}
ann add-evidence {"item":"go","title":"t","file":"a.txt","upload":"u"}
ann close-reservation {"reservation":1,"reason":"settled"}
ann answer-doubt {"item":"deploy","answer":"done","outcome":{"code":0},"reason":"looked"}
ann answer {"item":"deploy","answer":"yes"}
ann abort {"reason":"fire","rollback":true}
done)"};
}

}  // namespace

Reader decision_reader() {
  return {"decision", days(),
          json_words({"\n",
                      "ann ",
                      "bob ",
                      "cat ",
                      "dan ",
                      "engine ",
                      "\ndone\n",
                      "\nbroken\n",
                      "\namend\n",
                      "\nwait 15m\n",
                      "\nwait 1d\n",
                      "decide {",
                      "\"gate\":\"go\",",
                      "\"item\":\"deploy\",",
                      "\"reason\":\"x\"",
                      "\"role\":\"lead\",",
                      "2147483647",
                      "\"verdict\":\"go\",",
                      "day/list/two",
                      "tell",
                      "abort {\"reason\":\"x\",\"rollback\":true}",
                      "retry {\"item\":\"late\",\"reason\":\"x\"}"}),
          play};
}

Reader amendment_reader() {
  return {"amendment",
          {day_runbook(), changed_runbook()},
          {"step \"index\" { run = nop, undo = nop },", "parallel { ", "}", "{", ",",
           "task \"look\" { owner = \"dba\" },", "gate \"go\" { decided_by = \"lead\" },",
           "phase \"more\" { on = \"J+2\" },",
           "freeze \"x\" { from = \"J\", to = \"J+1\", reason = "
           "\"x\" },",
           "after = \"deploy\",", "\"day\"", "\"deploy\"", "on = \"J-3\",", "at = \"08:00\",",
           "role \"x\" { title = \"X\" },", "timezone = \"UTC\",",
           "function(ctx) ctx:exec { \"true\" } end", "contingency \"back\" {", "\"back\""},
          compare};
}

}  // namespace golive::fuzz
