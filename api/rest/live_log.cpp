#include "api/rest/live_log.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "base/limits.h"
#include "core/codec.h"

namespace golive::rest {
namespace {

constexpr std::string_view proposed_kind = "amendment_proposed";
constexpr std::string_view applied_kind = "amendment_applied";

Result<std::string> frame_of(const Plan& plan, const Record& record) {
  const auto event = event_from_record(record);
  if (!event) return tl::unexpected<Error>(event.error());
  // JSON has no line ends of its own: one line of data.
  return "id: " + std::to_string(record.seq) + "\ndata: " + event_to_api_json(plan, *event).dump() +
         "\n\n";
}

}  // namespace

Result<SqliteReader*> LiveLog::reader() {
  if (!reader_) {
    auto opened = SqliteReader::open(database_);
    if (!opened) return tl::unexpected<Error>(opened.error());
    reader_ = std::move(*opened);
  }
  return reader_.get();
}

Result<void> LiveLog::follow(const RunId& run, const std::shared_ptr<const Plan>& plan) {
  const auto known = tails_.find(run);
  if (known != tails_.end()) {
    ++known->second.followers;
    return {};
  }
  const auto log = reader();
  if (!log) return tl::unexpected<Error>(log.error());
  const auto last = (*log)->last(run);
  if (!last) return tl::unexpected<Error>(last.error());
  tails_[run] = {plan, 1, *last ? (*last)->seq : 0};
  return {};
}

void LiveLog::let_go(const RunId& run) {
  const auto known = tails_.find(run);
  if (known != tails_.end() && --known->second.followers == 0) tails_.erase(known);
}

Result<bool> LiveLog::look() {
  const auto log = reader();
  if (!log) return tl::unexpected<Error>(log.error());
  const auto events = (*log)->events();
  if (!events) return tl::unexpected<Error>(events.error());
  if (*events == events_) return false;
  for (auto& [run, tail] : tails_)
    if (auto read = read_on(run, tail); !read) return tl::unexpected<Error>(read.error());
  events_ = *events;
  return true;
}

// What comes from now on may name what the amendment adds. Its plan stands where it was proposed,
// which may be before anybody looked.
Result<void> LiveLog::grow(const RunId& run, const Record& applied, Tail& tail) {
  const auto event = event_from_record(applied);
  if (!event) return tl::unexpected<Error>(event.error());
  const int number = std::get<event::AmendmentApplied>(event->body).amendment;
  for (std::uint64_t seq = 0;;) {
    const auto page = reader_->read(run, seq, limits::events_page);
    if (!page) return tl::unexpected<Error>(page.error());
    for (const Record& record : *page) {
      seq = record.seq;
      if (seq >= applied.seq) return {};  // no log of golive's is so
      if (record.kind != proposed_kind) continue;
      const auto earlier = event_from_record(record);
      if (!earlier) return tl::unexpected<Error>(earlier.error());
      const auto& proposed = std::get<event::AmendmentProposed>(earlier->body);
      if (proposed.amendment != number) continue;
      tail.plan = proposed.plan;
      return {};
    }
    if (page->empty()) return {};
  }
}

Result<void> LiveLog::read_on(const RunId& run, Tail& tail) {
  for (;;) {
    const auto page = reader_->read(run, tail.head, limits::events_page);
    if (!page) return tl::unexpected<Error>(page.error());
    for (const Record& record : *page) {
      if (record.kind == applied_kind)
        if (auto grown = grow(run, record, tail); !grown) return grown;
      auto frame = frame_of(*tail.plan, record);
      if (!frame) return tl::unexpected<Error>(frame.error());
      tail.head = record.seq;
      tail.bytes += frame->size();
      tail.frames.push_back(*std::move(frame));
      for (; tail.bytes > limits::stream_bytes && tail.frames.size() > 1; tail.frames.pop_front())
        tail.bytes -= tail.frames.front().size();
    }
    if (page->size() < limits::events_page) return {};
  }
}

Result<std::string> LiveLog::next(const RunId& run, std::uint64_t& seq) {
  const Tail& tail = tails_.at(run);
  std::string text;
  if (seq >= tail.head) return text;
  const std::uint64_t missing = tail.head - seq;
  if (missing <= tail.frames.size()) {
    for (auto at = tail.frames.size() - missing; at < tail.frames.size(); ++at)
      text += tail.frames[at];
    seq = tail.head;
    return text;
  }
  const auto page = reader_->read(run, seq, limits::stream_page);
  if (!page) return tl::unexpected<Error>(page.error());
  for (const Record& record : *page) {
    const auto frame = frame_of(*tail.plan, record);
    if (!frame) return tl::unexpected<Error>(frame.error());
    text += *frame;
    seq = record.seq;
    if (text.size() > limits::stream_bytes) break;
  }
  return text;
}

}  // namespace golive::rest
