#include "api/notice_post.h"

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "report/notice_text.h"

namespace golive {
namespace {

using nlohmann::json;

constexpr std::string_view secret_prefix = "secret:";

// "secret:name" as the handle that Secrets fills in.
json handle_of(const std::string& text) {
  if (!text.starts_with(secret_prefix)) return text;
  return {{"$secret", text.substr(secret_prefix.size())}};
}

json fields_of(const Channel& channel) {
  return {{"target", handle_of(channel.target)}, {"server", handle_of(channel.server)},
          {"user", handle_of(channel.user)},     {"password", handle_of(channel.password)},
          {"sender", handle_of(channel.sender)}, {"signed_with", handle_of(channel.signed_with)}};
}

// Only those that it names: each is read anew for each attempt, for tokens change.
std::vector<Secret> secrets_of(const Plan& plan, const std::set<std::string>& names) {
  std::vector<Secret> secrets;
  for (const Secret& each : plan.secrets)
    if (names.contains(each.id)) secrets.push_back(each);
  return secrets;
}

// What a program reads of a notice.
json webhook_body(const OpenNotice& notice, const json& facts, const Letter& letter) {
  json body{{"id", notice.due.id},           {"run", notice.due.run},
            {"channel", notice.due.channel}, {"kind", text_of(notice.due.kind)},
            {"headline", letter.title},      {"text", letter.text}};
  for (const char* name :
       {"what", "plan", "environment", "mode", "drill", "j", "zone", "at", "run_at", "item",
        "title", "who", "due", "why", "by", "done", "next", "waits"})
    if (const auto found = facts.find(name); found != facts.end()) body[name] = *found;
  return body;
}

}  // namespace

struct NoticePost::Sending {
  OpenNotice notice;
  std::string kind;  // of the channel
  json fields;       // of the channel, with handles
  NoticeDone done;
  Secrets secrets;

  [[nodiscard]] Result<Parcel> parcel(Instant now) const {
    const auto filled = secrets.fill(fields);
    if (!filled) return tl::unexpected<Error>(filled.error());
    const auto text = notice_text({}, notice.due.facts);
    if (!text) return tl::unexpected<Error>(text.error());
    const Letter letter{notice.due.id, text->title, text->text, now};
    const auto of = [&](const char* name) { return filled->at(name).get<std::string>(); };
    if (kind == "mail")
      return mail_parcel(letter,
                         {of("server"), of("user"), of("password"), of("sender"), of("target")});
    if (kind == "slack") return slack_parcel(letter, of("target"));
    if (kind == "teams") return teams_parcel(letter, of("target"));
    const auto facts = json::parse(notice.due.facts, nullptr, false);
    return webhook_parcel(letter, of("target"), webhook_body(notice, facts, letter),
                          of("signed_with"));
  }
};

NoticePost::NoticePost(uv_loop_t& loop, KeeperLink& keeper, Clock& clock)
    : keeper_(keeper), clock_(clock), courier_(loop) {}

NoticePost::~NoticePost() = default;

void NoticePost::send(const OpenNotice& notice, const Run& run, NoticeDone done) {
  const auto number = ++last_;
  const Channel* channel = find_channel(*run.plan, notice.due.channel);
  if (channel == nullptr) return done({false, true, "the run's plan has no such channel"});
  auto fields = fields_of(*channel);
  const auto names = secrets_in(fields);
  std::unique_ptr<Sending> sending(
      new Sending{notice, channel->kind, std::move(fields), std::move(done),
                  Secrets(keeper_, secrets_of(*run.plan, names), run.folder, {})});
  Secrets& secrets = sending->secrets;
  under_way_.emplace(number, std::move(sending));
  secrets.prepare(names, [this, number] { set_out(number); });
}

void NoticePost::set_out(std::uint64_t number) {
  const Sending& sending = *under_way_.at(number);
  auto parcel = sending.parcel(clock_.now());
  if (!parcel) {
    // A secret that cannot be read may come back; what is wrong in the plan stays wrong.
    const bool is_permanent = parcel.error().kind == ErrorKind::invalid;
    return finish(number, {false, is_permanent, parcel.error().what});
  }
  courier_.send(std::move(*parcel),
                [this, number](Delivery delivery) { finish(number, std::move(delivery)); });
}

void NoticePost::finish(std::uint64_t number, Delivery delivery) {
  const auto sending = std::move(under_way_.extract(number).mapped());
  delivery.why = to_utf8(sending->secrets.redactor().redact(delivery.why));
  sending->done(std::move(delivery));
}

}  // namespace golive
