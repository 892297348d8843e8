// Wire: the engine with everything it stands on, put together: the data directory and its lock, the
// store, the clock, the world, the bodies. Made whole or not at all; destroyed in reverse.
#pragma once

#include <memory>
#include <string>

#include "api/append_times.h"
#include "loop/engine.h"
#include "report/templates.h"
#include "rim/evidence_store.h"
#include "rim/real_world.h"
#include "store/data_dir.h"

struct uv_loop_s;

namespace golive {

class Wire {
 public:
  // Locks `dir` and takes over its runs. `loop` must outlive the wire. `front`: what stands before
  // the paths of the door where people reach it ("https://golive.example"); `templates`: what
  // notices and their reports are made with.
  static Result<std::unique_ptr<Wire>> connect(const DataDir& dir, uv_loop_s& loop,
                                               const std::string& front = {},
                                               const Templates& templates = {});
  ~Wire();

  Engine& engine();
  Store& store();
  const AppendTimes& append_times();
  Clock& clock();
  EvidenceStore& evidence();
  RealWorld& world();
  // Something of the world is still under way, if only ending.
  [[nodiscard]] bool busy() const;

 private:
  struct Parts;
  explicit Wire(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace golive
