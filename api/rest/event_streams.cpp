#include "api/rest/event_streams.h"

#include <sys/resource.h>
#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>
#include <vector>

#include "api/rest/engine_link.h"
#include "api/rest/event_stream.h"
#include "base/limits.h"

namespace golive::rest {

namespace {

// Each is open twice, here and in the HTTP library; the rest of the door needs files, too.
std::size_t most_streams() {
  constexpr rlim_t for_others = 256;
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
    return limits::streams;
  const auto left = files.rlim_cur > for_others ? files.rlim_cur - for_others : 0;
  return std::min<std::size_t>(limits::streams, left / 2);
}

}  // namespace

struct EventStreams::Places {
  std::mutex mutex;  // guards what follows
  std::map<std::string, std::size_t> by_actor = {};
  std::size_t all = 0;
};

class EventStreams::Hub {
 public:
  Hub(const std::filesystem::path& database, const std::filesystem::path& socket)
      : engine_(socket), log_(database) {
    uv_loop_init(&loop_);
    wake_ = LoopHandle<uv_async_t>(new uv_async_t{});
    wake_->data = this;
    uv_async_init(&loop_, wake_.get(), [](uv_async_t* woken) { owner_of<Hub>(woken).wake(); });
    look_ = open_handle(uv_timer_init, loop_, this);
    thread_ = std::thread([this] { run(); });
    checker_ = std::thread([this] { check_tokens(); });
  }
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;
  ~Hub() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    uv_async_send(wake_.get());
    checker_.join();
    thread_.join();
  }

  void take(int socket, EventReader reader, const std::string& headers) {
    const std::lock_guard lock(mutex_);
    newcomers_.push_back({socket, std::move(reader), headers});
    uv_async_send(wake_.get());
  }

 private:
  struct Newcomer {
    int socket;
    EventReader reader;
    std::string headers;
  };

  void run() {
    uv_run(&loop_, UV_RUN_DEFAULT);
    streams_.clear();
    look_.reset();
    wake_.reset();
    uv_run(&loop_, UV_RUN_DEFAULT);  // the handles close
    uv_loop_close(&loop_);
  }

  void wake() {
    std::vector<Newcomer> newcomers;
    std::set<std::string> ended;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) uv_stop(&loop_);
      newcomers.swap(newcomers_);
      ended.swap(ended_);
    }
    for (const auto& stream : streams_)
      if (ended.contains(stream->reader().token)) stream->end();
    for (Newcomer& each : newcomers) welcome(std::move(each));
  }

  void welcome(Newcomer newcomer) {
    const auto followed = log_.follow(newcomer.reader.run, newcomer.reader.plan);
    streams_.push_back(
        std::make_unique<EventStream>(loop_, newcomer.socket, std::move(newcomer.reader), log_));
    EventStream& stream = *streams_.back();
    if (!followed) {
      stream.end();
      streams_.pop_back();
      return;
    }
    if (streams_.size() == 1)
      start_timer<Hub, &Hub::look>(*look_, limits::stream_look, limits::stream_look);
    stream.begin(newcomer.headers);
  }

  void look() {
    const auto more = log_.look();
    for (const auto& stream : streams_) {
      if (!more)
        stream->end();
      else if (*more)
        stream->feed();
      stream->tick();
    }
    std::erase_if(streams_, [&](const auto& stream) {
      if (stream->is_over()) log_.let_go(stream->reader().run);
      return stream->is_over();
    });
    if (streams_.empty()) uv_timer_stop(look_.get());
    std::set<std::string> tokens;
    for (const auto& stream : streams_) tokens.insert(stream->reader().token);
    const std::lock_guard lock(mutex_);
    tokens_ = std::move(tokens);
  }

  void check_tokens() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      changed_.wait_for(lock, limits::stream_token_check);
      const auto tokens = tokens_;
      for (const auto& token : tokens) {
        if (stopping_) return;
        lock.unlock();
        const auto known = engine_.ask({{"op", "authenticate"}, {"token", token}});
        lock.lock();
        // An engine that is being replaced has said nothing of it.
        if (!known && known.error().kind == ErrorKind::unauthenticated) ended_.insert(token);
      }
      if (!ended_.empty()) uv_async_send(wake_.get());
    }
  }

  EngineLink engine_;  // of the thread that checks tokens
  uv_loop_t loop_{};
  // Of the loop's thread.
  LiveLog log_;
  std::vector<std::unique_ptr<EventStream>> streams_;
  LoopHandle<uv_timer_t> look_;
  LoopHandle<uv_async_t> wake_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::vector<Newcomer> newcomers_;
  std::set<std::string> tokens_, ended_;
  bool stopping_ = false;
  std::thread thread_, checker_;
};

EventStreams::EventStreams(std::filesystem::path database, std::filesystem::path socket)
    : places_(std::make_shared<Places>()),
      database_(std::move(database)),
      socket_(std::move(socket)),
      most_(most_streams()) {}

EventStreams::~EventStreams() = default;

std::shared_ptr<void> EventStreams::place_for(const std::string& actor, bool& of_actor) {
  const std::lock_guard lock(places_->mutex);
  of_actor = false;
  if (places_->all >= most_) return nullptr;
  of_actor = places_->by_actor[actor] >= limits::streams_per_actor;
  if (of_actor) return nullptr;
  ++places_->by_actor[actor];
  ++places_->all;
  return {this, [places = places_, actor](void*) {
            const std::lock_guard lock_again(places->mutex);
            --places->all;
            if (--places->by_actor[actor] == 0) places->by_actor.erase(actor);
          }};
}

void EventStreams::take(int socket, EventReader reader, const std::string& headers) {
  std::call_once(begun_, [&] { hub_ = std::make_unique<Hub>(database_, socket_); });
  hub_->take(socket, std::move(reader), headers);
}

std::size_t EventStreams::count() const {
  const std::lock_guard lock(places_->mutex);
  return places_->all;
}

}  // namespace golive::rest
