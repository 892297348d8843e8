// People: those who are asked answer, and anybody may say anything.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/command.h"
#include "core/run.h"
#include "simulation/chance.h"
#include "view/hold.h"
#include "view/waiting.h"

namespace golive::simulation {

struct Deed {
  Actor actor;
  CommandBody body;
  bool must_be_taken = false;  // it is a way out that the run itself has named
};
std::string text_of(const Deed& deed);

const Actor starter{"ann", "test", {}, true};

class People {
 public:
  explicit People(Chance chance) : chance_(chance) {}
  // What the run asks for, or a way out of what holds it, by somebody who may. Willing: such that
  // the run comes to an end.
  std::optional<Deed> answer(const Run& run, bool willing);
  // What nobody has asked for, by whomever.
  Deed anything(const Run& run);

 private:
  Deed to(const Run& run, const Waiting& waiting, bool willing);
  Deed out_of(const Run& run, const Hold& hold, bool willing);
  CommandBody doubt(const Run& run, ItemIndex item, bool willing);
  CommandBody any_command(const Run& run);
  Actor one_of(const std::vector<std::string>& roles);
  std::string any_item(const Run& run);

  Chance chance_;
};

}  // namespace golive::simulation
