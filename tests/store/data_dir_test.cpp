#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

#include "store/data_dir.h"
#include "tests/fakes/scratch_folder.h"

namespace golive {
namespace {

mode_t mode_of(const std::filesystem::path& path) {
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  return found.st_mode & 0777;
}

TEST_CASE("a new data directory is for its owner alone") {
  ScratchFolder scratch;
  const auto dir = DataDir::create(scratch.path() / "a" / "b");
  REQUIRE(dir);
  CHECK(mode_of(dir->path()) == 0700);
  CHECK(dir->database() == scratch.path() / "a" / "b" / "golive.db");
  CHECK(DataDir::create(dir->path()));
}

TEST_CASE("a reader makes no data directory") {
  ScratchFolder scratch;
  const auto dir = DataDir::find(scratch.path() / "none");
  REQUIRE_FALSE(dir);
  CHECK(dir.error().kind == ErrorKind::not_found);
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "none"));
}

TEST_CASE("a file is no data directory") {
  ScratchFolder scratch;
  std::ofstream(scratch.path() / "file") << "x";
  CHECK_FALSE(DataDir::create(scratch.path() / "file"));
  CHECK_FALSE(DataDir::create(scratch.path() / "file" / "below"));
}

TEST_CASE("a folder that everybody may write to is refused") {
  ScratchFolder scratch;
  const auto open = scratch.path() / "open";
  std::filesystem::create_directory(open);
  REQUIRE(::chmod(open.c_str(), 0777) == 0);
  const auto dir = DataDir::create(open);
  REQUIRE_FALSE(dir);
  CHECK(dir.error().way_out == "chmod o-w " + open.string());
}

TEST_CASE("a path too long for a socket is refused before anything is made") {
  ScratchFolder scratch;
  const auto deep = scratch.path() / std::string(100, 'x');
  CHECK_FALSE(DataDir::create(deep));
  CHECK_FALSE(std::filesystem::exists(deep));
}

}  // namespace
}  // namespace golive
