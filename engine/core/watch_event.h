// What happens to a watch: the events, past tense. A part of core/event.h.
#pragma once

#include <string>

#include "base/enum_text.h"
#include "core/effect.h"

namespace golive {

enum class WatchAnswer { ok, failed };
template <>
struct EnumText<WatchAnswer> {
  static constexpr EnumTable<WatchAnswer, 2> table{
      {{WatchAnswer::ok, "ok"}, {WatchAnswer::failed, "failed"}}};
};

namespace event {

struct WatchChanged {
  AttemptId id;
  EffectKey key;
  WatchVerdict verdict{};
  std::string why;  // what the last look has seen
};                  // its verdict is another one; an inconclusive one asks a person
struct WatchEnded {
  AttemptId id;
  EffectKey key;
  std::string outcome;  // JSON
};                      // while it was inconclusive: the answer makes of this its outcome
struct WatchAnswered {
  AttemptId id;
  EffectKey key;
  WatchAnswer answer{};
  std::string reason;
};  // a person: what could not be seen is borne, or is a failure

}  // namespace event
}  // namespace golive
