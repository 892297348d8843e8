// The JSON of plans and timelines: one row a field. Internal to the codecs.
#pragma once

#include "core/json_fields.h"
#include "core/plan.h"
#include "core/timeline.h"

namespace golive {

template <>
struct Fields<Rule> {
  static constexpr auto rows(auto&& read) {
    return read(need("kind", &Rule::kind), may("role", &Rule::role), may("count", &Rule::count),
                may("parts", &Rule::parts));
  }
};
template <>
struct Fields<Trigger> {
  static constexpr auto rows(auto&& read) {
    return read(need("kind", &Trigger::kind), may("item", &Trigger::item),
                may("parts", &Trigger::parts));
  }
};
template <>
struct Fields<Retry> {
  static constexpr auto rows(auto&& read) {
    return read(need("times", &Retry::times), need("every", &Retry::every));
  }
};

template <>
struct Fields<Rung> {
  static constexpr auto rows(auto&& read) {
    return read(need("after", &Rung::after), need("to", &Rung::to));
  }
};
template <>
struct Fields<Item> {
  static constexpr auto rows(auto&& read) {
    return read(
        may("id", &Item::id), need("path", &Item::path), need("kind", &Item::kind),
        need("place", &Item::place), may("parent", &Item::parent), may("children", &Item::children),
        may("title", &Item::title), may("description", &Item::description),
        may("owner", &Item::owner), may("on", &Item::on), may("from", &Item::from),
        may("to", &Item::to), may("at", &Item::at), may("at_moment", &Item::at_moment),
        may("estimate", &Item::estimate), may("undo_estimate", &Item::undo_estimate),
        may("timeout", &Item::timeout), may("retry", &Item::retry),
        may("on_failure", &Item::on_failure), may("activates", &Item::activates),
        may("interruption", &Item::interruption), may("missed", &Item::missed),
        may("window", &Item::window), may("does", &Item::does),
        may("after_written", &Item::after_written), may("has_run", &Item::has_run),
        may("has_undo", &Item::has_undo), may("has_when", &Item::has_when),
        may("has_probe", &Item::has_probe), may("effects", &Item::effects),
        may("irreversible", &Item::irreversible), may("overlaps", &Item::overlaps),
        may("decided_by", &Item::decided_by), may("within", &Item::within),
        may("valid_for", &Item::valid_for), may("escalation", &Item::escalation),
        may("rehearsed_phase", &Item::rehearsed_phase),
        may("rehearsed_within", &Item::rehearsed_within), may("hook_before", &Item::hook_before),
        may("hook_after", &Item::hook_after), may("during", &Item::during),
        may("rehearse_for", &Item::rehearse_for), may("blind_for", &Item::blind_for),
        may("risk", &Item::risk), may("trigger", &Item::trigger),
        may("rollback_to", &Item::rollback_to), may("rollback_after", &Item::rollback_after),
        may("automatic", &Item::automatic), may("afterwards", &Item::afterwards),
        may("edges", &Item::edges), may("code", &Item::code), may("text_index", &Item::text_index),
        may("removed", &Item::removed));
  }
};

template <>
struct Fields<Role> {
  static constexpr auto rows(auto&& read) {
    return read(need("id", &Role::id), may("title", &Role::title), may("duties", &Role::duties),
                may("place", &Role::place));
  }
};
template <>
struct Fields<Contact> {
  static constexpr auto rows(auto&& read) {
    return read(need("id", &Contact::id), may("title", &Contact::title),
                may("phone", &Contact::phone), may("mail", &Contact::mail),
                may("role", &Contact::role));
  }
};
template <>
struct Fields<Channel> {
  static constexpr auto rows(auto&& read) {
    return read(need("id", &Channel::id), need("kind", &Channel::kind),
                need("target", &Channel::target), may("server", &Channel::server),
                may("user", &Channel::user), may("password", &Channel::password),
                may("sender", &Channel::sender), may("signed_with", &Channel::signed_with),
                may("tells", &Channel::tells), may("daily", &Channel::daily),
                may("place", &Channel::place));
  }
};
template <>
struct Fields<Environment> {
  static constexpr auto rows(auto&& read) {
    return read(need("id", &Environment::id), may("live", &Environment::live),
                may("parameters", &Environment::parameters));
  }
};
template <>
struct Fields<Secret> {
  static constexpr auto rows(auto&& read) {
    return read(need("id", &Secret::id), need("from", &Secret::from));
  }
};
template <>
struct Fields<Objective> {
  static constexpr auto rows(auto&& read) {
    return read(need("id", &Objective::id), may("max", &Objective::max),
                may("min", &Objective::min), may("place", &Objective::place));
  }
};
template <>
struct Fields<Freeze> {
  static constexpr auto rows(auto&& read) {
    return read(need("id", &Freeze::id), need("from", &Freeze::from), need("to", &Freeze::to),
                may("reason", &Freeze::reason), may("place", &Freeze::place));
  }
};
template <>
struct Fields<Window> {
  static constexpr auto rows(auto&& read) {
    return read(need("id", &Window::id), need("from", &Window::from), need("to", &Window::to),
                may("title", &Window::title), may("reason", &Window::reason),
                may("place", &Window::place));
  }
};
template <>
struct Fields<Accepted> {
  static constexpr auto rows(auto&& read) {
    return read(need("code", &Accepted::code), may("item", &Accepted::item),
                need("reason", &Accepted::reason), may("place", &Accepted::place));
  }
};
template <>
struct Fields<DocumentPart> {
  static constexpr auto rows(auto&& read) {
    return read(need("id", &DocumentPart::id), may("lines", &DocumentPart::lines),
                may("place", &DocumentPart::place));
  }
};

template <>
struct Fields<Plan> {
  static constexpr auto rows(auto&& read) {
    return read(
        need("id", &Plan::id), may("title", &Plan::title), need("language", &Plan::language),
        need("timezone", &Plan::timezone), may("holidays", &Plan::holidays),
        may("holiday_files", &Plan::holiday_files), may("holiday_dates", &Plan::holiday_dates),
        need("hash", &Plan::hash), may("approved_by", &Plan::approved_by),
        may("starter_may_decide", &Plan::starter_may_decide), may("document", &Plan::document),
        may("roles", &Plan::roles), may("contacts", &Plan::contacts),
        may("channels", &Plan::channels), may("environments", &Plan::environments),
        may("secrets", &Plan::secrets), may("objectives", &Plan::objectives),
        may("freezes", &Plan::freezes), may("windows", &Plan::windows),
        may("accepted", &Plan::accepted), need("items", &Plan::items), may("phases", &Plan::phases),
        may("contingencies", &Plan::contingencies), may("place", &Plan::place),
        may("order", &Plan::order));
  }
};

template <>
struct Fields<Planned> {
  static constexpr auto rows(auto&& read) {
    return read(may("start", &Planned::start), may("end", &Planned::end));
  }
};
template <>
struct Fields<FrozenSpan> {
  static constexpr auto rows(auto&& read) {
    return read(need("from", &FrozenSpan::from), need("to", &FrozenSpan::to),
                need("reason", &FrozenSpan::reason), may("id", &FrozenSpan::id));
  }
};
template <>
struct Fields<OpenSpan> {
  static constexpr auto rows(auto&& read) {
    return read(need("from", &OpenSpan::from), need("to", &OpenSpan::to),
                need("id", &OpenSpan::id));
  }
};
template <>
struct Fields<ZoneRules::Transition> {
  using T = ZoneRules::Transition;
  static constexpr auto rows(auto&& read) {
    return read(need("at", &T::at), need("offset_minutes", &T::offset_minutes),
                need("abbreviation", &T::abbreviation));
  }
};
template <>
struct Fields<ZoneRules> {
  static constexpr auto rows(auto&& read) {
    return read(need("name", &ZoneRules::name), need("transitions", &ZoneRules::transitions));
  }
};
template <>
struct Fields<Timeline> {
  static constexpr auto rows(auto&& read) {
    return read(need("j", &Timeline::j), need("zone", &Timeline::zone),
                need("items", &Timeline::items), may("freezes", &Timeline::freezes),
                may("windows", &Timeline::windows));
  }
};

}  // namespace golive
