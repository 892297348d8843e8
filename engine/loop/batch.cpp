#include "loop/batch.h"

namespace golive {

void Batch::add(const std::string& log, Record record) {
  auto head = heads_.find(log);
  if (head == heads_.end()) head = heads_.emplace(log, chain_start(log)).first;
  record.hash = chain_hash(head->second, record);
  head->second = record.hash;
  const auto [place, fresh] = places_.try_emplace(log, appends_.size());
  if (fresh) appends_.push_back({log, {}});
  appends_[place->second].records.push_back(std::move(record));
}

Result<void> Batch::flush(Store& store) {
  if (appends_.empty()) return {};
  const auto appends = std::move(appends_);
  appends_.clear();
  places_.clear();
  return store.append(appends);
}

}  // namespace golive
