#include "verify/judge.h"

#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "verify/digest.h"

namespace golive::verify {
namespace {

std::string hash_of(const std::string& bytes) {
  Digest digest;
  digest.add(bytes);
  return digest.hex();
}

std::string hex_of(const unsigned char* bytes, std::size_t count) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

std::string sized(const std::string& text) {
  return std::to_string(text.size()) + ":" + text + ",";
}

// An export written from docs/audit.md alone.
class Written {
 public:
  Written() : key_(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")) {
    line("golive audit export 1");
  }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  ~Written() { EVP_PKEY_free(key_); }

  std::string key() const {
    std::array<unsigned char, 32> bytes{};
    auto size = bytes.size();
    REQUIRE(EVP_PKEY_get_raw_public_key(key_, bytes.data(), &size) == 1);
    return hex_of(bytes.data(), size);
  }
  void part(const std::string& kind, const std::string& content) {
    line(kind + " " + hash_of(content) + " " + std::to_string(content.size()));
    text_ += content + "\n";
  }
  std::string ended() {
    std::array<unsigned char, 64> bytes{};
    auto size = bytes.size();
    const auto message = "golive audit export 1\n" + hash_of(lines_);
    auto* context = EVP_MD_CTX_new();
    REQUIRE(EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key_) == 1);
    REQUIRE(EVP_DigestSign(context, bytes.data(), &size,
                           reinterpret_cast<const unsigned char*>(message.data()),
                           message.size()) == 1);
    EVP_MD_CTX_free(context);
    return text_ + "signature " + hex_of(bytes.data(), size) + "\n";
  }

 private:
  void line(const std::string& line) {
    lines_ += line + "\n";
    text_ += line + "\n";
  }
  EVP_PKEY* key_;
  std::string text_, lines_;
};

std::string small_export() {
  Written file;
  file.part("log", "demo-1");
  file.part("key", file.key());
  auto head = hash_of(sized("golive log") + sized("demo-1"));
  const std::string at = "2027-01-15T07:00:00.000Z";
  for (const std::string seq : {"1", "2", "3"}) {
    const auto event = sized(head) + sized(seq) + sized(at) + sized("run_paused") +
                       sized("amélie") + sized("rest") + sized("{}");
    file.part("event", event);
    head = hash_of(event);
  }
  file.part("text", "return plan \"shop\" {}");
  file.part("evidence", "seen and signed");
  file.part("head", "3 1 1 " + head);
  return file.ended();
}

// `step`: how much each reading gives at most.
Judgement judged(const std::string& text, std::size_t step = 1'000'000) {
  std::size_t at = 0;
  return judge(
      [&](char* to, std::size_t most) {
        const auto count = std::min({most, step, text.size() - at});
        std::memcpy(to, text.data() + at, count);
        at += count;
        return count;
      },
      {});
}

}  // namespace

TEST_CASE("an export written from its documentation holds, in whatever pieces it comes") {
  const auto text = small_export();
  for (const std::size_t step : {1, 7, 100'000}) {
    const auto found = judged(text, step);
    CHECK(found.wrong.empty());
    CHECK(found.verdict == Verdict::holds);
    CHECK(found.events == 3);
    CHECK(found.log == "demo-1");
  }
}

TEST_CASE("every change of a single bit of an export is found") {
  const auto text = small_export();
  std::vector<std::size_t> passed;
  for (std::size_t place = 0; place < text.size(); ++place)
    for (int bit = 0; bit < 8; ++bit) {
      auto changed = text;
      changed[place] = static_cast<char>(changed[place] ^ (1 << bit));
      if (judged(changed).verdict == Verdict::holds) passed.push_back(place);
    }
  CHECK(passed.empty());
}

TEST_CASE("every byte of an export that is removed or doubled, and every end cut off, is found") {
  const auto text = small_export();
  std::vector<std::size_t> passed;
  for (std::size_t place = 0; place < text.size(); ++place) {
    auto removed = text, doubled = text;
    removed.erase(place, 1);
    doubled.insert(place, 1, text[place]);
    for (const auto& changed : {removed, doubled, text.substr(0, place)})
      if (judged(changed).verdict == Verdict::holds) passed.push_back(place);
  }
  CHECK(passed.empty());
}

}  // namespace golive::verify
