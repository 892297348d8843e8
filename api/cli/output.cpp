#include "api/cli/output.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include "api/cli/families.h"
#include "api/cli/terminal.h"

namespace golive::cli {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_be_opened(const std::string& path, int number) {
  return fail(ErrorKind::invalid, std::string("the file cannot be opened: ") + strerror(number),
              path, "check that its folder is there, and its rights");
}

tl::unexpected<Error> cannot_be_written(const std::string& path, int number) {
  return fail(ErrorKind::storage, std::string("the file cannot be written: ") + strerror(number),
              path, "make room on its disk; nothing was left behind");
}

// 0, or what was wrong.
int write_all(int handle, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto written = ::write(handle, text.data() + at, text.size() - at);
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) at += static_cast<std::size_t>(written);
  }
  return 0;
}

Result<void> write_to(const std::string& file, const std::string& path, int flags,
                      const Make& make) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666);
  if (handle < 0) return cannot_be_opened(path, errno);
  auto made = make([&](std::string_view piece) -> Result<void> {
    const int wrong = write_all(handle, piece);
    if (wrong != 0) return cannot_be_written(path, wrong);
    return {};
  });
  int wrong = 0;
  // A device or a pipe has no fsync.
  if (made && (flags & O_CREAT) != 0 && ::fsync(handle) != 0) wrong = errno;
  if (::close(handle) != 0 && wrong == 0) wrong = errno;
  if (made && wrong != 0) return cannot_be_written(path, wrong);
  return made;
}

tl::unexpected<Error> takes_no_more() {
  return fail(ErrorKind::storage, std::string("the output takes no more: ") + strerror(errno),
              "stdout", "make room, or name a file by -o");
}

Result<void> print(std::string_view text) {
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return whole ? Result<void>() : takes_no_more();
}

struct CloseSpool {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

Result<void> write_whole(const std::string& path, const std::string& text) {
  return write_whole(path, [&](const Put& put) { return put(text); });
}

Result<void> make_whole(const std::string& path, const Make& make) {
  if (!path.empty()) return write_whole(path, make);
  const std::unique_ptr<std::FILE, CloseSpool> spool(std::tmpfile());
  if (!spool) return cannot_be_written("a temporary file", errno);
  const auto made = make([&](std::string_view piece) -> Result<void> {
    if (std::fwrite(piece.data(), 1, piece.size(), spool.get()) == piece.size()) return {};
    return cannot_be_written("a temporary file", errno);
  });
  if (!made) return made;
  if (std::fflush(spool.get()) != 0) return cannot_be_written("a temporary file", errno);
  std::rewind(spool.get());
  std::vector<char> piece(std::size_t{64} << 10);
  while (const auto size = std::fread(piece.data(), 1, piece.size(), spool.get()))
    if (auto printed = print({piece.data(), size}); !printed) return printed;
  if (std::ferror(spool.get()) != 0) return cannot_be_written("a temporary file", errno);
  return std::fflush(stdout) == 0 ? Result<void>() : takes_no_more();
}

Result<void> write_whole(const std::string& path, const Make& make) {
  std::error_code ignored;
  const auto status = fs::status(path, ignored);
  if (fs::is_directory(status))
    return fail(ErrorKind::invalid, "it is a folder", path, "name a file in it");
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_to(path, path, 0, make);
  // A link stays a link: what it leads to is replaced.
  const auto target = fs::is_symlink(fs::symlink_status(path, ignored))
                          ? fs::weakly_canonical(path, ignored).string()
                          : path;
  const auto draft = target + ".draft-" + std::to_string(::getpid());
  auto written = write_to(draft, path, O_CREAT | O_EXCL, make);
  if (written && ::rename(draft.c_str(), target.c_str()) != 0)
    written = cannot_be_opened(path, errno);
  if (!written) ::unlink(draft.c_str());
  return written;
}

int hand_out(const std::string& path, const std::string& text) {
  if (path.empty()) {
    auto printed = print(text);
    if (printed && std::fflush(stdout) != 0) printed = takes_no_more();
    return printed ? exit_done : failed(printed.error());
  }
  const auto written = write_whole(path, text);
  return written ? exit_done : failed(written.error());
}

}  // namespace golive::cli
