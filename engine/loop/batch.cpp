#include "loop/batch.h"

namespace golive {

void Batch::add(const std::string& log, Record record) {
  const auto [known, is_new] = logs_.try_emplace(log);
  Log& chained = known->second;
  if (is_new) chained.head = chain_start(log);
  record.hash = chain_hash(chained.head, record);
  chained.head = record.hash;
  if (chained.flush != flush_) {
    chained.flush = flush_;
    chained.place = appends_.size();
    appends_.push_back({log, {}});
  }
  appends_[chained.place].records.push_back(std::move(record));
}

Result<void> Batch::flush(Store& store) {
  if (appends_.empty()) return {};
  ++flush_;
  auto done = store.append(appends_);
  appends_.clear();  // its room is used again
  return done;
}

}  // namespace golive
