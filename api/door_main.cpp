// golive-door: answers HTTP beside the engine, which starts it, watches it, and replaces it. Reads
// what it shows of the data directory and writes nothing in it; may be killed at any time.
#include <fmt/core.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>

#include "api/board/board.h"
#include "api/handed_templates.h"
#include "api/rest/confinement.h"
#include "api/rest/gate.h"
#include "api/rest/http_server.h"
#include "store/data_dir.h"

namespace golive {
namespace {

int failed(const Error& error) {
  fmt::print(stderr, "golive-door: {}\n", to_line(error));
  return 3;
}

// The engine's end is the door's. False: it has already ended.
bool die_with(int parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  return getppid() == parent;
}

// A stream takes two: as many files as the system lets it have.
void raise_open_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

// What it shows, and the system's own; no key, no secret of a plan, nothing sealed.
rest::Reach reach_of(const DataDir& dir) {
  const auto database = dir.database().string();
  rest::Reach reach{{database, database + "-wal", dir.output(), dir.evidence(), "/usr", "/lib",
                     "/etc/localtime", "/etc/hosts", "/etc/ssl/openssl.cnf", "/dev/urandom"}};
  reach.writable = {database + "-shm"};  // who reads the database marks there how far
  // A clock that a play moves on is in a file, which is written anew each time.
  if (const char* clock = std::getenv("FAKETIME_TIMESTAMP_FILE"))
    reach.readable.push_back(std::filesystem::path(clock).parent_path());
  return reach;
}

int open_door(const std::string& data, const std::string& listen, bool has_templates) {
  const auto address = parse_listen_address(listen);
  if (!address) return failed(address.error());
  const auto dir = DataDir::find(data);
  if (!dir) return failed(dir.error());
  const auto templates = has_templates ? handed_templates(STDIN_FILENO) : Templates();
  if (!templates) return failed(templates.error());
  rest::Door door(dir->database(), dir->socket(), *templates);
  board::Board board(door, dir->output());
  if (const auto confined = rest::confine(reach_of(*dir)); !confined)
    fmt::print(stderr, "golive-door: {}\n", to_line(confined.error()));
  const auto answer = [&](const rest::HttpRequest& request, rest::EngineLink& engine) {
    return board::Board::owns(request) ? board.answer(request, engine)
                                       : rest::answer(request, engine, door);
  };
  rest::Workers workers(dir->socket());  // ends before what it works with
  return failed(rest::HttpServer(workers, answer, door).serve(*address));
}

}  // namespace
}  // namespace golive

int main(int argc, char** argv) {
  CLI::App app("golive-door: the HTTP side of golive; started by `golive serve`");
  std::string data, listen;
  int parent = 0;
  bool has_templates = false;
  app.add_option("--data", data, "the data directory")->required();
  app.add_option("--listen", listen, "HOST:PORT")->required();
  app.add_option("--parent", parent, "the engine's process")->required();
  app.add_flag("--templates-on-input", has_templates, "templates of one's own, by the engine");
  CLI11_PARSE(app, argc, argv);
  std::signal(SIGPIPE, SIG_IGN);
  if (!golive::die_with(parent)) return 0;
  golive::raise_open_files();
  close_range(STDERR_FILENO + 1, ~0U, 0);  // what the engine has open is not the door's
  return golive::open_door(data, listen, has_templates);
}
