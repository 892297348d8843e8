#include "api/runbook_folder.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/limits.h"

using namespace golive;
namespace fs = std::filesystem;

namespace {

// A folder that is gone with its test.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("golive-folder-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  void write(const fs::path& name, const std::string& text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
  }
};

std::string refusal(const fs::path& runbook) {
  const auto read = read_runbook(runbook);
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == ErrorKind::unloadable);
  return read.error().what;
}

}  // namespace

TEST_CASE("a folder's runbook is its Lua files and nothing else") {
  const Folder folder;
  folder.write("runbook.lua", "return 1");
  folder.write("lib/smoke.lua", "return 2");
  folder.write("README.md", "text");
  folder.write(".git/hook.lua", "return 3");
  const auto read = read_runbook(folder.path);
  REQUIRE(read);
  CHECK(read->folder == fs::canonical(folder.path));
  CHECK(read->text.main == "runbook.lua");
  CHECK(read->text.files == std::map<std::string, std::string>{{"lib/smoke.lua", "return 2"},
                                                               {"runbook.lua", "return 1"}});
  CHECK(read_runbook(folder.path / "runbook.lua")->text.files.size() == 2);
}

TEST_CASE("texts that a runbook may name are taken along, and others are nobody's error") {
  const Folder folder;
  folder.write("runbook.lua", "return 1");
  folder.write("cal/company.txt", "2027-05-07");
  folder.write("large.txt", std::string(limits::holiday_file_bytes + 1, ' '));
  folder.write("latin.txt", "\xE9t\xE9");
  fs::create_symlink("/etc/hostname", folder.path / "out.txt");
  const auto read = read_runbook(folder.path);
  REQUIRE(read);
  CHECK(read->text.files == std::map<std::string, std::string>{{"cal/company.txt", "2027-05-07"},
                                                               {"runbook.lua", "return 1"}});
}

TEST_CASE("a single file is a runbook by itself") {
  const Folder folder;
  folder.write("tiny.lua", "return 1");
  folder.write("other.lua", "return 2");
  const auto read = read_runbook(folder.path / "tiny.lua");
  REQUIRE(read);
  CHECK(read->text.main == "tiny.lua");
  CHECK(read->text.files.size() == 1);
}

TEST_CASE("what is no runbook is refused with a reason") {
  const Folder folder;
  CHECK(refusal(folder.path / "nowhere") == "there is no such runbook");
  CHECK(refusal(folder.path) == "the folder has no runbook.lua");
  folder.write("plan.txt", "text");
  CHECK(refusal(folder.path / "plan.txt") ==
        "a runbook is a folder with runbook.lua, or a .lua file");
}

TEST_CASE("a link out of the folder and a file too large are refused") {
  const Folder folder;
  folder.write("runbook/runbook.lua", "return 1");
  folder.write("secret.lua", "return 2");
  fs::create_symlink(folder.path / "secret.lua", folder.path / "runbook/lib.lua");
  CHECK(refusal(folder.path / "runbook") ==
        "the file is a link that leads out of the runbook's folder");
  fs::remove(folder.path / "runbook/lib.lua");
  folder.write("runbook/large.lua", std::string(limits::runbook_file_bytes + 1, '-'));
  CHECK(refusal(folder.path / "runbook") == "the file is larger than a runbook may be");
}
