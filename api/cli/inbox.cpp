// inbox: what waits for me, in all runs.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/inbox_list.h"
#include "api/cli/terminal.h"
#include "api/run_log.h"
#include "rim/system_clock.h"

namespace golive::cli {
namespace {

Result<std::vector<InboxEntry>> all_that_waits(const Invocation& invocation) {
  const auto who = ask_engine(invocation, {{"op", "authenticate"}});
  if (!who) return tl::unexpected<Error>(who.error());
  Actor person;
  person.name = who->at("name").get<std::string>();
  person.roles = who->at("roles").get<std::vector<std::string>>();
  const auto reader = open_logs(invocation);
  if (!reader) return tl::unexpected<Error>(reader.error());
  const auto ids = (*reader)->logs();
  if (!ids) return tl::unexpected<Error>(ids.error());
  std::vector<InboxEntry> entries;
  const auto now = SystemClock().now();
  for (const auto& id : *ids) {
    RunLog log(id);
    if (const auto read = log.read_on(**reader); !read) return tl::unexpected<Error>(read.error());
    auto waiting = inbox_of(log.run(), person, now);
    std::move(waiting.begin(), waiting.end(), std::back_inserter(entries));
  }
  sort_by_urgency(entries);
  return entries;
}

int show_inbox(const Invocation& invocation, bool as_json) {
  const auto entries = all_that_waits(invocation);
  if (!entries) return failed(entries.error(), as_json);
  auto list = nlohmann::json::array();
  std::string text;
  for (const auto& entry : *entries) {
    list.push_back(to_json(entry));
    text += (text.empty() ? "" : "\n") + to_line(entry);
  }
  if (as_json) return done(nlohmann::json{{"inbox", std::move(list)}}.dump(2));
  return done(text.empty() ? "Nothing waits for you." : text);
}

}  // namespace

void add_inbox(CLI::App& app, Invocation& chosen) {
  const auto as_json = std::make_shared<bool>(false);
  auto* command =
      app.add_subcommand("inbox", "What waits for you in all runs, what is most urgent first");
  command->add_flag("--json", *as_json, "For machines");
  command->callback([&chosen, as_json] {
    chosen.action = [&chosen, as_json] { return show_inbox(chosen, *as_json); };
  });
}

}  // namespace golive::cli
