// ProcessTree: a process and all that it has started, also what has left its session or outlived
// the one that started it. Found by what cannot all be shed by accident: parents, sessions and
// groups, and the variable GOLIVE_PROCESS. Only one that has given up all of these (a new session,
// no parent left, an empty environment) is out of reach.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace golive {

inline constexpr std::string_view process_variable = "GOLIVE_PROCESS";

// Those alive now, of the children and adopted orphans of this program. `leader` led a session.
// None: it cannot be told now.
std::optional<std::vector<pid_t>> process_tree(pid_t leader, const std::string& id);

// Those alive now that were given all these variables ("NAME=value"), whoever's children they are:
// for whoever has lost them.
std::optional<std::vector<pid_t>> processes_with(const std::vector<std::string>& variables);

}  // namespace golive
