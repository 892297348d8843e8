// The JSON of the outbox's events in the site log. Internal to the codecs.
#pragma once

#include "core/json_fields.h"
#include "core/outbox.h"

namespace golive {

template <>
struct Fields<site_event::NoticeDue> {
  using E = site_event::NoticeDue;
  static constexpr std::string_view kind = "notice_due";
  static constexpr auto rows(auto&& read) {
    return read(need("id", &E::id), need("run", &E::run), need("seq", &E::seq),
                need("channel", &E::channel), need("kind", &E::kind),
                json_text("facts", &E::facts));
  }
};
template <>
struct Fields<site_event::NoticeSent> {
  using E = site_event::NoticeSent;
  static constexpr std::string_view kind = "notice_sent";
  static constexpr auto rows(auto&& read) {
    return read(need("id", &E::id), need("attempt", &E::attempt));
  }
};
template <>
struct Fields<site_event::NoticeFailed> {
  using E = site_event::NoticeFailed;
  static constexpr std::string_view kind = "notice_failed";
  static constexpr auto rows(auto&& read) {
    return read(need("id", &E::id), need("attempt", &E::attempt), need("why", &E::why),
                need("again_at", &E::again_at));
  }
};
template <>
struct Fields<site_event::NoticeGivenUp> {
  using E = site_event::NoticeGivenUp;
  static constexpr std::string_view kind = "notice_given_up";
  static constexpr auto rows(auto&& read) {
    return read(need("id", &E::id), need("attempt", &E::attempt), need("why", &E::why));
  }
};
template <>
struct Fields<site_event::NoticeRetried> {
  static constexpr std::string_view kind = "notice_retried";
  static constexpr auto rows(auto&& read) {
    return read(need("id", &site_event::NoticeRetried::id));
  }
};

}  // namespace golive
