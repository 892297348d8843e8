#include "api/cli/terminal.h"

#include <fmt/core.h>
#include <unistd.h>
#include <array>
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "api/cli/asked_once.h"
#include "api/json_text.h"
#include "api/socket/client.h"
#include "api/socket/error_json.h"
#include "store/sqlite_reader.h"

namespace golive::cli {
namespace {

// How long the colour is that stands there, if it is one of those that we write.
std::size_t colour_length(std::string_view text) {
  constexpr std::array<std::string_view, 7> ours{"\x1b[0m",  "\x1b[1m",  "\x1b[2m", "\x1b[31m",
                                                 "\x1b[32m", "\x1b[33m", "\x1b[36m"};
  for (const auto each : ours)
    if (text.starts_with(each)) return each.size();
  return 0;
}

}  // namespace

std::string harmless(std::string_view text, bool to_terminal) {
  std::string plain;
  plain.reserve(text.size());
  const bool colour = to_terminal && shows_colour();
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto own = colour ? colour_length(text.substr(at)) : 0;
    // U+0080 to U+009F; in JSON they are somebody's data.
    const bool second_set = to_terminal && byte == 0xC2 && at + 1 < text.size() &&
                            static_cast<unsigned char>(text[at + 1]) < 0xA0;
    const bool obeyed = second_set || (byte < 0x20 && byte != '\n' && byte != '\t');
    const std::size_t length = own > 0 ? own : second_set ? 2 : 1;
    plain += own == 0 && obeyed ? std::string_view("\uFFFD") : text.substr(at, length);
    at += length;
  }
  return plain;
}

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
  fmt::print(stderr, "golive: {}\n", harmless(to_line(error), true));
  return exit_code(error.kind);
}

int failed(const Error& error, bool as_json) {
  if (!as_json) return failed(error);
  done(nlohmann::json{{"ok", false}, {"error", error_to_json(error)}}.dump());
  return exit_code(error.kind);
}

void say(std::string_view text) {
  const auto plain = harmless(text, isatty(STDOUT_FILENO) != 0);
  std::fwrite(plain.data(), 1, plain.size(), stdout);
}

int done(const std::string& text) {
  say(text + "\n");
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
  if (auto good = check_utf8(request); !good) return tl::unexpected<Error>(good.error());
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
