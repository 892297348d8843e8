#include "api/typesetter.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <vector>

#include "base/limits.h"
#include "base/utf8.h"

namespace golive {
namespace {

constexpr std::size_t complaint_bytes = 400;

class Pipe {
 public:
  Pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) reads = ends[0], writes = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() { shut(reads), shut(writes); }
  static void shut(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
  int reads = -1, writes = -1;
};

struct Weasyprint {
  pid_t pid = -1;
  Pipe in, out, complaints;
};

int spawned(Weasyprint& child, const std::string& folder) {
  std::vector<std::string> words{"weasyprint", "--quiet", "--encoding", "utf-8"};
  if (!folder.empty()) {
    std::error_code ignored;
    const auto whole = std::filesystem::absolute(folder, ignored).string();
    words.insert(words.end(), {"--base-url", whole + "/"});
  }
  words.insert(words.end(), {"-", "-"});
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  // The same bytes on each machine, whatever its day and language.
  std::vector<std::string> settings{"LC_ALL=C.UTF-8", "SOURCE_DATE_EPOCH=0"};
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view text = *each;
    if (!text.starts_with("LC_") && !text.starts_with("LANG") &&
        !text.starts_with("SOURCE_DATE_EPOCH="))
      settings.emplace_back(text);
  }
  std::vector<char*> environment;
  for (auto& setting : settings) environment.push_back(setting.data());
  environment.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, child.in.reads, 0);
  posix_spawn_file_actions_adddup2(&actions, child.out.writes, 1);
  posix_spawn_file_actions_adddup2(&actions, child.complaints.writes, 2);
  const int wrong =
      posix_spawnp(&child.pid, "weasyprint", &actions, nullptr, argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  Pipe::shut(child.in.reads);
  Pipe::shut(child.out.writes);
  Pipe::shut(child.complaints.writes);
  return wrong;
}

void read_some(int& from, std::string& text) {
  std::array<char, 65536> bytes{};
  const auto got = ::read(from, bytes.data(), bytes.size());
  if (got > 0) text.append(bytes.data(), static_cast<std::size_t>(got));
  if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) Pipe::shut(from);
}

void write_some(int& to, const std::string& text, std::size_t& at) {
  const auto put = ::write(to, text.data() + at, text.size() - at);
  if (put > 0) at += static_cast<std::size_t>(put);
  const bool failed = put < 0 && errno != EINTR && errno != EAGAIN;
  if (failed || at == text.size()) Pipe::shut(to);
}

// False: its time is over.
bool converse(Weasyprint& child, const std::string& html, std::string& pdf,
              std::string& complaints) {
  const auto end = std::chrono::steady_clock::now() + limits::typesetting;
  ::fcntl(child.in.writes, F_SETFL, O_NONBLOCK);
  std::size_t at = 0;
  while (child.out.reads >= 0 || child.complaints.reads >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0 || pdf.size() > limits::document_bytes) return false;
    std::array<pollfd, 3> ends{pollfd{child.in.writes, POLLOUT, 0},
                               pollfd{child.out.reads, POLLIN, 0},
                               pollfd{child.complaints.reads, POLLIN, 0}};
    if (::poll(ends.data(), ends.size(), static_cast<int>(left.count())) < 0 && errno != EINTR)
      return false;
    if (ends[0].revents != 0) write_some(child.in.writes, html, at);
    if (ends[1].revents != 0) read_some(child.out.reads, pdf);
    if (ends[2].revents != 0) read_some(child.complaints.reads, complaints);
  }
  return true;
}

int ended(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

Result<std::string> typeset(const std::string& html, const std::string& folder) {
  // A child that ends before it has read all is told by its exit.
  struct sigaction ignore {
  }, before{};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &before);
  Weasyprint child;
  const int wrong = spawned(child, folder);
  if (wrong == ENOENT)
    return fail(ErrorKind::unavailable, "a PDF is made by weasyprint, which is not installed",
                "format", "apt-get install weasyprint, or make it --format html and print that");
  if (wrong != 0)
    return fail(ErrorKind::unavailable,
                std::string("weasyprint cannot be started: ") + std::strerror(wrong), "format");
  std::string pdf, complaints;
  const bool whole = converse(child, html, pdf, complaints);
  if (!whole) ::kill(child.pid, SIGKILL);
  const int code = ended(child.pid);
  ::sigaction(SIGPIPE, &before, nullptr);
  if (!whole)
    return fail(ErrorKind::unavailable, "weasyprint took too long, and was ended", "format",
                "make it --format html and print that");
  if (code != 0 || !pdf.starts_with("%PDF-"))
    return fail(ErrorKind::unavailable,
                "weasyprint made no PDF (exit " + std::to_string(code) +
                    "): " + std::string(cut_utf8(to_utf8(complaints), complaint_bytes)),
                "format", "make it --format html and print that");
  return pdf;
}

}  // namespace golive
