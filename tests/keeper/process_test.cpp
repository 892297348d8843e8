#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "keeper/process.h"
#include "tests/fakes/file_content.h"
#include "tests/fakes/scratch_folder.h"
#include "tests/uv/test_loop.h"

namespace golive {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

bool lives(pid_t process) {
  // A killed one whose parent has not looked yet is a zombie, which counts as dead.
  std::string name, state;
  std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
  return stat >> name >> name >> state && state != "Z";
}

// Starts processes in a folder of its own, one at a time.
struct Launch {
  TestLoop loop;
  Children children{loop.get()};
  ScratchFolder folder;
  Redactor redactor;
  std::unique_ptr<Errand> process;
  std::optional<json> outcome;

  ProcessRequest shell(const std::string& script) const {
    return {"p-1", {"sh", "-c", script},  {{"PATH", "/usr/bin:/bin"}}, folder.path().string(), {},
            10s,   folder.path() / "kept"};
  }
  StartedErrand try_start(const ProcessRequest& request) {
    return Process::start(loop.get(), children, request, redactor, [this](const json& end) {
      CHECK_FALSE(outcome.has_value());
      outcome = end;
    });
  }
  void start(const ProcessRequest& request) {
    outcome.reset();
    process = try_start(request).value();
  }
  json run(const ProcessRequest& request) {
    start(request);
    loop.run_until([&] { return outcome.has_value(); });
    process.reset();
    return *outcome;
  }
  json run(const std::string& script) { return run(shell(script)); }
  // Turns the loop until the script has written the file.
  std::string await(const std::string& name) {
    loop.run_until([&] { return content(folder.path() / name).ends_with("\n"); });
    return content(folder.path() / name);
  }
};

TEST_CASE("a process's exit code and output are its outcome") {
  Launch launch;
  const auto outcome = launch.run("echo out; echo err >&2; exit 3");
  CHECK(outcome["code"] == 3);
  CHECK(outcome["out"] == "out\n");
  CHECK(outcome["err"] == "err\n");
  CHECK(outcome["truncated"] == false);
  CHECK(outcome["ms"].is_number());
  CHECK(content(launch.folder.path() / "kept.out") == "out\n");
  CHECK(content(launch.folder.path() / "kept.err") == "err\n");
}

TEST_CASE(
    "what is kept of an output is named by its hash in the outcome, and nothing if nothing is") {
  Launch launch;
  REQUIRE(launch.redactor.add("correct horse"));
  const auto kept = [&](const char* name) { return content(launch.folder.path() / name); };
  auto outcome = launch.run("printf 'correct horse'; printf 'a\\377b' >&2");
  CHECK(kept("kept.out") == "[redacted]");
  CHECK(outcome["sha256"] ==
        json{{"out", sha256(kept("kept.out"))}, {"err", sha256(kept("kept.err"))}});
  outcome = launch.run("echo again");  // what is there stays, and belongs to it
  CHECK(kept("kept.out") == "[redacted]again\n");
  CHECK(outcome["sha256"] == json{{"out", sha256(kept("kept.out"))}});
  CHECK_FALSE(launch.run("true").contains("sha256"));
  auto nowhere = launch.shell("echo x");
  nowhere.output.clear();
  CHECK_FALSE(launch.run(nowhere).contains("sha256"));
}

TEST_CASE("a process that writes nothing leaves no files") {
  Launch launch;
  launch.run("true");
  CHECK(std::filesystem::is_empty(launch.folder.path()));
}

TEST_CASE("a process that was killed says by which signal") {
  Launch launch;
  const auto outcome = launch.run("kill -9 $$");
  CHECK(outcome["signal"] == 9);
  CHECK_FALSE(outcome.contains("code"));
}

TEST_CASE("what cannot be started says why") {
  Launch launch;
  auto request = launch.shell("true");
  request.argv = {"./no-such-program"};
  CHECK(launch.try_start(request).error().what ==
        "cannot start: ./no-such-program: no such file or directory");
  request.folder = "/no/such/folder";
  CHECK(launch.try_start(request).error().what == "cannot start: /no/such/folder: no such folder");
  request.argv = {};
  CHECK_FALSE(launch.try_start(request));
  CHECK_FALSE(launch.outcome.has_value());
}

TEST_CASE("a process starts in its folder, with a program found from there") {
  Launch launch;
  launch.run("mkdir sub; printf '#!/bin/sh\npwd' > sub/tool; chmod +x sub/tool");
  auto request = launch.shell("");
  request.argv = {"./tool"};
  request.folder = (launch.folder.path() / "sub").string();
  CHECK(launch.run(request)["out"] == request.folder + "\n");
}

TEST_CASE("a process has the variables it is given, its mark, and nothing else") {
  Launch launch;
  auto request = launch.shell("");
  request.argv = {"env"};
  request.variables["COLOUR"] = "blue";
  CHECK(launch.run(request)["out"] == "COLOUR=blue\nPATH=/usr/bin:/bin\nGOLIVE_PROCESS=p-1\n");
}

TEST_CASE("a program is found by the PATH that the process is given") {
  Launch launch;
  launch.run("mkdir bin; printf '#!/bin/sh\necho found' > bin/tool; chmod +x bin/tool");
  auto request = launch.shell("");
  request.argv = {"tool"};
  CHECK(launch.try_start(request).error().what == "cannot start: tool: no such file or directory");
  request.variables["PATH"] = "/bin:bin";
  CHECK(launch.run(request)["out"] == "found\n");
}

TEST_CASE("a process that is ended ends with all it has started, also what has left its session") {
  Launch launch;
  launch.start(
      launch.shell("setsid sh -c 'echo $$ > far; exec sleep 1000' & "
                   "(setsid sh -c 'echo $$ > orphan; exec sleep 1000' &) ; wait"));
  const auto far = std::stoi(launch.await("far")), orphan = std::stoi(launch.await("orphan"));
  launch.process->end();
  launch.loop.run_until([&] { return launch.outcome.has_value(); });
  launch.process.reset();
  CHECK_FALSE(lives(far));
  CHECK_FALSE(lives(orphan));
}

TEST_CASE("a process has a session of its own, and none of the engine's files") {
  Launch launch;
  const auto own = std::to_string(::getpgrp());
  const int stray = ::dup(2);  // as a library does: without O_CLOEXEC
  const auto out = launch.run("cut -d' ' -f5 /proc/self/stat; ls /proc/$$/fd")["out"];
  ::close(stray);
  CHECK(out.get<std::string>().substr(0, own.size() + 1) != own + "\n");
  CHECK(out.get<std::string>().ends_with("\n0\n1\n2\n"));
}

TEST_CASE("standard input is the text given, or nothing") {
  Launch launch;
  CHECK(launch.run("cat")["out"] == "");
  auto request = launch.shell("cat | wc -c");
  request.input = std::string(1 << 20, 'x');
  CHECK(launch.run(request)["out"] == "1048576\n");
  request.input = "";
  CHECK(launch.run(request)["out"] == "0\n");
}

TEST_CASE("a process that does not read its input is no error") {
  ::signal(SIGPIPE, SIG_IGN);
  Launch launch;
  auto request = launch.shell("exec 0<&-; echo done");
  request.input = std::string(1 << 20, 'x');
  CHECK(launch.run(request)["out"] == "done\n");
}

TEST_CASE("a program may open /dev/stdout") {
  Launch launch;
  CHECK(launch.run("echo hello > /dev/stdout")["out"] == "hello\n");
}

TEST_CASE("a secret is redacted in the outcome and on disk, also when it comes in pieces") {
  Launch launch;
  REQUIRE(launch.redactor.add("correct horse"));
  const auto outcome = launch.run(
      "printf 'a correct ho'; printf '' > first; cat /dev/null; printf 'rse b'; "
      "printf 'correct horse' >&2");
  CHECK(outcome["out"] == "a [redacted] b");
  CHECK(outcome["err"] == "[redacted]");
  CHECK(content(launch.folder.path() / "kept.out") == "a [redacted] b");
  CHECK(content(launch.folder.path() / "kept.err") == "[redacted]");
}

TEST_CASE("a long output keeps its beginning and its end in the outcome, and more on disk") {
  Launch launch;
  const auto outcome = launch.run("echo first; seq 1 100000; echo last");
  const auto out = outcome["out"].get<std::string>();
  CHECK(outcome["truncated"] == true);
  CHECK(out.size() <= limits::outcome_bytes / 2 + 100);
  CHECK(out.starts_with("first\n1\n2\n"));
  CHECK(out.ends_with("100000\nlast\n"));
  CHECK(out.find(" bytes left out]\n") != std::string::npos);
  CHECK(content(launch.folder.path() / "kept.out").size() == 588'906);
}

TEST_CASE("an endless output is dropped beyond the limit, with a note of how much") {
  Launch launch;
  const auto outcome = launch.run("head -c 20000000 /dev/zero | tr '\\0' x");
  const auto kept = content(launch.folder.path() / "kept.out");
  CHECK(kept.size() < limits::output_file_bytes + 100);
  const auto dropped = std::to_string(20'000'000 - limits::output_file_bytes);
  CHECK(kept.ends_with("\n[" + dropped + " more bytes were not kept]\n"));
  CHECK(outcome["sha256"]["out"] == sha256(kept));
}

TEST_CASE("bytes that are no text are shown as such in the outcome, and kept as they are on disk") {
  Launch launch;
  const auto outcome = launch.run("printf 'a\\377b'; head -c 200000 /dev/urandom >&2");
  CHECK(outcome["out"] ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(is_utf8(outcome["err"].get<std::string>()));
  CHECK(outcome["err"].get<std::string>().size() <= limits::outcome_bytes / 2 + 100);
  CHECK(content(launch.folder.path() / "kept.out") ==
        "a\xff"
        "b");
}

TEST_CASE("a process that takes too long is ended with all it has started") {
  Launch launch;
  auto request = launch.shell("sleep 1000 & echo $! > child; echo started; wait");
  request.timeout = 200ms;
  const auto outcome = launch.run(request);
  CHECK(outcome["timeout"] == true);
  CHECK_FALSE(outcome.contains("code"));
  CHECK(outcome["out"] == "started\n");
  CHECK_FALSE(lives(std::stoi(content(launch.folder.path() / "child"))));
}

TEST_CASE("an ended process may undo its work, and its children theirs, before it is killed") {
  Launch launch;
  launch.start(launch.shell(
      "sh -c 'trap \"sleep 0.3; echo undone > child-undone; exit\" TERM; echo > ready; "
      "while :; do sleep 0.01; done' & wait"));
  launch.await("ready");
  launch.process->end();
  launch.loop.run_until([&] { return launch.outcome.has_value(); });
  launch.process.reset();
  CHECK((*launch.outcome)["signal"] == SIGTERM);
  CHECK(content(launch.folder.path() / "child-undone") == "undone\n");
}

TEST_CASE("a process that does not heed SIGTERM is killed after five seconds") {
  Launch launch;
  auto request = launch.shell(
      "trap '' TERM; (while :; do sleep 0.05; done) & echo $! > child; echo > ready; "
      "while :; do sleep 0.05; done");
  launch.start(request);
  launch.await("ready");
  const auto asked = uv_hrtime();
  launch.process->end();
  launch.loop.run_until([&] { return launch.outcome.has_value(); });
  launch.process.reset();
  CHECK((uv_hrtime() - asked) / 1'000'000 >= 4'900);
  CHECK((*launch.outcome)["signal"] == SIGKILL);
  CHECK_FALSE(lives(std::stoi(content(launch.folder.path() / "child"))));
}

TEST_CASE("a child in the background that holds the output open does not hold up the outcome") {
  Launch launch;
  const auto outcome = launch.run("sleep 1000 & echo $! > child; echo started");
  CHECK(outcome["code"] == 0);
  CHECK(outcome["out"] == "started\n");
  CHECK(outcome["ms"] < 5'000);
  const auto child = std::stoi(content(launch.folder.path() / "child"));
  CHECK(lives(child));  // it was started on purpose
  ::kill(child, SIGKILL);
}

TEST_CASE("a forgotten process goes on and says nothing") {
  Launch launch;
  launch.start(launch.shell("echo $$ > pid; exec sleep 1000"));
  const auto child = std::stoi(launch.await("pid"));
  launch.process.reset();
  CHECK(lives(child));
  CHECK_FALSE(launch.outcome.has_value());
  ::kill(child, SIGKILL);
}

}  // namespace
}  // namespace golive
