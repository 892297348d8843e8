// golive-keeper: started by the engine, which it outlives. File 3 is its bound socket; its
// argument, the data directory, is for people who look at the list of processes, and to notice that
// it is gone.
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "base/limits.h"
#include "keeper/keeper.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr int socket_file = 3;
constexpr Duration look_every = 100ms;

class Watch {
 public:
  Watch(uv_loop_t& loop, const Keeper& keeper, const char* folder)
      : loop_(loop),
        keeper_(keeper),
        folder_(folder),
        idle_since_(loop_time(loop)),
        timer_(open_handle(uv_timer_init, loop, this)) {
    start_timer<Watch, &Watch::look>(*timer_, look_every, look_every);
  }

 private:
  void look() {
    struct stat found {};
    if (!keeper_.idle()) idle_since_ = loop_time(loop_);
    const bool is_over = keeper_.left() || loop_time(loop_) - idle_since_ > limits::keeper_idle;
    const bool is_homeless = !keeper_.busy() && ::stat(folder_, &found) != 0;
    if ((keeper_.idle() && is_over) || is_homeless) uv_stop(&loop_);
  }

  uv_loop_t& loop_;
  const Keeper& keeper_;
  const char* folder_;
  Duration idle_since_;
  LoopHandle<uv_timer_t> timer_;
};

}  // namespace
}  // namespace golive

int main(int argc, char** argv) {
  using namespace golive;
  if (argc != 2) {
    std::fputs("golive-keeper is started by golive, not by hand\n", stderr);
    return 2;
  }
  // On its own from here: no session, no parent that would have to reap it, no folder that could
  // not be unmounted.
  const pid_t child = ::fork();
  if (child != 0) ::_exit(child < 0 ? 1 : 0);
  ::setsid();
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // secrets are in memory: no core file, no debugger
  if (::chdir("/") != 0) return 2;
  std::signal(SIGPIPE, SIG_IGN);
  uv_loop_t loop;
  uv_loop_init(&loop);
  Keeper keeper(loop, FileHandle(socket_file));
  const Watch watch(loop, keeper, argv[1]);
  uv_run(&loop, UV_RUN_DEFAULT);
  return 0;
}
