#include "tests/verify/written_export.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>

#include "verify/digest.h"

namespace golive::verify {
namespace {

const std::string written_at = "2027-01-15T07:00:00.000Z";

std::string hex_of(const unsigned char* bytes, std::size_t count) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

}  // namespace

std::string hash_of(const std::string& bytes) {
  Digest digest;
  digest.add(bytes);
  return digest.hex();
}

std::string sized(std::string_view text) {
  return std::to_string(text.size()).append(":").append(text).append(",");
}

TestKey::TestKey(unsigned char seed) {
  std::array<unsigned char, 32> bytes{};
  bytes.fill(seed);
  key_.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes.data(), bytes.size()),
             EVP_PKEY_free);
  if (!key_) std::abort();
}

std::string TestKey::public_half() const {
  std::array<unsigned char, 32> bytes{};
  auto size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(key_.get(), bytes.data(), &size) != 1) std::abort();
  return hex_of(bytes.data(), size);
}

std::string TestKey::sign(const std::string& message) const {
  std::array<unsigned char, 64> bytes{};
  auto size = bytes.size();
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                   EVP_MD_CTX_free);
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), bytes.data(), &size,
                     reinterpret_cast<const unsigned char*>(message.data()), message.size()) != 1)
    std::abort();
  return hex_of(bytes.data(), size);
}

WrittenExport::WrittenExport(const std::string& log, unsigned char seed)
    : key_(seed), log_(log), head_(hash_of(sized("golive log") + sized(log))) {
  line("golive audit export 1");
  part("log", log);
  part("key", key_.public_half());
}

void WrittenExport::site_key(const TestKey& key, const TestKey* former, bool is_vouched_for) {
  const auto message = sized("golive key") + sized(key.public_half());
  const auto body = R"({"former":")" + (former ? former->public_half() : "") + R"(","key":")" +
                    key.public_half() + R"(","vouched_for":")" +
                    (former && is_vouched_for ? former->sign(message) : "") + R"("})";
  part("site", sized(hash_of("the site")) + sized(std::to_string(++site_events_)) +
                   sized(written_at) + sized("audit_key_used") + sized("engine") + sized("") +
                   sized(body));
}

void WrittenExport::event(const std::string& kind, const std::string& body) {
  const auto bytes = sized(head_) + sized(std::to_string(++events_)) + sized(written_at) +
                     sized(kind) + sized("amélie") + sized("rest") + sized(body);
  part("event", bytes);
  head_ = hash_of(bytes);
}

void WrittenExport::head_signed(const TestKey& key, const std::string& occasion) {
  const auto of = std::to_string(events_);
  const auto message =
      sized("golive head") + sized(log_) + sized(of) + sized(head_) + sized(written_at);
  event("head_signed", R"({"head":")" + head_ + R"(","key":")" + key.public_half() +
                           R"(","occasion":")" + occasion + R"(","of":)" + of +
                           R"(,"signature":")" + key.sign(message) + R"("})");
}

void WrittenExport::part(const std::string& kind, const std::string& content) {
  line(kind + " " + hash_of(content) + " " + std::to_string(content.size()));
  text_ += content + "\n";
}

std::string WrittenExport::ended(int texts, int evidence) {
  part("head", std::to_string(events_) + " " + std::to_string(texts) + " " +
                   std::to_string(evidence) + " " + head_);
  const auto message = "golive audit export 1\n" + hash_of(lines_);
  return text_ + "signature " + key_.sign(message) + "\n";
}

void WrittenExport::line(const std::string& line) {
  lines_ += line + "\n";
  text_ += line + "\n";
}

std::string small_export() {
  WrittenExport file("demo-1");
  const TestKey former(7);
  file.site_key(former);
  file.site_key(file.key(), &former);
  file.event("run_paused", "{}");
  file.head_signed(former, "day");
  file.event("gate_approved", R"({"gate":3})");
  file.head_signed(file.key(), "gate");
  file.event("run_completed", "{}");
  file.head_signed(file.key(), "end");
  file.part("text", "return plan \"shop\" {}");
  file.part("evidence", "seen and signed");
  return file.ended(1, 1);
}

}  // namespace golive::verify
