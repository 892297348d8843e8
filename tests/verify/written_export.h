// WrittenExport: an export written from docs/audit.md alone, by a key that is the same each time.
// For tests, the fuzzer and the benchmark.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace golive::verify {

std::string hash_of(const std::string& bytes);
// "5:hello,"
std::string sized(std::string_view text);

// An Ed25519 key, made of one byte.
class TestKey {
 public:
  explicit TestKey(unsigned char seed);
  [[nodiscard]] std::string public_half() const;                     // 64 hex
  [[nodiscard]] std::string sign(const std::string& message) const;  // 128 hex

 private:
  std::shared_ptr<evp_pkey_st> key_;
};

class WrittenExport {
 public:
  explicit WrittenExport(const std::string& log, unsigned char seed = 1);
  // The key's use, as the site log tells it: after the one before, vouched for by it or not.
  void site_key(const TestKey& key, const TestKey* former = nullptr, bool is_vouched_for = true);
  void event(const std::string& kind, const std::string& body);
  // A head of the event before.
  void head_signed(const TestKey& key, const std::string& occasion);
  void part(const std::string& kind, const std::string& content);
  // With a head that says how many texts and how much evidence were added.
  std::string ended(int texts = 0, int evidence = 0);

  [[nodiscard]] const TestKey& key() const { return key_; }
  [[nodiscard]] std::uint64_t events() const { return events_; }
  [[nodiscard]] const std::string& head() const { return head_; }

 private:
  void line(const std::string& line);

  TestKey key_;
  std::string log_, head_, text_, lines_;
  std::uint64_t events_ = 0, site_events_ = 0;
};

// Every kind of part, and every occasion of a head.
std::string small_export();

}  // namespace golive::verify
