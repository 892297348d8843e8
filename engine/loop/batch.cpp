#include "loop/batch.h"

namespace golive {

Batch::Log& Batch::log(const std::string& id) {
  const auto [known, is_new] = logs_.try_emplace(id);
  if (is_new) known->second = {id, chain_start(id)};
  return known->second;
}

void Batch::add(Log& log, Record record) {
  record.hash = chain_hash(log.head, record);
  log.head = record.hash;
  if (log.flush != flush_) {
    log.flush = flush_;
    log.place = appends_.size();
    appends_.push_back({log.id, {}});
  }
  appends_[log.place].records.push_back(std::move(record));
}

Result<void> Batch::flush(Store& store) {
  if (appends_.empty()) return {};
  ++flush_;
  auto done = store.append(appends_);
  appends_.clear();  // its room is used again
  return done;
}

}  // namespace golive
