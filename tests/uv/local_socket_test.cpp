#include "uv/local_socket.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/fakes/scratch_folder.h"

namespace golive {
namespace {

TEST_CASE("a socket is its owner's alone, and replaces what was there") {
  const ScratchFolder folder;
  const auto path = folder.path() / "x.sock";
  std::ofstream(path) << "left over";
  const auto bound = bind_private(path);
  REQUIRE(bound);
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  CHECK(S_ISSOCK(found.st_mode));
  CHECK((found.st_mode & 0777) == 0600);
  REQUIRE(::listen(bound->get(), 1) == 0);
  CHECK(connect_to(path));
}

TEST_CASE("where nobody listens, nobody answers") {
  const ScratchFolder folder;
  const auto path = folder.path() / "x.sock";
  CHECK(connect_to(path).error().kind == ErrorKind::not_found);
  const auto bound = bind_private(path);
  CHECK(connect_to(path).error().kind == ErrorKind::not_found);
}

TEST_CASE("who takes no more calls is somebody all the same, and need not be waited for") {
  const ScratchFolder folder;
  const auto path = folder.path() / "x.sock";
  const auto bound = bind_private(path);
  REQUIRE(::listen(bound->get(), 0) == 0);
  const auto first = connect_to(path, false);
  REQUIRE(first);
  CHECK(connect_to(path, false).error().kind == ErrorKind::unavailable);
}

TEST_CASE("a path that is too long, or in no folder, is refused with the reason") {
  const auto longer = bind_private("/" + std::string(200, 'x'));
  CHECK(longer.error().kind == ErrorKind::invalid);
  CHECK(longer.error().what == "the data directory's path is too long for a socket in it");
  CHECK(connect_to("/" + std::string(200, 'x')).error().kind == ErrorKind::invalid);
  CHECK(bind_private("/no/such/folder/x.sock").error().what.find("No such file") !=
        std::string::npos);
}

}  // namespace
}  // namespace golive
