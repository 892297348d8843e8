// The runbooks of the benchmark: one environment, one phase.
#pragma once

#include <string>

namespace golive::bench {

inline std::string runbook_of(const std::string& items, const std::string& parameters = "") {
  return "return plan \"bench\" { title = \"Bench\", timezone = \"UTC\", approved_by = { \"ops\" "
         "},\n"
         "role \"ops\" { title = \"Operations\" },\n"
         "environment \"staging\" { " +
         parameters +
         " },\n"
         "phase \"day\" { on = \"J\",\n" +
         items + " } }\n";
}

// One step whose body is this text.
inline std::string runbook_of_body(const std::string& body, const std::string& parameters = "") {
  return runbook_of("step \"work\" { effects = false, run = function(ctx)\n" + body + "\nend }",
                    parameters);
}

// A step that asks for so many effects, then a gate, and what follows a GO.
inline std::string runbook_with_gate(int effects) {
  return runbook_of(
      "step \"before\" { effects = false, run = function(ctx)\n  for _ = 1, " +
      std::to_string(effects) +
      " do ctx:exec { \"true\" } end\nend },\n"
      "gate \"go\" { decided_by = { \"ops\" } },\n"
      "step \"after\" { effects = false, run = function(ctx) ctx:exec { \"true\" } end }");
}

}  // namespace golive::bench
