// Told run: a small release, event by event, as an engine would have recorded it: a rehearsal with
// a retry, a doubt, a failed migration, a contingency and a rollback; or one where all goes well.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/decide.h"

namespace golive::test {

class ToldRun {
 public:
  ToldRun();

  // Tells what happened at a local time of day J ("08:15", on the engine's clock), by a person over
  // REST, or by the engine.
  void engine(const std::string& clock, EventBody body);
  void person(const std::string& name, const std::string& clock, EventBody body);

  [[nodiscard]] ItemIndex at(const std::string& path) const;
  [[nodiscard]] AttemptId attempt(const std::string& path, int number = 1,
                                  Slot slot = Slot::action) const;
  // An attempt from start to end.
  void done(const std::string& path, const std::string& from, const std::string& to);
  [[nodiscard]] Instant now() const { return events.back().at; }

  // Now it is another run, of the plan as `change` leaves it.
  void become(const RunId& id, Mode mode, const std::function<void(Plan&)>& change = {});

  std::vector<Event> events;
  Run run;  // with all of them applied

 private:
  void tell(const std::string& name, const std::string& from, const std::string& clock,
            EventBody body);
};

// Up to the GO being open, the task ready.
ToldRun told_to_the_gate();
// From there through a retry and a doubt to a failed migration, its contingency offered.
ToldRun told_to_the_failure();
// From there to the end, rolled back.
ToldRun told_to_the_rollback();
// All goes well: opened, completed.
ToldRun told_to_the_opening();

}  // namespace golive::test
