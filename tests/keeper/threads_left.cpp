// A program whose main thread ends while another goes on. In a session of its own, so that only by
// its mark or its parent it can be told whose it is; its number goes into the file it is given.
#include <pthread.h>
#include <unistd.h>

#include <fstream>
#include <thread>

int main(int, char** argv) {
  ::setsid();
  std::thread([file = std::string(argv[1])] {
    // Not before the main thread is over: until then it is like any other process.
    for (std::string state = "?"; state != "Z"; ::usleep(1'000)) {
      std::ifstream stat("/proc/self/stat");
      stat >> state >> state >> state;
    }
    std::ofstream(file) << ::getpid() << "\n";
    for (;;) ::pause();
  }).detach();
  ::pthread_exit(nullptr);
}
