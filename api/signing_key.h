// SigningKey: the Ed25519 key that heads of logs and audit exports are signed by. It lies in a file
// of its own (PKCS #8, PEM), readable by its owner alone. Not copied anywhere, and shown to nobody.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "port/head_signer.h"

struct evp_pkey_st;

namespace golive {

class SigningKey final : public HeadSigner {
 public:
  // Made if the file is not there; two who make it at once get the same. Refused: a key that
  // others may read, and a file that holds none.
  static Result<SigningKey> open_or_make(const std::filesystem::path& file);

  // One that is there; never made.
  static Result<SigningKey> read(const std::filesystem::path& file);

  [[nodiscard]] std::string public_key() const override;
  [[nodiscard]] std::string sign(std::string_view message) const override;

 private:
  struct Release {
    void operator()(evp_pkey_st* key) const;
  };
  using Owned = std::unique_ptr<evp_pkey_st, Release>;
  explicit SigningKey(Owned key) : key_(std::move(key)) {}
  static Result<void> make(const std::filesystem::path& file);

  Owned key_;
};

}  // namespace golive
