// Waiting: what a run waits for people to do, and which people.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

enum class WaitingKind { gate, task, contingency, doubt, question, reservation, amendment };
template <>
struct EnumText<WaitingKind> {
  static constexpr EnumTable<WaitingKind, 7> table{{{WaitingKind::gate, "gate"},
                                                    {WaitingKind::task, "task"},
                                                    {WaitingKind::contingency, "contingency"},
                                                    {WaitingKind::doubt, "doubt"},
                                                    {WaitingKind::question, "question"},
                                                    {WaitingKind::reservation, "reservation"},
                                                    {WaitingKind::amendment, "amendment"}}};
};

struct Waiting {
  ItemIndex item = 0;
  WaitingKind kind{};
  std::vector<std::string> roles =
      {};                             // any of them, or for a gate those that have not decided yet
  std::optional<Instant> since = {};  // run's clock
  std::optional<Instant> due = {};    // engine's clock: `within` has passed
  std::string text = {};              // what is asked, known, or went wrong; may be empty
  const Effect* effect = nullptr;     // doubt, question: points into the run
  std::optional<Slot> slot = {};      // doubt, question: of the attempt that asks
  int reservation = 0;                // its number in the run; 0: none
  int amendment = 0;  // its number in the run; 0: none. It stands at the first item that it changes
  std::string person = {};  // reservation: whose it is by name, if it is no role's
};

// Whether an inconclusive watch is borne: answered ok or failed, with a reason.
bool asks_about_watch(const Waiting& waiting);
// In the order of the plan; once the run is over, its open reservations. Points into `run`.
std::vector<Waiting> waiting_for(const Run& run);
nlohmann::json to_json(const Run& run, const Waiting& waiting);

}  // namespace golive
