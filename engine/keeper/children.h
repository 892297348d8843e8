// Children: starts processes of the operating system and reaps them, and those that their ends have
// left to this program, which takes in all orphans of what it starts (PR_SET_CHILD_SUBREAPER). One
// to a program, on the loop's thread.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "uv/loop_handle.h"

namespace golive {

struct Spawn {
  std::vector<std::string> argv;       // argv[0] by the PATH of `variables`, or a path
  std::vector<std::string> variables;  // "NAME=value"
  std::string folder;
  int in = -1, out = -1, err = -1;  // its standard files; -1: /dev/null
};

struct Exit {
  int code = 0;
  int signal = 0;  // it was ended by this one; else 0
};

class Children {
 public:
  explicit Children(uv_loop_t& loop);

  // In a session of its own, with no other file of this program. `on_exit` is called once, later.
  // Error: "cannot start: ...".
  Result<pid_t> spawn(const Spawn& spawn, std::function<void(Exit)> on_exit);
  // `on_exit` is not called any more.
  void forget(pid_t child) { watched_.erase(child); }

 private:
  void reap();

  LoopHandle<uv_signal_t> ended_;
  rlimit files_{};  // as this program was given it
  std::map<pid_t, std::function<void(Exit)>> watched_;
};

}  // namespace golive
