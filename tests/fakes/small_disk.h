// SmallDisk: a small file system of its own, if the one who runs the tests may mount one.
#pragma once

#include <doctest/doctest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "tests/fakes/scratch_folder.h"

namespace golive {

class SmallDisk {
 public:
  explicit SmallDisk(const std::string& size) {
    const auto options = "size=" + size;
    mounted_ = ::mount("tmpfs", path().c_str(), "tmpfs", 0, options.c_str()) == 0;
    if (!mounted_) MESSAGE("SKIPPED: this test needs the right to mount a tmpfs");
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount2(path().c_str(), MNT_DETACH);
  }
  [[nodiscard]] bool mounted() const { return mounted_; }
  [[nodiscard]] const std::filesystem::path& path() const { return scratch_.path(); }
  // True if its size is now another.
  [[nodiscard]] bool resize(const std::string& size) const {
    return ::mount("", path().c_str(), "", MS_REMOUNT, ("size=" + size).c_str()) == 0;
  }
  [[nodiscard]] bool make_read_only() const {
    return ::mount("", path().c_str(), "", MS_REMOUNT | MS_RDONLY, "") == 0;
  }

 private:
  ScratchFolder scratch_;
  bool mounted_ = false;
};

}  // namespace golive
