// TestStage: what a test of a runbook plays on: one run in virtual time, whose world answers as the
// test has said. JSON goes both ways as text.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

namespace golive {

// A request whose item's path or text contains it is answered so, until it was used so often.
struct ScriptedAnswer {
  std::string contains;
  std::string outcome;  // JSON object, laid over the success of the request's kind
  int times = -1;       // -1: always
};

class TestStage {
 public:
  virtual ~TestStage() = default;
  // What was said last stands first.
  virtual Result<void> answer(const ScriptedAnswer& answer) = 0;
  // Lets everybody do what they are asked, and time pass, until the run is over, somebody has to
  // find a way out, or the item is begun ("": until the end). How it stands then: "over", "held",
  // "offered", "begun", "waits".
  virtual Result<std::string> play(const std::string& until) = 0;
  // Time passes, and nobody does anything.
  virtual Result<void> pass(Duration duration) = 0;
  // A command by the words of the API, by a person with that role.
  virtual Result<void> act(const std::string& role, const std::string& command,
                           const std::string& fields) = 0;
  // {"state","started","ended","attempts","error","result","decisions"}; times are "10:30" on J,
  // else "J-3 18:00".
  virtual Result<std::string> item(const std::string& path) = 0;
  // {"state","clock","holds"}
  virtual Result<std::string> run() = 0;
  // "go-live/migrate exec {...}", in order.
  virtual std::vector<std::string> asked() = 0;
};

}  // namespace golive
