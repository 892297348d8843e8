// status: how a run stands, or all of them.
#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/rehearsals.h"
#include "api/run_log.h"
#include "api/socket/client.h"
#include "api/socket/error_json.h"
#include "rim/system_clock.h"
#include "view/run_view.h"
#include "view/status_text.h"

namespace golive::cli {
namespace {

// What of the engine itself keeps a run from going on; empty if nothing does.
std::string trouble_of(const Invocation& invocation, const DataDir& dir) {
  if (!EngineClient::connect(dir.socket()))
    return "No engine works on " + dir.path().string() +
           ": nothing goes on until one is started (golive serve)";
  const auto engine = ask_engine(invocation, {{"op", "ping"}});
  if (!engine) return to_line(engine.error());
  if (!engine->contains("storage")) return {};
  return "The engine has stopped acting: " + to_line(error_from_json(engine->at("storage")));
}

int status_of_run(const Invocation& invocation, LogReader& reader, const RunId& id, bool as_json) {
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return failed(dir.error(), as_json);
  RunLog log(id);
  if (const auto read = log.read_on(reader); !read) return failed(read.error(), as_json);
  const auto now = SystemClock().now();
  const auto measured = measurements_for(reader, log.run());
  if (as_json) return done(run_view(log.run(), now, measured).dump(2));
  auto text = status_text(log.run(), now, shows_colour(), measured);
  if (text.ends_with('\n')) text.pop_back();
  if (!is_final(log.run()))
    if (const auto trouble = trouble_of(invocation, *dir); !trouble.empty())
      text += "\n\n" + trouble;
  return done(text);
}

int status_of_all(LogReader& reader, bool as_json) {
  const auto ids = reader.logs();
  if (!ids) return failed(ids.error(), as_json);
  auto summaries = nlohmann::json::array();
  std::string text;
  for (const auto& id : *ids) {
    RunLog log(id);
    if (const auto read = log.read_on(reader); !read) return failed(read.error(), as_json);
    summaries.push_back(run_summary(log.run(), SystemClock().now()));
    const auto [finished, all] = progress_of(log.run());
    text += (text.empty() ? "" : "\n") + id + "  " + std::string(text_of(state_of(log.run()))) +
            "  " + std::to_string(finished) + "/" + std::to_string(all) + "  " +
            log.run().plan->title;
  }
  if (as_json) return done(nlohmann::json{{"runs", summaries}}.dump(2));
  return done(text.empty() ? "No runs yet; start one with: golive run RUNBOOK --j DATE" : text);
}

}  // namespace

void add_status(CLI::App& app, Invocation& chosen) {
  struct Asked {
    std::string run;
    bool as_json = false;
  };
  const auto asked = std::make_shared<Asked>();
  auto* command =
      app.add_subcommand("status", "How a run stands and what it waits for, or all runs");
  command->add_option("RUN", asked->run, "The run's id");
  command->add_flag("--json", asked->as_json, "For machines");
  command->callback([&chosen, asked] {
    chosen.action = [&chosen, asked] {
      const auto reader = open_logs(chosen);
      if (!reader) return failed(reader.error(), asked->as_json);
      return asked->run.empty() ? status_of_all(**reader, asked->as_json)
                                : status_of_run(chosen, **reader, asked->run, asked->as_json);
    };
  });
}

}  // namespace golive::cli
