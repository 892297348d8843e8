#include "store/memory_store.h"

#include <algorithm>

#include "base/sha256.h"
#include "store/sequence.h"

namespace golive {

Result<std::vector<std::string>> MemoryStore::logs() { return created_; }

Result<std::vector<Record>> MemoryStore::read(const std::string& log, std::uint64_t after,
                                              std::size_t limit) {
  const auto found = records_.find(log);
  if (found == records_.end() || after >= found->second.size()) return std::vector<Record>{};
  const auto count = std::min<std::size_t>(limit, found->second.size() - after);
  const auto first = found->second.begin() + static_cast<std::ptrdiff_t>(after);
  return std::vector<Record>(first, first + static_cast<std::ptrdiff_t>(count));
}

Result<std::optional<Record>> MemoryStore::last(const std::string& log) {
  const auto found = records_.find(log);
  if (found == records_.end()) return std::optional<Record>{};
  return std::optional<Record>{found->second.back()};
}

Result<std::string> MemoryStore::text(const std::string& hash) {
  const auto found = texts_.find(hash);
  if (found == texts_.end()) return fail(ErrorKind::not_found, "no text has the hash " + hash);
  return found->second;
}

Result<void> MemoryStore::append(const std::vector<LogAppend>& appends) {
  std::map<std::string, std::uint64_t>
      heads;  // as they will be: all is checked before anything is kept
  for (const auto& append : appends) {
    const auto found = records_.find(append.log);
    const auto kept = found == records_.end() ? 0 : found->second.size();
    const auto known = heads.try_emplace(append.log, kept).first;
    const auto head = next_head(append, known->second);
    if (!head) return tl::unexpected(head.error());
    known->second = *head;
  }
  for (const auto& append : appends) {
    if (append.records.empty()) continue;
    auto& log = records_[append.log];
    if (log.empty() && append.log != site_log) created_.push_back(append.log);
    log.insert(log.end(), append.records.begin(), append.records.end());
  }
  return {};
}

Result<std::string> MemoryStore::put_text(const std::string& text) {
  auto hash = sha256(text);
  texts_.emplace(hash, text);
  return hash;
}

}  // namespace golive
