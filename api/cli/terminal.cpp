#include "api/cli/terminal.h"

#include <fmt/core.h>
#include <unistd.h>
#include <cassert>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "api/cli/asked_once.h"
#include "api/socket/client.h"
#include "api/socket/error_json.h"
#include "store/sqlite_reader.h"

namespace golive::cli {

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
    case ErrorKind::unloadable:
    case ErrorKind::not_found:
    case ErrorKind::too_large:
    case ErrorKind::reused:
      return exit_wrong_use;
    case ErrorKind::unauthenticated:
    case ErrorKind::forbidden:
    case ErrorKind::conflict:
    case ErrorKind::stale:
      return exit_no;
    case ErrorKind::storage:
    case ErrorKind::unavailable:
      return exit_engine;
  }
  assert(false && "an error kind without an exit code");
  return exit_engine;
}

int failed(const Error& error) {
  fmt::print(stderr, "golive: {}\n", to_line(error));
  return exit_code(error.kind);
}

int failed(const Error& error, bool as_json) {
  if (!as_json) return failed(error);
  done(nlohmann::json{{"ok", false}, {"error", error_to_json(error)}}.dump());
  return exit_code(error.kind);
}

int done(const std::string& text) {
  fmt::print("{}\n", text);
  return exit_done;
}

bool shows_colour() {
  const char* refused = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) != 0 && (refused == nullptr || *refused == '\0');
}

std::filesystem::path data_path(const Invocation& invocation) {
  if (!invocation.data.empty()) return std::filesystem::absolute(invocation.data);
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home ? home : "/") / ".local/share/golive";
}

Result<std::unique_ptr<LogReader>> open_logs(const Invocation& invocation) {
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return tl::unexpected<Error>(dir.error());
  auto reader = SqliteReader::open(dir->database());
  if (!reader) return tl::unexpected<Error>(reader.error());
  return std::unique_ptr<LogReader>(std::move(*reader));
}

Result<nlohmann::json> ask_engine(const Invocation& invocation, nlohmann::json request) {
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return tl::unexpected<Error>(dir.error());
  if (!invocation.token.empty()) request["token"] = invocation.token;
  if (request["op"] == "command")
    return ask_once([&] { return EngineClient::connect(dir->socket()); }, dir->path(),
                    std::move(request));
  auto client = EngineClient::connect(dir->socket());
  if (!client) return tl::unexpected<Error>(client.error());
  return client->ask(request);
}

int send_command(const Invocation& invocation, const std::string& run, const std::string& name,
                 nlohmann::json fields, const std::string& told, bool as_json) {
  const auto answer = ask_engine(
      invocation, {{"op", "command"}, {"run", run}, {"name", name}, {"fields", std::move(fields)}});
  return answer ? done(told) : failed(answer.error(), as_json);
}

}  // namespace golive::cli
