// doctor: whether this machine, and the data directory, have what golive needs.
#include <fmt/core.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/machine.h"
#include "api/socket/client.h"

namespace golive::cli {
namespace {

Looked look_at_engine(const Invocation& invocation) {
  const auto dir = DataDir::find(data_path(invocation));
  if (dir && ::access(dir->socket().c_str(), R_OK | W_OK) != 0 && errno == EACCES)
    return {"engine", Soundness::lacking, "you may not speak with the one of this directory",
            "act as its owner, or over REST with a token"};
  if (!dir || !EngineClient::connect(dir->socket()))
    return {"engine", Soundness::good, "none is running: golive serve, or golive run, starts one"};
  const auto engine = ask_engine(invocation, {{"op", "ping"}});
  if (!engine) return {"engine", Soundness::lacking, engine.error().what, engine.error().way_out};
  const auto pid = engine->value("pid", 0);
  if (const auto storage = engine->find("storage"); storage != engine->end())
    return {"engine", Soundness::broken,
            fmt::format("process {} has stopped acting: {}", pid, storage->value("what", "")),
            storage->value("way_out", "")};
  const auto version = engine->value("version", "");
  if (version != GOLIVE_VERSION)
    return {"engine", Soundness::lacking,
            fmt::format("process {} is golive {}, and this is " GOLIVE_VERSION, pid, version),
            "start it again when no step is in a hurry: what is under way goes on"};
  return {"engine", Soundness::good,
          fmt::format("process {} is at work, with {} runs", pid, engine->value("runs", 0))};
}

std::string line_of(const Looked& looked, bool in_colour) {
  const auto* colour = looked.how == Soundness::good      ? "\x1b[32m"
                       : looked.how == Soundness::lacking ? "\x1b[33m"
                                                          : "\x1b[31m";
  const auto word = fmt::format("{:<7}", text_of(looked.how));
  auto line = fmt::format("{}  {:<14}  {}", in_colour ? colour + word + "\x1b[0m" : word, looked.at,
                          looked.what);
  if (!looked.way_out.empty()) line += fmt::format("\n{:25}-> {}", "", looked.way_out);
  return line + "\n";
}

int examine(const Invocation& invocation, bool as_json) {
  auto all = look_at_machine();
  for (Looked& each : look_at_data(data_path(invocation))) all.push_back(std::move(each));
  all.push_back(look_at_engine(invocation));
  const auto broken = std::count_if(
      all.begin(), all.end(), [](const Looked& each) { return each.how == Soundness::broken; });
  if (as_json) {
    auto looked = nlohmann::json::array();
    for (const Looked& each : all)
      looked.push_back({{"at", each.at},
                        {"how", text_of(each.how)},
                        {"what", each.what},
                        {"way_out", each.way_out}});
    done(nlohmann::json{{"ok", broken == 0}, {"looked", std::move(looked)}}.dump(2));
  } else {
    std::string text;
    for (const Looked& each : all) text += line_of(each, shows_colour());
    text += broken == 0 ? "golive can work here." : "golive cannot work here as it is.";
    done(text);
  }
  return broken == 0 ? exit_done : exit_no;
}

}  // namespace

void add_examining(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand(
      "doctor", "Whether this machine and the data directory have what golive needs");
  const auto as_json = std::make_shared<bool>(false);
  command->add_flag("--json", *as_json, "For machines");
  command->callback([&chosen, as_json] {
    chosen.action = [&chosen, as_json] { return examine(chosen, *as_json); };
  });
}

}  // namespace golive::cli
