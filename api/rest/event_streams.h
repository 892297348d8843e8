// EventStreams: the events of runs, live, to many readers: server-sent events on sockets that have
// left the HTTP library. A thread of its own writes; each reader has a place in the log and is
// given what follows it, so that nothing is lost or comes twice, whoever restarts. Another thread
// asks the engine whether the readers' tokens still count.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "core/run.h"

namespace golive::rest {

// What the gate has let through.
struct EventReader {
  RunId run;
  std::shared_ptr<const Plan> plan;
  std::uint64_t after = 0;  // the last event that it has
  std::string token;
  std::shared_ptr<void> place;  // among limits::streams; free again when this goes
};

class EventStreams {
 public:
  // Its threads begin with the first stream.
  EventStreams(std::filesystem::path database, std::filesystem::path socket);
  EventStreams(const EventStreams&) = delete;
  EventStreams& operator=(const EventStreams&) = delete;
  ~EventStreams();  // ends all streams

  // Null if there are too many, by limits::streams or by the files that this process may open;
  // `of_actor` says whether of this actor.
  std::shared_ptr<void> place_for(const std::string& actor, bool& of_actor);
  // Owns the socket from now on; begins with the head of the response, and adds `headers`, whole
  // lines, to it. From any thread.
  void take(int socket, EventReader reader, const std::string& headers);
  [[nodiscard]] std::size_t count() const;

 private:
  struct Places;
  class Hub;
  std::shared_ptr<Places> places_;
  std::filesystem::path database_, socket_;
  std::size_t most_;
  std::once_flag begun_;
  std::unique_ptr<Hub> hub_;
};

}  // namespace golive::rest
