// The rule of every store: a log's records are numbered 1, 2, 3, ... without gap or repetition.
#pragma once

#include <cstdint>
#include <string>

#include "port/store.h"

namespace golive {

// The log's last number after `append`, if its records follow `head`; else what does not fit.
inline Result<std::uint64_t> next_head(const LogAppend& append, std::uint64_t head) {
  for (const auto& record : append.records) {
    if (record.seq != head + 1)
      return fail(ErrorKind::conflict, "record " + std::to_string(record.seq) + " of log " +
                                           append.log + " does not follow record " +
                                           std::to_string(head));
    head = record.seq;
  }
  return head;
}

}  // namespace golive
