// The JSON of the events about amendments. Internal to the codecs: a part of event_fields.h.
#pragma once

#include "core/event.h"
#include "core/json_fields.h"

namespace golive {

template <>
struct Fields<ItemChange> {
  static constexpr auto rows(auto&& read) {
    return read(need("item", &ItemChange::item), need("change", &ItemChange::change),
                need("stage", &ItemChange::stage), may("what", &ItemChange::what));
  }
};

template <>
struct Fields<event::AmendmentProposed> {
  using E = event::AmendmentProposed;
  static constexpr std::string_view kind = "amendment_proposed";
  static constexpr auto rows(auto&& read) {
    return read(need("amendment", &E::amendment), need("plan", &E::plan), need("items", &E::items),
                may("settings", &E::settings), need("has_effect", &E::has_effect),
                need("reason", &E::reason));
  }
};

template <>
struct Fields<event::AmendmentDecided> {
  using E = event::AmendmentDecided;
  static constexpr std::string_view kind = "amendment_decided";
  static constexpr auto rows(auto&& read) {
    return read(need("amendment", &E::amendment), need("role", &E::role),
                need("verdict", &E::verdict), need("reason", &E::reason),
                need("subject", &E::subject), may("on_behalf_of", &E::on_behalf_of));
  }
};

template <>
struct Fields<event::AmendmentWithdrawn> {
  using E = event::AmendmentWithdrawn;
  static constexpr std::string_view kind = "amendment_withdrawn";
  static constexpr auto rows(auto&& read) {
    return read(need("amendment", &E::amendment), need("reason", &E::reason));
  }
};

template <>
struct Fields<event::AmendmentExpired> {
  using E = event::AmendmentExpired;
  static constexpr std::string_view kind = "amendment_expired";
  static constexpr auto rows(auto&& read) {
    return read(need("amendment", &E::amendment), need("why", &E::why));
  }
};

template <>
struct Fields<event::AmendmentApplied> {
  using E = event::AmendmentApplied;
  static constexpr std::string_view kind = "amendment_applied";
  static constexpr auto rows(auto&& read) {
    return read(need("amendment", &E::amendment), need("timeline", &E::timeline));
  }
};

}  // namespace golive
