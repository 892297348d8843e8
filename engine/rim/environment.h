// Environment: the variables a process is given: a few of the engine's own, which programs need to
// work at all, and what the runbook adds. Nothing else is inherited, so that a run does not depend
// on the shell that started the engine, and no secret of the engine's reaches a process unasked.
#pragma once

#include <map>
#include <string>

namespace golive {

// PATH, HOME, USER, LANG, TZ and TMPDIR of the engine, where set; `added` wins.
std::map<std::string, std::string> process_environment(
    const std::map<std::string, std::string>& added);

// Hosts that no proxy is asked for, with commas between them: what runs on this machine, whatever
// the environment says, and what it says.
std::string hosts_without_proxy();

}  // namespace golive
