#include "api/signing_key.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace golive {
namespace {

std::string key_hex(const unsigned char* bytes, std::size_t count) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

tl::unexpected<Error> key_trouble(const std::filesystem::path& file, const std::string& what) {
  return fail(ErrorKind::invalid, "the signing key " + what, file.string(),
              "name another file by --key-file or GOLIVE_AUDIT_KEY");
}

// Refuses to be asked: a key with a passphrase is none that golive can use unattended.
int no_passphrase(char*, int, int, void*) { return -1; }

}  // namespace

void SigningKey::Release::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

Result<SigningKey> SigningKey::read(const std::filesystem::path& file) {
  const OpenFile open(std::fopen(file.c_str(), "rbe"));
  if (!open) return key_trouble(file, std::string("cannot be read: ") + std::strerror(errno));
  struct stat status {};
  if (::fstat(::fileno(open.get()), &status) != 0 || !S_ISREG(status.st_mode))
    return key_trouble(file, "is not a file");
  if ((status.st_mode & 077) != 0)
    return fail(ErrorKind::invalid, "the signing key may be read by others", file.string(),
                "chmod 600 it; who has seen it can sign in its name");
  Owned key(PEM_read_PrivateKey(open.get(), nullptr, no_passphrase, nullptr));
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
    return key_trouble(file, "is no Ed25519 key in PEM without a passphrase");
  return SigningKey(std::move(key));
}

Result<void> SigningKey::make(const std::filesystem::path& file) {
  const Owned key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  // Without random numbers there is no key worth having.
  if (!key) std::abort();
  const auto draft = file.string() + ".draft-" + std::to_string(::getpid());
  const int handle = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0) return key_trouble(file, std::string("cannot be made: ") + std::strerror(errno));
  OpenFile open(::fdopen(handle, "wb"));
  bool whole = open && PEM_write_PrivateKey(open.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                            nullptr) == 1;
  whole = whole && std::fflush(open.get()) == 0 && ::fsync(handle) == 0;
  // Who was first is kept: a link never replaces what is there.
  if (whole && ::link(draft.c_str(), file.c_str()) != 0) whole = errno == EEXIST;
  const int number = errno;
  ::unlink(draft.c_str());
  if (!whole) return key_trouble(file, std::string("cannot be made: ") + std::strerror(number));
  return {};
}

Result<SigningKey> SigningKey::open_or_make(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 && errno == ENOENT)
    if (const auto made = make(file); !made) return tl::unexpected<Error>(made.error());
  return read(file);
}

std::string SigningKey::public_key() const {
  std::array<unsigned char, 32> bytes{};
  auto size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(key_.get(), bytes.data(), &size) != 1) std::abort();
  return key_hex(bytes.data(), size);
}

std::string SigningKey::sign(std::string_view message) const {
  std::array<unsigned char, 64> bytes{};
  auto size = bytes.size();
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), bytes.data(), &size,
                     reinterpret_cast<const unsigned char*>(message.data()), message.size()) != 1)
    std::abort();
  return key_hex(bytes.data(), size);
}

}  // namespace golive
