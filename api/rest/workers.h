// Workers: the door's own threads, so that the HTTP library's never wait for the engine or the
// disk. A fixed number, each with its own connection to the engine, and a queue with an end.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "api/rest/engine_link.h"

namespace golive::rest {

class Workers {
 public:
  using Job = std::function<void(EngineLink&)>;  // must not throw

  explicit Workers(const std::filesystem::path& socket);
  // Lets what is under way end; what is queued is dropped.
  ~Workers();

  // False: the queue is full, and the job was not taken. From any thread.
  bool submit(Job job);

 private:
  void work(EngineLink engine);

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;  // last: joined first
};

}  // namespace golive::rest
