// The JSON of the events about watches. Internal to the codecs: a part of event_fields.h.
#pragma once

#include "core/event.h"
#include "core/json_fields.h"

namespace golive {

template <>
struct Fields<event::WatchChanged> {
  using E = event::WatchChanged;
  static constexpr std::string_view kind = "watch_changed";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), need("key", &E::key), need("verdict", &E::verdict),
                need("why", &E::why));
  }
};

template <>
struct Fields<event::WatchEnded> {
  using E = event::WatchEnded;
  static constexpr std::string_view kind = "watch_ended";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), need("key", &E::key), json_text("outcome", &E::outcome));
  }
};

template <>
struct Fields<event::WatchAnswered> {
  using E = event::WatchAnswered;
  static constexpr std::string_view kind = "watch_answered";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), need("key", &E::key), need("answer", &E::answer),
                need("reason", &E::reason));
  }
};

}  // namespace golive
