// SimulatedPeople: one person for each role, who does what a run asks of the role, after a time
// that is drawn, and one task at a time. They say go; what failed they answer with the first
// contingency that is offered, else they try it again, twice, and then abort: with a rollback, but
// after a no-go. A lead lets a run go on past the point of no return.
#pragma once

#include <map>
#include <optional>

#include "core/command.h"
#include "core/run.h"
#include "sim/drawing.h"

namespace golive {

// The roles of a rule that have still to decide, each once.
std::vector<std::string> undecided_roles(const Rule& rule, const std::vector<Decision>& decisions);

struct Deed {
  Instant at{};  // of the clock; not before now
  Actor actor;
  CommandBody body;
  ItemIndex item = 0;
};

class SimulatedPeople {
 public:
  // What a person tries again by hand, and how often a contingency is taken, before they give up.
  static constexpr int most_tries = 2;

  SimulatedPeople(const Drawing& drawing, const Circumstances& circumstances)
      : drawing_(drawing), circumstances_(circumstances) {}

  // What is done next, as things stand; none: nobody is asked anything, or only who stays absent.
  [[nodiscard]] std::optional<Deed> next(const Run& run, Instant now) const;
  // It was done.
  void done(const Deed& deed);

 private:
  struct Asked;
  void ask_about_gate(Asked& asked, ItemIndex gate) const;
  void ask_about_task(Asked& asked, ItemIndex task) const;
  void ask_about_contingencies(Asked& asked) const;
  void ask_about_holds(Asked& asked) const;
  [[nodiscard]] int tries(ItemIndex item) const;

  const Drawing& drawing_;
  const Circumstances& circumstances_;
  std::map<ItemIndex, int> tries_;  // by hand
};

}  // namespace golive
