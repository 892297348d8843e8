#include "api/head_signing.h"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

namespace golive {
namespace {

constexpr const char* key_file_name = "audit_key.pem";

// The key before may still lie beside the data, there or as somebody has put it aside.
std::string vouched_by(const DataDir& dir, const std::string& former, const std::string& message) {
  for (const char* suffix : {"", ".old"}) {
    const auto file = dir.path() / (std::string(key_file_name) + suffix);
    const auto key = SigningKey::read(file);
    if (key && key->public_key() == former) return key->sign(message);
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<SigningKey>> sign_heads(Engine& engine, const DataDir& dir,
                                               const std::filesystem::path& file,
                                               spdlog::logger& log) {
  auto key = SigningKey::open_or_make(file.empty() ? dir.path() / key_file_name : file);
  if (!key) {
    const auto line = to_line(key.error());
    log.error("heads of logs are not signed: {}", line);
    fmt::print(stderr, "golive: heads of logs are not signed: {}\n", line);
    return nullptr;
  }
  auto signer = std::make_unique<SigningKey>(*std::move(key));
  const auto vouch = [&](const std::string& former, const std::string& message) {
    auto vouched_for = vouched_by(dir, former, message);
    if (vouched_for.empty())
      log.warn("heads of logs are signed by another key than before, which does not vouch for it");
    return vouched_for;
  };
  if (auto done = engine.sign_by(*signer, vouch); !done) return tl::unexpected(done.error());
  return signer;
}

}  // namespace golive
