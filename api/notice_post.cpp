#include "api/notice_post.h"

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "report/notice_text.h"
#include "store/sqlite_reader.h"

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

// People are told, whatever somebody has made of the template.
Result<NoticeText> text_of_notice(const std::string& facts, const Templates& templates,
                                  ToldOnce& told) {
  ReportWish wish;
  wish.templates = templates;
  auto text = notice_text(wish, facts);
  if (text || templates.own().empty()) return text;
  told.tell(to_line(text.error()) + "; the built-in text is used");
  return notice_text({}, facts);
}

// What a program reads of a notice.
json webhook_body(const OpenNotice& notice, const json& facts, const Letter& letter) {
  json body{{"id", notice.due.id},           {"run", notice.due.run},
            {"channel", notice.due.channel}, {"kind", text_of(notice.due.kind)},
            {"headline", letter.title},      {"text", letter.text}};
  for (const char* name :
       {"what",  "plan", "environment", "mode", "drill", "j",    "zone", "at",    "run_at", "item",
        "title", "who",  "due",         "why",  "by",    "done", "next", "waits", "day",    "head"})
    if (const auto found = facts.find(name); found != facts.end()) body[name] = *found;
  if (const auto links = facts.find("links"); links != facts.end()) body["reports"] = *links;
  return body;
}

}  // namespace

struct NoticePost::Sending {
  OpenNotice notice;
  std::string kind;  // of the channel
  json fields;       // of the channel, with handles
  NoticeDone done;
  Secrets secrets;
  std::vector<ReportLink> links = {};

  // With the reports that it points to.
  [[nodiscard]] json facts() const {
    auto whole = json::parse(notice.due.facts, nullptr, false);
    if (!whole.is_object() || links.empty()) return whole;
    for (const auto& link : links)
      whole["links"].push_back(
          {{"kind", link.kind}, {"address", link.address}, {"sha256", link.sha256}});
    return whole;
  }
  [[nodiscard]] Result<Parcel> parcel(Instant now, const Templates& templates,
                                      ToldOnce& told) const {
    const auto filled = secrets.fill(fields);
    if (!filled) return tl::unexpected<Error>(filled.error());
    const auto whole = facts();
    const auto text = text_of_notice(whole.dump(), templates, told);
    if (!text) return tl::unexpected<Error>(text.error());
    const Letter letter{notice.due.id, text->title, text->text, now};
    const auto of = [&](const char* name) { return filled->at(name).get<std::string>(); };
    if (kind == "mail")
      return mail_parcel(letter,
                         {of("server"), of("user"), of("password"), of("sender"), of("target")});
    if (kind == "slack") return slack_parcel(letter, of("target"));
    if (kind == "teams") return teams_parcel(letter, of("target"));
    return webhook_parcel(letter, of("target"), webhook_body(notice, whole, letter),
                          of("signed_with"));
  }
};

struct NoticePost::Making {
  NoticePost& post;
  std::uint64_t number;
  site_event::NoticeDue due;
  Reports reports;
  std::vector<ReportLink> links = {};
  uv_work_t work = {};

  static void make(uv_work_t* work) {
    auto& making = *static_cast<Making*>(work->data);
    auto logs = SqliteReader::open(making.reports.database);
    if (logs)
      making.links = report_links(**logs, making.due, making.reports.source, making.post.told_);
  }
  static void made(uv_work_t* work, int) {
    const std::unique_ptr<Making> making(static_cast<Making*>(work->data));
    auto& post = making->post;
    --post.making_;
    if (post.ends_) return;
    post.under_way_.at(making->number)->links = std::move(making->links);
    post.set_out(making->number);
  }
};

NoticePost::NoticePost(uv_loop_t& loop, KeeperLink& keeper, Clock& clock, Reports reports)
    : loop_(loop), keeper_(keeper), clock_(clock), reports_(std::move(reports)), courier_(loop) {}

NoticePost::~NoticePost() {
  // What is made beside the loop comes back to this object.
  ends_ = true;
  while (making_ > 0) uv_run(&loop_, UV_RUN_ONCE);
}

void NoticePost::make_reports(std::uint64_t number) {
  const auto& due = under_way_.at(number)->notice.due;
  const auto facts = json::parse(due.facts, nullptr, false);
  if (!facts.is_object() || !facts.contains("reports")) return set_out(number);
  auto making = std::make_unique<Making>(Making{*this, number, due, reports_});
  making->work.data = making.get();
  if (uv_queue_work(&loop_, &making->work, Making::make, Making::made) != 0) return set_out(number);
  ++making_;
  (void)making.release();  // until it is made
}

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
  secrets.prepare(names, [this, number] { make_reports(number); });
}

void NoticePost::set_out(std::uint64_t number) {
  const Sending& sending = *under_way_.at(number);
  auto parcel = sending.parcel(clock_.now(), reports_.source.templates, told_);
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
