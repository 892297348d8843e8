#include "api/rest/workers.h"

#include "base/limits.h"

namespace golive::rest {

Workers::Workers(const std::filesystem::path& socket) {
  for (std::size_t i = 0; i < limits::door_threads; ++i)
    threads_.emplace_back([this, socket] { work(EngineLink(socket)); });
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

bool Workers::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= limits::door_queue) return false;
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

void Workers::work(EngineLink engine) {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job(engine);
  }
}

}  // namespace golive::rest
