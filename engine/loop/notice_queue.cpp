#include "loop/notice_queue.h"

#include "base/limits.h"

namespace golive {

void NoticeQueue::add(const std::string& id, const std::string& lane, Instant due) {
  if (under_way(id)) return;
  if (const auto known = times_.find(id); known != times_.end())
    timed_.erase({known->second, id});
  else if (lanes_.contains(id))
    return;  // in line already
  lanes_[id] = lane;
  times_[id] = due;
  timed_.insert({due, id});
}

std::vector<std::string> NoticeQueue::take(Instant now) {
  while (!timed_.empty() && timed_.begin()->first <= now) {
    const std::string id = timed_.begin()->second;
    timed_.erase(timed_.begin());
    times_.erase(id);
    lines_[lanes_[id]].push_back(id);
  }
  std::vector<std::string> taken;
  for (auto line = lines_.begin(); line != lines_.end();) {
    const std::string lane = line->first;
    ++line;  // what is emptied is erased
    take_from(lane, taken);
  }
  return taken;
}

void NoticeQueue::take_from(const std::string& lane, std::vector<std::string>& taken) {
  if (busy_.contains(lane) || sending_.size() >= limits::notices_in_flight) return;
  const auto line = lines_.find(lane);
  const std::string id = line->second.front();
  line->second.pop_front();
  if (line->second.empty()) lines_.erase(line);
  busy_[lane] = id;
  sending_.insert(id);
  taken.push_back(id);
}

void NoticeQueue::over(const std::string& id) {
  const auto lane = lanes_.find(id);
  if (lane == lanes_.end() || sending_.erase(id) == 0) return;
  busy_.erase(lane->second);
  lanes_.erase(lane);
}

std::optional<Instant> NoticeQueue::next() const {
  if (timed_.empty()) return std::nullopt;
  return timed_.begin()->first;
}

}  // namespace golive
