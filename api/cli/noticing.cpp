// notices, notices retry: what channels have not been told yet, and why.
#include <fmt/core.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/people_list.h"
#include "api/cli/terminal.h"
#include "core/site.h"

namespace golive::cli {
namespace {

struct Listed {
  const OpenNotice* notice;
  std::string_view state;
};

// As they fell due.
std::vector<Listed> listed_of(const Outbox& outbox) {
  std::vector<Listed> all;
  for (const auto& [id, notice] : outbox.open) all.push_back({&notice, "open"});
  for (const auto& [id, notice] : outbox.given_up) all.push_back({&notice, "given_up"});
  std::stable_sort(all.begin(), all.end(), [](const Listed& one, const Listed& other) {
    return one.notice->since < other.notice->since;
  });
  return all;
}

nlohmann::json notice_json(const Listed& listed) {
  const OpenNotice& notice = *listed.notice;
  const auto facts = nlohmann::json::parse(notice.due.facts, nullptr, false);
  nlohmann::json json{{"id", notice.due.id},
                      {"state", listed.state},
                      {"run", notice.due.run},
                      {"channel", notice.due.channel},
                      {"kind", text_of(notice.due.kind)},
                      {"since", to_text(notice.since)},
                      {"attempts", notice.attempts},
                      {"why", notice.why}};
  for (const char* name : {"what", "item"})
    json[name] = facts.is_object() && facts.contains(name) ? facts[name] : nlohmann::json();
  if (listed.state == "open") json["again_at"] = to_text(notice.again_at);
  return json;
}

std::string notice_line(const Listed& listed) {
  const OpenNotice& notice = *listed.notice;
  const auto json = notice_json(listed);
  const auto said = [&](const char* name) {
    return json[name].is_string() ? " " + json[name].get<std::string>() : std::string();
  };
  std::string line = fmt::format("{}  {}{}{}\n", notice.due.id, text_of(notice.due.kind),
                                 said("what"), said("item"));
  const auto attempts =
      notice.attempts == 1 ? std::string("1 attempt") : fmt::format("{} attempts", notice.attempts);
  const auto why = notice.why.empty() ? "" : ": " + notice.why;
  if (listed.state == "given_up")
    return line + fmt::format("  given up after {}{}\n", attempts, why);
  if (notice.attempts == 0) return line + fmt::format("  waits since {}\n", to_text(notice.since));
  return line + fmt::format("  {}, again at {}{}\n", attempts, to_text(notice.again_at), why);
}

int list_notices(const Invocation& invocation, bool as_json) {
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error(), as_json);
  const auto site = site_of(**reader);
  if (!site) return failed(site.error(), as_json);
  const auto all = listed_of(site->outbox);
  if (as_json) {
    auto notices = nlohmann::json::array();
    for (const Listed& each : all) notices.push_back(notice_json(each));
    return done(nlohmann::json{{"notices", std::move(notices)}}.dump(2));
  }
  if (all.empty()) return done("Every notice was sent.");
  std::string text;
  for (const Listed& each : all) text += notice_line(each);
  text.pop_back();
  return done(text);
}

int retry_notice(const Invocation& invocation, const std::string& id) {
  const auto answer = ask_engine(invocation, {{"op", "retry_notice"}, {"id", id}});
  if (!answer) return failed(answer.error());
  return done("It is sent now; golive notices tells if it does not arrive.");
}

}  // namespace

void add_noticing(CLI::App& app, Invocation& chosen) {
  auto* notices = app.add_subcommand("notices", "Notices that were not sent yet, or given up");
  const auto as_json = std::make_shared<bool>(false);
  notices->add_flag("--json", *as_json, "For machines");
  notices->callback([&chosen, as_json, notices] {
    if (notices->get_subcommands().empty())
      chosen.action = [&chosen, as_json] { return list_notices(chosen, *as_json); };
  });
  const auto id = std::make_shared<std::string>();
  auto* retry = notices->add_subcommand("retry", "Send one now, also if it was given up");
  retry->add_option("ID", *id, "As golive notices shows it")->required();
  retry->callback(
      [&chosen, id] { chosen.action = [&chosen, id] { return retry_notice(chosen, *id); }; });
}

}  // namespace golive::cli
