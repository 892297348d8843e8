// share: a link that shows one run to whoever has it.
#include <fmt/core.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "base/limits.h"

namespace golive::cli {
namespace {

struct Wish {
  std::string run;
  int days = 7;
};

int share(const Invocation& invocation, const Wish& wish) {
  const auto answer =
      ask_engine(invocation, {{"op", "share"}, {"run", wish.run}, {"days", wish.days}});
  if (!answer) return failed(answer.error());
  const auto link = answer->at("link").get<std::string>();
  if (isatty(STDOUT_FILENO))
    fmt::print(stderr,
               "For {} days, whoever has this sees {} on the board, and nothing else; put the "
               "door's\naddress before it. To end it earlier: golive user revoke {}\n",
               wish.days, wish.run, link.substr(0, link.find('.')));
  return done("/board/link/" + link);
}

}  // namespace

void add_sharing(CLI::App& app, Invocation& chosen) {
  const auto wish = std::make_shared<Wish>();
  auto* command = app.add_subcommand("share", "A link that shows one run on the board, read-only");
  command->add_option("RUN", wish->run, "Which run")->required();
  command->add_option("--days", wish->days, "How long it shows the run")
      ->capture_default_str()
      ->check(CLI::Range(0, limits::link_days));
  command->callback(
      [&chosen, wish] { chosen.action = [&chosen, wish] { return share(chosen, *wish); }; });
}

}  // namespace golive::cli
