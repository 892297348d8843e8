// What commands have in common at the terminal: how an error is told, and where things are.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "api/cli/families.h"
#include "base/error.h"
#include "port/store.h"
#include "store/data_dir.h"

namespace golive::cli {

// Tells it on stderr; answers with the exit code that goes with its kind.
int failed(const Error& error);
int exit_code(ErrorKind kind);
// For machines: on stdout, {"ok":false,"error":{"kind","what","place","way_out"}}.
int failed(const Error& error, bool as_json);
// Without what a terminal would obey: a text of a runbook, or of what a step has run, shall be seen
// and do nothing. Colours stay where there are any.
std::string harmless(std::string_view text, bool to_terminal);
// On stdout, harmless. That it takes no more is told once, by run_program().
void say(std::string_view text);
// Exit code 0 and `text` on stdout.
int done(const std::string& text);

// Whether stdout is a terminal whose user has not said NO_COLOR.
bool shows_colour();

std::filesystem::path data_path(const Invocation& invocation);

// The logs, for reading without an engine.
Result<std::unique_ptr<LogReader>> open_logs(const Invocation& invocation);

// One question to the engine that holds the data directory, as the user or the token's holder. A
// command is done once, also if its answer is lost (asked_once.h).
Result<nlohmann::json> ask_engine(const Invocation& invocation, nlohmann::json request);

// A command on a run; says `told` when it is on disk.
int send_command(const Invocation& invocation, const std::string& run, const std::string& name,
                 nlohmann::json fields, const std::string& told, bool as_json = false);

}  // namespace golive::cli
