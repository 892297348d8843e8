// The JSON of the events about gates, and about who is who. Internal to the codecs: a part of
// event_fields.h.
#pragma once

#include "core/condition_fields.h"
#include "core/event.h"
#include "core/json_fields.h"

namespace golive {

template <>
struct Fields<event::DecisionMade> {
  using E = event::DecisionMade;
  static constexpr std::string_view kind = "decision_made";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &E::gate), need("role", &E::role), need("verdict", &E::verdict),
                need("reason", &E::reason), need("conditions", &E::conditions),
                need("subject", &E::subject), may("on_behalf_of", &E::on_behalf_of));
  }
};

template <>
struct Fields<event::DecisionLapsed> {
  using E = event::DecisionLapsed;
  static constexpr std::string_view kind = "decision_lapsed";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &E::gate), need("person", &E::person), need("role", &E::role),
                need("why", &E::why));
  }
};

template <>
struct Fields<event::GateApproved> {
  using E = event::GateApproved;
  static constexpr std::string_view kind = "gate_approved";
  static constexpr auto rows(auto&& read) { return read(need("gate", &E::gate)); }
};

template <>
struct Fields<event::GateRefused> {
  using E = event::GateRefused;
  static constexpr std::string_view kind = "gate_refused";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &E::gate), may("why", &E::why));
  }
};

template <>
struct Fields<event::GateHeld> {
  using E = event::GateHeld;
  static constexpr std::string_view kind = "gate_held";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &E::gate), need("why", &E::why));
  }
};

template <>
struct Fields<event::GateLapsed> {
  using E = event::GateLapsed;
  static constexpr std::string_view kind = "gate_lapsed";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &E::gate), need("why", &E::why));
  }
};

template <>
struct Fields<event::GateEscalated> {
  using E = event::GateEscalated;
  static constexpr std::string_view kind = "gate_escalated";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &E::gate), need("role", &E::role), need("why", &E::why));
  }
};

template <>
struct Fields<event::GlassBroken> {
  using E = event::GlassBroken;
  static constexpr std::string_view kind = "glass_broken";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &E::gate), need("role", &E::role), need("reason", &E::reason),
                may("on_behalf_of", &E::on_behalf_of));
  }
};

template <>
struct Fields<event::GateWaived> {
  using E = event::GateWaived;
  static constexpr std::string_view kind = "gate_waived";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &E::gate), need("why", &E::why));
  }
};

template <>
struct Fields<event::ReservationClosed> {
  using E = event::ReservationClosed;
  static constexpr std::string_view kind = "reservation_closed";
  static constexpr auto rows(auto&& read) {
    return read(need("reservation", &E::reservation), need("role", &E::role),
                need("reason", &E::reason));
  }
};

template <>
struct Fields<EvidenceFile> {
  using E = EvidenceFile;
  static constexpr auto rows(auto&& read) {
    return read(need("name", &E::name), need("media_type", &E::media_type),
                need("sha256", &E::sha256), need("size", &E::size), may("tests", &E::tests),
                may("failed", &E::failed), may("skipped", &E::skipped),
                may("failing", &E::failing));
  }
};

template <>
struct Fields<event::EvidenceAdded> {
  using E = event::EvidenceAdded;
  static constexpr std::string_view kind = "evidence_added";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("role", &E::role), need("title", &E::title),
                inlined(&E::file));
  }
};

template <>
struct Fields<event::RoleBound> {
  using E = event::RoleBound;
  static constexpr std::string_view kind = "role_bound";
  static constexpr auto rows(auto&& read) {
    return read(need("role", &E::role), need("people", &E::people), need("reason", &E::reason));
  }
};

template <>
struct Fields<event::RoleDelegated> {
  using E = event::RoleDelegated;
  static constexpr std::string_view kind = "role_delegated";
  static constexpr auto rows(auto&& read) {
    return read(need("role", &E::role), need("holder", &E::holder), need("deputy", &E::deputy),
                need("since", &E::since), need("until", &E::until), need("reason", &E::reason));
  }
};

}  // namespace golive
