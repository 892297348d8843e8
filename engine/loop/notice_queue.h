// Notice queue: which of the open notices is sent when: not before its time, one at a time for each
// run and channel, in the order in which they fell due, and only so many at once.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/instant.h"

namespace golive {

class NoticeQueue {
 public:
  // `lane`: what stands in one line. One that is queued already moves to the new time; one that is
  // being sent stays as it is.
  void add(const std::string& id, const std::string& lane, Instant due);
  // What is to be sent now; each of them is under way from here on, until over().
  std::vector<std::string> take(Instant now);
  void over(const std::string& id);
  [[nodiscard]] bool under_way(const std::string& id) const { return sending_.contains(id); }
  // Whether one is under way, or only waits for its turn.
  [[nodiscard]] bool is_busy() const { return !sending_.empty() || !lines_.empty(); }
  // When the next one is due that does not wait for its turn.
  [[nodiscard]] std::optional<Instant> next() const;

 private:
  void take_from(const std::string& lane, std::vector<std::string>& taken);

  std::set<std::pair<Instant, std::string>> timed_;       // by time, then id
  std::map<std::string, Instant> times_;                  // of those in timed_
  std::map<std::string, std::string> lanes_;              // by id, of all
  std::map<std::string, std::deque<std::string>> lines_;  // due, waiting for their turn, by lane
  std::map<std::string, std::string> busy_;               // the one under way, by lane
  std::set<std::string> sending_;
};

}  // namespace golive
