// Signers: the keys that heads of a log are signed by, and whether each head is what it says. Known
// are the file's own key, and those that the site log introduces, each vouched for by the one
// before it, or not. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "verify/part_stream.h"

namespace golive::verify {

class Signers {
 public:
  // Of the export itself; it may sign heads, too.
  void use_file_key(std::string key) { file_key_ = std::move(key); }
  // Both answer with what is wrong: a sentence, empty if nothing is.
  std::string add_site_event(const EventLinks& event);
  std::string see_event(const std::string& log, const EventLinks& event);

  [[nodiscard]] bool all_by(const std::string& fingerprint) const;
  // How many heads by which keys, and what the site log says of those; lines.
  [[nodiscard]] std::string to_text() const;

 private:
  struct Known {
    std::string key;
    bool vouched_for = false;
  };
  [[nodiscard]] bool knows(std::string_view key) const;
  std::string see_head(const std::string& log, const EventLinks& event);

  std::string file_key_;
  std::vector<Known> site_keys_;  // in the order of their use
  std::map<std::string, std::uint64_t, std::less<>> by_key_;
  std::uint64_t heads_ = 0, last_head_ = 0;
  std::uint64_t asking_ = 0;  // the first event that asks for a head and has none; 0: none
};

}  // namespace golive::verify
