#include "rim/remains.h"

#include <csignal>
#include <nlohmann/json.hpp>

#include "keeper/process_tree.h"

namespace golive {
namespace {

constexpr Duration look_every = std::chrono::milliseconds(50);

}  // namespace

Remains::Remains(uv_loop_t& loop, std::vector<std::string> marks, Duration patience, Duration grace,
                 ErrandDone done)
    : loop_(loop),
      marks_(std::move(marks)),
      patience_(patience),
      grace_(grace),
      done_(std::move(done)),
      timer_(open_handle(uv_timer_init, loop, this)) {
  uv_update_time(&loop);
  since_ = loop_time(loop);
  start_timer<Remains, &Remains::look>(*timer_, Duration(0), look_every);
}

void Remains::look() {
  const auto left = processes_with(marks_);
  if (!left) return;  // it cannot be told now
  if (left->empty()) {
    const auto done = std::move(done_);
    return done(nlohmann::json::object());
  }
  const auto now = loop_time(loop_);
  if (now - since_ < (told_ ? grace_ : patience_)) return;
  for (const pid_t process : *left) ::kill(process, told_ ? SIGKILL : SIGTERM);
  if (!told_) since_ = now;
  told_ = true;
}

}  // namespace golive
