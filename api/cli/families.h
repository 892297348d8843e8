// The command families of `golive`, one file each. A family adds its subcommands to the program;
// the one that is chosen leaves its action in the Invocation.
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace golive::cli {

// What was asked for on the command line.
struct Invocation {
  std::string data;   // --data, else GOLIVE_DATA, else ~/.local/share/golive
  std::string token;  // --as-token, else GOLIVE_TOKEN; empty: the user of the operating system
  std::function<int()> action;  // answers with the exit code
};

// Exit codes, as in README.
constexpr int exit_done = 0;
constexpr int exit_no = 1;         // the plan or the run says no
constexpr int exit_wrong_use = 2;  // or what cannot be loaded
constexpr int exit_engine = 3;     // the engine failed, or does not answer

void add_creating(CLI::App& app, Invocation& chosen);    // new
void add_annotating(CLI::App& app, Invocation& chosen);  // annotations
void add_checking(CLI::App& app, Invocation& chosen);    // check
void add_planning(CLI::App& app, Invocation& chosen);    // plan
void add_importing(CLI::App& app, Invocation& chosen);   // import
void add_simulating(CLI::App& app, Invocation& chosen);  // simulate
void add_testing(CLI::App& app, Invocation& chosen);     // test
void add_running(CLI::App& app, Invocation& chosen);     // run, follow
void add_serving(CLI::App& app, Invocation& chosen);     // serve
void add_status(CLI::App& app, Invocation& chosen);      // status
void add_inbox(CLI::App& app, Invocation& chosen);       // inbox
// decide, break-glass, close-reservation, contingency
void add_deciding(CLI::App& app, Invocation& chosen);
void add_entrusting(CLI::App& app, Invocation& chosen);  // bind, delegate
void add_evidencing(CLI::App& app, Invocation& chosen);  // evidence add, list, get
void add_working(CLI::App& app, Invocation& chosen);  // task, answer, retry, skip, mark-done, doubt
void add_steering(CLI::App& app, Invocation& chosen);  // pause, resume, abort
void add_moving(CLI::App& app, Invocation& chosen);    // move, lift
// amend, decide-amendment, withdraw-amendment
void add_amending(CLI::App& app, Invocation& chosen);
void add_rehearsing(CLI::App& app, Invocation& chosen);  // rehearsals
void add_reporting(CLI::App& app, Invocation& chosen);   // report
void add_auditing(CLI::App& app, Invocation& chosen);    // audit verify, export, key
void add_people(CLI::App& app, Invocation& chosen);      // user add, list, revoke
void add_noticing(CLI::App& app, Invocation& chosen);    // notices, notices retry
void add_sharing(CLI::App& app, Invocation& chosen);     // share
void add_examining(CLI::App& app, Invocation& chosen);   // doctor

}  // namespace golive::cli
