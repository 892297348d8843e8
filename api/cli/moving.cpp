// move, lift: what a lead does with the dates of a run.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/run_log.h"
#include "rim/system_clock.h"
#include "view/move_view.h"

namespace golive::cli {
namespace {

struct MoveAsked {
  std::string run, j, freeze, reason;
  bool as_json = false;
};

// Every date before and after. Nothing is changed.
int preview(const Invocation& chosen, const MoveAsked& asked) {
  const auto j = parse_date(asked.j);
  if (!j) return failed(j.error(), asked.as_json);
  const auto reader = open_logs(chosen);
  if (!reader) return failed(reader.error(), asked.as_json);
  RunLog log(asked.run);
  if (const auto read = log.read_on(**reader); !read) return failed(read.error(), asked.as_json);
  const Run& run = log.run();
  const auto move = move_of(run, *j, run_time(run, SystemClock().now()));
  if (!move) return failed(move.error(), asked.as_json);
  if (asked.as_json) return done(move_view(run, *move).dump(2));
  return done(move_text(run, *move) + "\nNothing is moved yet. To move J: golive move " + run.id +
              " --j " + asked.j + " --reason \"...\"");
}

}  // namespace

void add_moving(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<MoveAsked>();
  auto* moving =
      app.add_subcommand("move", "Show what another J would change; with a reason, move it");
  moving->add_option("RUN", asked->run, "The run's id")->required();
  moving->add_option("--j", asked->j, "The new go-live day, YYYY-MM-DD")->required();
  moving->add_option("--reason", asked->reason, "Why; without it nothing is moved");
  moving->add_flag("--json", asked->as_json, "For machines: what would change, or that J is moved");
  moving->callback([&chosen, asked] {
    chosen.action = [&chosen, asked] {
      if (asked->reason.empty()) return preview(chosen, *asked);
      return send_command(chosen, asked->run, "move", {{"j", asked->j}, {"reason", asked->reason}},
                          asked->as_json ? nlohmann::json{{"j", asked->j}}.dump()
                                         : "Recorded: J is " + asked->j + ".",
                          asked->as_json);
    };
  });
  auto* lifting =
      app.add_subcommand("lift", "Lift a freeze or a window, so that it stops nothing any more");
  lifting->add_option("RUN", asked->run, "The run's id")->required();
  lifting->add_option("FREEZE", asked->freeze, "The id of the freeze or the window in the plan")
      ->required();
  lifting->add_option("--reason", asked->reason, "Why")->required();
  lifting->callback([&chosen, asked] {
    chosen.action = [&chosen, asked] {
      return send_command(chosen, asked->run, "lift",
                          {{"freeze", asked->freeze}, {"reason", asked->reason}},
                          "Recorded: " + asked->freeze + " is lifted.");
    };
  });
}

}  // namespace golive::cli
