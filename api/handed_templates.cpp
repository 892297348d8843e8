#include "api/handed_templates.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

namespace golive {
namespace {

tl::unexpected<Error> refused(const char* what) {
  return fail(ErrorKind::unavailable, std::string(what) + ": " + std::strerror(errno));
}

}  // namespace

Result<int> hand_over(const Templates& templates) {
  const int file = memfd_create("golive-templates", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return refused("templates cannot be handed to the door");
  const auto text = nlohmann::json{{"folder", templates.folder()}, {"own", templates.own()}}.dump();
  for (std::size_t written = 0; written < text.size();) {
    const auto count = write(file, text.data() + written, text.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      close(file);
      return refused("templates cannot be handed to the door");
    }
    written += static_cast<std::size_t>(count);
  }
  // A door that a stranger has taken over cannot change what the next one is given.
  fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  return file;
}

Result<Templates> handed_templates(int file) {
  std::string text;
  std::array<char, 1 << 16> chunk{};
  while (true) {
    const auto count = pread(file, chunk.data(), chunk.size(), static_cast<off_t>(text.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return refused("the engine's templates cannot be read");
    if (count == 0) break;
    text.append(chunk.data(), static_cast<std::size_t>(count));
  }
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("own"))
    return fail(ErrorKind::invalid, "what the engine has handed over are no templates");
  return Templates(json.value("folder", std::string()), json.at("own").get<Templates::Files>());
}

}  // namespace golive
