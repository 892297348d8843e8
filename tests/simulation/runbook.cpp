#include "simulation/runbook.h"

namespace golive::simulation {
namespace {

const std::vector<std::string> role_ids{"lead", "ops", "dba"};

}  // namespace

std::string RunbookWriter::write() {
  contingencies_ = chance_.below(3);
  bodies_.clear();
  last_ = 0;
  std::string text =
      "return plan \"simulated\" {\n"
      "  timezone = \"UTC\", approved_by = { \"lead\" },\n"
      "  role \"lead\" {}, role \"ops\" {}, role \"dba\" {},\n"
      "  environment \"uat\" {}, environment \"prod\" { live = true },\n";
  if (chance_.percent(20)) text += "  starter_may_decide = true,\n";
  if (chance_.percent(10)) text += "  freeze \"f\" { from = \"J-1\", to = \"J-1\" },\n";
  windowed_ = chance_.percent(20);
  if (windowed_) text += "  window \"w\" { from = \"J-1 12:00\", to = \"J-1 12:02\" },\n";
  recovers_ = chance_.percent(20);
  if (recovers_) text += "  objective \"rto\" { max = \"2m\" },\n";
  const auto phases = 1 + chance_.below(3);
  for (std::size_t number = 1; number <= phases; ++number) text += phase(number);
  for (std::size_t number = 1; number <= contingencies_; ++number) text += contingency(number);
  return text + "}\n";
}

std::string RunbookWriter::phase(std::size_t number) {
  static const std::vector<std::string> days{"", "on = \"J-2\", ", "on = \"J-1\", ",
                                             "on = \"J\", "};
  std::string text = "  phase \"p" + std::to_string(number) + "\" { " + days[number] + owner();
  if (chance_.percent(10)) text += "overlaps = true, ";
  if (windowed_ && chance_.percent(60)) text += "window = \"w\", ";
  if (chance_.percent(10)) text += when();
  return text + "\n" + items(4, 0, true) + "  },\n";
}

std::string RunbookWriter::contingency(std::size_t number) {
  std::string text = "  contingency \"c" + std::to_string(number) +
                     "\" { risk = \"r\", decided_by = { " + deciders(true) + " }, " + owner();
  if (!bodies_.empty() && chance_.percent(70)) text += "trigger = " + trigger() + ", ";
  if (chance_.percent(40)) text += "within = \"1m\", ";
  const bool back = chance_.percent(45);
  if (back)
    text += "rollback_to = \"" +
            (bodies_.empty() || chance_.percent(60) ? std::string("p1") : chance_.pick(bodies_)) +
            "\", ";
  if (chance_.percent(30)) text += "automatic = true, ";
  if (chance_.percent(70))
    text += "afterwards = \"" + chance_.pick<std::string>({"hold", "retry", "skip"}) + "\", ";
  const bool empty = back && chance_.percent(20);
  if (empty || !back || chance_.percent(60))
    return text + "\n" + (empty ? "" : items(2, 1, false)) + "  },\n";
  const auto first = "s" + std::to_string(last_ + 1);
  text += "rollback_after = \"" + first + "\",\n    " + step("step", false) + ",\n";
  return text + items(2, 1, false) + "  },\n";
}

std::string RunbookWriter::items(std::size_t most, int depth, bool main_line) {
  std::string text;
  for (auto left = 1 + chance_.below(most); left > 0; --left)
    text += "    " + item(depth, main_line) + ",\n";
  return text;
}

std::string RunbookWriter::item(int depth, bool main_line) {
  const auto kind = chance_.below(depth < 2 ? 100 : 80);
  if (kind < 52) return step("step", main_line);
  if (kind < 58) return step("smoke", main_line);
  if (kind < 62) return step("watch", main_line);
  if (kind < 70) return task();
  if (kind < 80) return gate();
  if (kind < 92) return "parallel { " + when() + "\n" + items(3, depth + 1, main_line) + "    }";
  std::string list = "checklist \"" + fresh("l") + "\" { " + owner() + when() + "\n";
  for (auto left = 1 + chance_.below(2); left > 0; --left)
    list += "    " + (chance_.percent(50) ? task() : step("step", main_line)) + ",\n";
  return list + "    }";
}

std::string RunbookWriter::step(const std::string& kind, bool main_line) {
  const auto id = fresh("s");
  std::string text = kind + " \"" + id + "\" { " + owner() + when();
  if (kind == "watch") text += "during = \"1m\", ";
  if (kind == "smoke" && main_line && !bodies_.empty() && chance_.percent(50))
    text +=
        chance_.pick<std::string>({"before", "after"}) + " = \"" + chance_.pick(bodies_) + "\", ";
  else if (main_line && !bodies_.empty() && chance_.percent(5))
    text += "after = { \"" + chance_.pick(bodies_) + "\" }, ";
  text += failing();
  text += "run = " + body(0);
  if (chance_.percent(60)) text += ", undo = " + body(1);
  if (chance_.percent(10)) text += ", irreversible = true";
  if (chance_.percent(10)) text += ", effects = false";
  if (windowed_ && chance_.percent(25))
    text += ", missed = \"" + chance_.pick<std::string>({"skip", "run late"}) + "\"";
  if (recovers_ && chance_.percent(40))
    text += ", does = \"" + chance_.pick<std::string>({"downtime_start", "opening"}) + "\"";
  if (chance_.percent(25))
    text +=
        ", probe = function(ctx) if ctx:http { url = \"http://w/probe\", ok = { 200, 404 } }.status"
        " == 200 then return \"done\", { code = 0, status = 200 } end return \"not-done\" end";
  else if (chance_.percent(40))
    text += ", interruption = \"" + chance_.pick<std::string>({"ask", "retry"}) + "\"";
  if (main_line) bodies_.push_back(id);
  return text + " }";
}

std::string RunbookWriter::task() {
  std::string text = "task \"" + fresh("t") + "\" { " + owner() + when();
  if (chance_.percent(15)) text += "on_failure = \"continue\"";
  return text + " }";
}

std::string RunbookWriter::gate() {
  std::string text =
      "gate \"" + fresh("g") + "\" { " + when() + "decided_by = { " + deciders(false) + " }";
  if (chance_.percent(40)) text += ", within = \"1m\"";
  if (chance_.percent(30))
    text += ", valid_for = \"" + chance_.pick<std::string>({"1m", "3d"}) + "\"";
  return text + " }";
}

std::string RunbookWriter::failing() {
  std::string text;
  if (chance_.percent(30))
    text += "timeout = \"" + chance_.pick<std::string>({"10s", "1m"}) + "\", ";
  if (chance_.percent(25)) text += "retry = { times = 1, every = \"5s\" }, ";
  const auto kind = chance_.below(10);
  if (kind == 0) text += "on_failure = \"retry\", ";
  if (kind == 1) text += "on_failure = \"continue\", ";
  if (kind < 4 && kind > 1 && contingencies_ > 0)
    text +=
        "on_failure = activate \"c" + std::to_string(1 + chance_.below(contingencies_)) + "\", ";
  return text;
}

std::string RunbookWriter::owner() {
  return chance_.percent(50) ? "" : "owner = \"" + chance_.pick(role_ids) + "\", ";
}

std::string RunbookWriter::when() {
  switch (chance_.below(16)) {
    case 0:
      return "when = function(ctx) return true end, ";
    case 1:
      return "when = function(ctx) return false, \"not today\" end, ";
    case 2:
      return "when = function(ctx) return ctx:http { url = \"http://w/when\", ok = { 200, 404 } }"
             ".status == 200, \"no\" end, ";
    case 3:
      return "when = function(ctx) ctx:http \"http://w/if\" return true end, ";
    default:
      return "";
  }
}

std::string RunbookWriter::body(int depth) {
  std::string text = "function(ctx)";
  for (auto left = chance_.below(4); left > 0; --left) text += " " + statement(depth);
  if (chance_.percent(3)) text += " error(\"wrong\")";
  return text + " end";
}

std::string RunbookWriter::statement(int depth) {
  const auto kind = chance_.below(100);
  if (kind < 80) return effect();
  if (kind < 85) return "ctx:log \"on\"";
  if (kind < 90) return "pcall(function() " + effect() + " end)";
  if (depth > 1) return effect();
  std::string text = "ctx:parallel {";
  for (auto left = 2 + chance_.below(2); left > 0; --left)
    text += " function() " + statement(depth + 1) + " " + effect() + " end,";
  return text + " }";
}

std::string RunbookWriter::effect() {
  const auto mark = fresh("e");
  switch (chance_.below(9)) {
    case 0:
      return "ctx:http \"http://w/" + mark + "\"";
    case 1:
    case 2:
      return "ctx:http { url = \"http://w/" + mark + "\", method = \"POST\", body = \"x\"" +
             interruption() + " }";
    case 3:
      return "ctx:poll { url = \"http://w/" + mark +
             "\", expect = { status = 200 }, every = \"2s\", within = \"1m\" }";
    case 4:
      return "ctx:sleep \"" + chance_.pick<std::string>({"5s", "30s"}) + "\"";
    case 5:
      return "ctx:ask { \"" + mark + "?\", role = \"" + chance_.pick(role_ids) + "\" }";
    default:
      return "ctx:exec { \"./" + mark + "\"" + interruption() + " }";
  }
}

std::string RunbookWriter::interruption() {
  if (chance_.percent(70)) return "";
  return ", interruption = \"" + chance_.pick<std::string>({"ask", "retry"}) + "\"";
}

std::string RunbookWriter::deciders(bool one) {
  switch (chance_.below(one ? 2 : 5)) {
    case 0:
      return "\"" + chance_.pick(role_ids) + "\"";
    case 1:
      return "any_of { \"ops\", \"" + chance_.pick(role_ids) + "\" }";
    case 2:
      return "\"ops\", \"dba\"";
    case 3:
      return "at_least(2, \"" + chance_.pick(role_ids) + "\")";
    default:
      return "\"lead\", any_of { \"ops\", \"dba\" }";
  }
}

std::string RunbookWriter::trigger() {
  const auto one = [&] {
    return "failed \"" + (chance_.percent(20) ? std::string("p1") : chance_.pick(bodies_)) + "\"";
  };
  if (chance_.percent(70)) return one();
  return "any_of { " + one() + ", " + one() + " }";
}

}  // namespace golive::simulation
