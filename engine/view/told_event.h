// Told event: an event that people are told of by notices: what it says, of what, and who is asked
// to act. Internal to notices_of().
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

struct ToldEvent {
  NoticeKind kind{};
  std::string what;  // the words' key: "gate_opened"
  std::optional<ItemIndex> item = {};
  std::string why = {};
  std::vector<std::string> roles = {};  // who is asked to do something about it
  std::optional<Instant> due = {};      // engine's clock: by when
  std::string channel = {};             // only this one is told
};

// None for an event that nobody is told of. `run` is as it was after it.
std::optional<ToldEvent> told_of(const Run& run, const Event& event);

}  // namespace golive
