#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "rim/secrets.h"
#include "tests/fakes/scratch_folder.h"
#include "tests/uv/test_loop.h"

namespace golive {
namespace {

using nlohmann::json;

struct Vault {
  TestLoop loop;
  ScratchFolder folder;
  KeeperLink keeper{loop.get(), {folder.path(), GOLIVE_KEEPER}, 1};
  std::unique_ptr<Secrets> secrets;
  int readied = 0;

  Vault(std::initializer_list<Secret> all)
      : secrets(std::make_unique<Secrets>(keeper, all, folder.path().string(),
                                          folder.path() / "sealed")) {}
  void prepare(const std::set<std::string>& needed = {}) {
    const int before = readied;
    secrets->prepare(needed, [this] { ++readied; });
    loop.run_until([&] { return readied > before; });
  }
  Result<json> fill(const std::string& id) const { return secrets->fill({{"$secret", id}}); }
};

TEST_CASE("secrets come from the environment, from files of the run's folder and from commands") {
  ::setenv("GOLIVE_TEST_SECRET", "correct horse", 1);
  Vault vault{{"a", "env:GOLIVE_TEST_SECRET"}, {"b", "file:b.txt"}, {"c", "command:./tell c.txt"}};
  std::ofstream(vault.folder.path() / "b.txt") << "battery staple\n";
  std::ofstream(vault.folder.path() / "tell") << "#!/bin/sh\necho \"told by $1\"\n";
  std::filesystem::permissions(vault.folder.path() / "tell", std::filesystem::perms::owner_all);
  vault.prepare();
  CHECK(*vault.fill("a") == "correct horse");
  CHECK(*vault.fill("b") == "battery staple");
  CHECK(*vault.fill("c") == "told by c.txt");
  CHECK(vault.secrets->redactor().redact("correct horse, battery staple, told by c.txt") ==
        "[redacted], [redacted], [redacted]");
  ::unsetenv("GOLIVE_TEST_SECRET");
}

TEST_CASE("handles are filled in wherever they stand in a value") {
  Vault vault{{"token", "file:token"}};
  std::ofstream(vault.folder.path() / "token") << "0123456789";
  vault.prepare();
  const json request{{"header", {{"$secret", "token"}, {"prefix", "Bearer "}, {"suffix", "!"}}},
                     {"list", {1, {{"$secret", "token"}}, nullptr}}};
  CHECK(secrets_in(request) == std::set<std::string>{"token"});
  CHECK(*vault.secrets->fill(request) ==
        json({{"header", "Bearer 0123456789!"}, {"list", {1, "0123456789", nullptr}}}));
}

TEST_CASE("a secret that cannot be read says which and why, and never its value") {
  Vault vault{{"none", "env:GOLIVE_TEST_NO_SUCH"},
              {"gone", "file:gone"},
              {"short", "file:short"},
              {"folder", "file:."},
              {"failing", "command:sh fail.sh"},
              {"missing", "command:./no-such-program"},
              {"odd", "vault/path"}};
  std::ofstream(vault.folder.path() / "short") << "hunter2\n";
  std::ofstream(vault.folder.path() / "fail.sh") << "echo correct horse; exit 4\n";
  vault.prepare();
  CHECK(vault.fill("none").error().what ==
        "secret none: the engine has no environment variable GOLIVE_TEST_NO_SUCH");
  CHECK(vault.fill("gone").error().what.starts_with("secret gone: there is no file "));
  CHECK(vault.fill("short").error().what.starts_with("secret short: "));
  CHECK(vault.fill("short").error().what.find("hunter2") == std::string::npos);
  CHECK_FALSE(vault.fill("folder"));
  CHECK(vault.fill("failing").error().what == "secret failing: its command ended with exit code 4");
  CHECK(vault.fill("missing").error().what.starts_with("secret missing: cannot start"));
  CHECK_FALSE(vault.fill("odd"));
  CHECK(vault.fill("unknown").error().what == "secret unknown: the plan has no such secret");
}

TEST_CASE("a secret is read once; one that could not be read is tried again when it is needed") {
  Vault vault{{"kept", "file:kept"}, {"late", "file:late"}};
  std::ofstream(vault.folder.path() / "kept") << "the first value";
  vault.prepare();
  std::ofstream(vault.folder.path() / "kept") << "another value";
  std::ofstream(vault.folder.path() / "late") << "better late";
  vault.prepare({"kept"});
  CHECK(*vault.fill("kept") == "the first value");
  CHECK_FALSE(vault.fill("late"));
  vault.prepare({"late"});
  CHECK(*vault.fill("late") == "better late");
}

TEST_CASE("whoever comes while secrets are being read waits with the others") {
  Vault vault{{"slow", "command:sh slow.sh"}};
  std::ofstream(vault.folder.path() / "slow.sh")
      << "echo x >> count; sleep 0.1; echo correct horse\n";
  for (int i = 0; i < 3; ++i)
    vault.secrets->prepare({"slow"}, [&] {
      ++vault.readied;
      CHECK(*vault.fill("slow") == "correct horse");
    });
  CHECK(vault.readied == 0);
  vault.loop.run_until([&] { return vault.readied == 3; });
  CHECK(std::filesystem::file_size(vault.folder.path() / "count") == 2);
}

}  // namespace
}  // namespace golive
