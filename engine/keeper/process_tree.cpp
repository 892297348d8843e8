#include "keeper/process_tree.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "uv/file_handle.h"

namespace golive {
namespace {

struct Seen {
  pid_t parent = 0, group = 0, session = 0;
};
using Table = std::map<pid_t, Seen>;

// What can be read of it: a process may end, and its file with it, at any moment. (A stream would
// throw then.)
std::string content(const std::string& path) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  std::array<char, 4096> chunk;
  while (file) {
    const auto count = ::read(file.get(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    text.append(chunk.data(), static_cast<std::size_t>(count));
  }
  return text;
}

constexpr int fields_before_threads = 13;  // between the session and the number of threads

// Those alive: "pid (name) state parent group session ...", where the name may be anything. A
// zombie may be a main thread that has ended before others.
std::optional<Table> processes() {
  Table table;
  std::error_code error;
  std::filesystem::directory_iterator entry("/proc", error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const auto name = entry->path().filename().string();
    if (std::isdigit(static_cast<unsigned char>(name[0])) == 0) continue;
    const auto stat = content("/proc/" + name + "/stat");
    const auto end = stat.rfind(')');
    if (end == std::string::npos) continue;
    std::istringstream fields(stat.substr(end + 1));
    char state = 0;
    Seen seen;
    fields >> state >> seen.parent >> seen.group >> seen.session;
    long threads = 0;
    for (int skipped = 0; skipped <= fields_before_threads; ++skipped) fields >> threads;
    if ((state != 'Z' && state != 'X') || threads > 1) table[std::stoi(name)] = seen;
  }
  // Without a single one, also not this, it was the files that could not be opened.
  if (error || !table.contains(::getpid())) return std::nullopt;
  return table;
}

// Whether it descends from this program: everything else is somebody else's.
bool is_ours(const Table& table, pid_t process) {
  const pid_t self = ::getpid();
  auto at = table.find(process);
  // Numbers used again while the table was made could close a circle.
  for (std::size_t steps = 0; at != table.end() && steps < table.size(); ++steps) {
    if (at->second.parent == self) return true;
    at = table.find(at->second.parent);
  }
  return false;
}

// As they were given when the process began. A main thread that has ended has none any more.
std::string variables_of(pid_t process) {
  const auto folder = "/proc/" + std::to_string(process);
  auto variables = content(folder + "/environ");
  std::error_code error;
  std::filesystem::directory_iterator thread(folder + "/task", error);
  for (; variables.empty() && !error && thread != std::filesystem::directory_iterator();
       thread.increment(error))
    variables = content(thread->path() / "environ");
  return variables;
}

bool is_marked(pid_t process, const std::string& mark) {
  const auto variables = '\0' + variables_of(process);
  return variables.find('\0' + mark + '\0') != std::string::npos;
}

}  // namespace

std::optional<std::vector<pid_t>> process_tree(pid_t leader, const std::string& id) {
  const auto seen_now = processes();
  if (!seen_now) return std::nullopt;
  const Table& table = *seen_now;
  const std::string mark = std::string(process_variable) + "=" + id;
  std::set<pid_t> members;
  for (const auto& [process, seen] : table) {
    const bool near = process == leader || seen.session == leader || seen.group == leader;
    if (is_ours(table, process) && (near || is_marked(process, mark))) members.insert(process);
  }
  // Descendants of members, until no more are found.
  for (std::size_t before = 0; before != members.size();) {
    before = members.size();
    for (const auto& [process, seen] : table)
      if (members.contains(seen.parent)) members.insert(process);
  }
  return std::vector<pid_t>(members.begin(), members.end());
}

std::optional<std::vector<pid_t>> processes_with(const std::vector<std::string>& variables) {
  const auto seen_now = processes();
  if (!seen_now) return std::nullopt;
  std::vector<pid_t> found;
  for (const auto& [process, seen] : *seen_now)
    if (std::all_of(variables.begin(), variables.end(),
                    [each = process](const auto& mark) { return is_marked(each, mark); }))
      found.push_back(process);
  return found;
}

}  // namespace golive
