#include "keeper/process_tree.h"

#include <fcntl.h>
#include <unistd.h>

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

// Those alive: "pid (name) state parent group session ...", where the name may be anything.
Table processes() {
  Table table;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
    const auto name = entry.path().filename().string();
    if (std::isdigit(static_cast<unsigned char>(name[0])) == 0) continue;
    const auto stat = content("/proc/" + name + "/stat");
    const auto end = stat.rfind(')');
    if (end == std::string::npos) continue;
    std::istringstream fields(stat.substr(end + 1));
    char state = 0;
    Seen seen;
    fields >> state >> seen.parent >> seen.group >> seen.session;
    if (state != 'Z' && state != 'X') table[std::stoi(name)] = seen;
  }
  return table;
}

// Whether it descends from this program: everything else is somebody else's.
bool is_ours(const Table& table, pid_t process) {
  const pid_t self = ::getpid();
  for (auto at = table.find(process); at != table.end(); at = table.find(at->second.parent))
    if (at->second.parent == self) return true;
  return false;
}

// As it was given when the process began.
bool is_marked(pid_t process, const std::string& mark) {
  const auto variables = '\0' + content("/proc/" + std::to_string(process) + "/environ");
  return variables.find('\0' + mark + '\0') != std::string::npos;
}

}  // namespace

std::vector<pid_t> process_tree(pid_t leader, const std::string& id) {
  const auto table = processes();
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
  return {members.begin(), members.end()};
}

}  // namespace golive
