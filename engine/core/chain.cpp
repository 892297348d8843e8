#include "core/chain.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/sha256.h"
#include "core/canonical_bytes.h"

namespace golive {

namespace {

void append_number(std::string& bytes, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  bytes.append(digits.begin(), end);
}

constexpr std::size_t frame_bytes = 128;  // of a record: lengths and signs, its number and time

// Length before content, so that no two lists of fields have the same bytes.
void append_field(std::string& bytes, std::string_view field) {
  append_number(bytes, field.size());
  bytes += ':';
  bytes += field;
  bytes += ',';
}

void append_record(std::string& bytes, const std::string& previous, const Record& record) {
  bytes.reserve(bytes.size() + previous.size() + record.kind.size() + record.actor.size() +
                record.from.size() + record.body.size() + frame_bytes);
  append_field(bytes, previous);
  append_field(bytes, std::to_string(record.seq));
  append_field(bytes, to_text(record.at));
  append_field(bytes, record.kind);
  append_field(bytes, record.actor);
  append_field(bytes, record.from);
  append_field(bytes, record.body);
}

// What is wrong with a record that does not fit; found by trying what would have made it fit.
class Diagnosis {
 public:
  Diagnosis(const std::string& log, const std::vector<Record>& records, std::size_t bad)
      : log_(log), records_(records), bad_(bad) {}

  [[nodiscard]] std::string sentence() const {
    const auto& record = records_[bad_];
    if (record.seq != bad_ + 1) return wrong_number();
    // Of the last one nothing tells a change from an addition, but that it is another's copy.
    if (bad_ + 1 == records_.size() && record.seq == bad_ + 1)
      return event(record.seq) + (former_place() ? " was added" : " was changed, or added");
    if (rest_fits()) return event(record.seq) + " was changed";
    if (const auto stood = former_place()) {
      // The very record stands where it belongs: here it is a copy.
      if (stood->after < bad_ && records_[stood->after].hash == record.hash)
        return event(record.seq) + " was added: a copy of event " + std::to_string(stood->seq);
      if (stood->after + 1 == stood->seq && stood->seq <= bad_) return added(stood->seq, bad_);
      return event(record.seq) + " was reordered: it stood at " + std::to_string(stood->seq);
    }
    for (std::uint64_t n = 1; n <= max_tried; ++n) {
      if (fits(bad_ + 1, bad_ + 1, bad_ + 2 + n)) return removed(record.seq, n);
      if (bad_ + n < records_.size() && fits(bad_ + n, bad_, bad_ + 1))
        return added(bad_ + 1, bad_ + n);
    }
    return event(record.seq) + " was changed, and others after it";
  }

 private:
  static constexpr std::uint64_t max_tried = 1'000;

  static std::string event(std::uint64_t seq) { return "event " + std::to_string(seq); }
  static std::string events(std::uint64_t from, std::uint64_t to) {
    if (from == to) return event(from) + " was ";
    return "events " + std::to_string(from) + " to " + std::to_string(to) + " were ";
  }
  static std::string removed(std::uint64_t from, std::uint64_t count) {
    return events(from, from + count - 1) + "removed";
  }
  static std::string added(std::uint64_t from, std::uint64_t to) {
    return events(from, to) + "added";
  }
  // Numbers were left as they were: they alone tell the story.
  [[nodiscard]] std::string wrong_number() const {
    const auto wanted = bad_ + 1, got = static_cast<std::size_t>(records_[bad_].seq);
    const auto has = [&](std::uint64_t seq) {
      return std::any_of(records_.begin(), records_.end(),
                         [&](const Record& record) { return record.seq == seq; });
    };
    if (got < wanted) return event(got) + " was added a second time";
    if (has(wanted))
      return event(wanted) + " was reordered: " + event(got) + " stands in its place";
    return removed(wanted, got - wanted);
  }
  [[nodiscard]] std::string hash_before(std::size_t place) const {
    return place == 0 ? chain_start(log_) : records_[place - 1].hash;
  }
  // Whether the record at `place`, numbered `seq`, follows the one before `after`.
  [[nodiscard]] bool fits(std::size_t place, std::size_t after, std::uint64_t seq) const {
    auto record = records_[place];
    record.seq = seq;
    return chain_hash(hash_before(after), record) == record.hash;
  }
  // On the hash that the bad record has, or on the one it should have.
  [[nodiscard]] bool rest_fits() const {
    if (bad_ + 1 == records_.size() || fits(bad_ + 1, bad_ + 1, bad_ + 2)) return true;
    const auto& next = records_[bad_ + 1];
    return chain_hash(chain_hash(hash_before(bad_), records_[bad_]), next) == next.hash;
  }
  // The number that the bad record had when it was written, and the place of its then predecessor,
  // if that is still there.
  struct Stood {
    std::uint64_t seq;
    std::size_t after;
  };
  [[nodiscard]] std::optional<Stood> former_place() const {
    for (std::size_t after = 0; after <= records_.size(); ++after)
      for (std::uint64_t seq = std::max<std::uint64_t>(after, 1); seq <= after + 2; ++seq)
        if (fits(bad_, after, seq)) return Stood{seq, after};
    return std::nullopt;
  }

  const std::string& log_;
  const std::vector<Record>& records_;
  std::size_t bad_;  // its place from 0: every record before it fits
};

}  // namespace

std::string chain_start(const std::string& log) {
  std::string bytes;
  append_field(bytes, "golive log");
  append_field(bytes, log);
  return sha256(bytes);
}

std::string canonical_bytes(const std::string& previous, const Record& record) {
  std::string bytes;
  append_record(bytes, previous, record);
  return bytes;
}

std::string chain_hash(const std::string& previous, const Record& record) {
  return sha256(canonical_bytes(previous, record));
}

bool ChainHead::accepts(const Record& record) {
  bytes_.clear();
  append_record(bytes_, hash_, record);
  if (sha256(bytes_) != record.hash) return false;
  hash_ = record.hash;
  return true;
}

Error damaged(const std::string& log, std::uint64_t seq) {
  const auto name = log == site_log ? "the site log" : "the log of run " + log;
  return {ErrorKind::storage, name + " is damaged at event " + std::to_string(seq), log,
          "golive audit verify " + log + " says more; restore the data directory from a copy"};
}

Result<void> verify_chain(const std::string& log, const std::vector<Record>& records) {
  ChainHead head(log);
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].seq != i + 1 || !head.accepts(records[i]))
      return fail(ErrorKind::invalid, Diagnosis(log, records, i).sentence(), "log " + log,
                  "nothing from there on can be relied on; compare with a backup or an export");
  }
  return {};
}

}  // namespace golive
