// verify: `golive-verify` on the export of a log of a million events, as a run with many effects
// has them; floor: SHA-256 of the same bytes, in one piece.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <fstream>
#include <vector>

#include "figures.h"
#include "ground.h"
#include "sample.h"
#include "tests/verify/written_export.h"
#include "verify/digest.h"

extern char** environ;

namespace golive::bench {
namespace {

constexpr int times_verified = 5;
constexpr std::uint64_t exported_events = 1'000'000;
constexpr auto as_many = static_cast<double>(exported_events);

void write_export(const std::filesystem::path& folder) {
  verify::WrittenExport file("bench-1");
  for (int i = 0; file.events() < exported_events; ++i) {
    const auto attempt = R"("item":12,"key":")" + std::to_string(i) + R"(",)";
    file.event("effect_requested",
               R"({"attempt":1,"effect":"exec",)" + attempt +
                   R"("request":"{\"argv\":[\"./migrate\",\"up\",\"--target\",\"v42\"],)" +
                   R"(\"cwd\":\"/srv/shop\",\"ok\":[0],\"timeout\":\"15m\"}","slot":"run"})");
    file.event("effect_finished",
               R"({"attempt":1,)" + attempt +
                   R"("outcome":"{\"code\":0,\"stderr\":\"\",\"stdout\":\"migration 42 was )" +
                   R"(applied in 812 ms, and nothing is left to be done\"}","slot":"run"})");
  }
  std::ofstream(folder / "bench.audit", std::ios::binary) << file.ended();
}

double hashed_per_second(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::vector<char> piece(std::size_t{256} << 10);
  verify::Digest digest;
  const Stopwatch watch;
  while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())), stream.gcount() > 0)
    digest.add({piece.data(), static_cast<std::size_t>(stream.gcount())});
  digest.hex();
  return as_many / watch.seconds();
}

double verified_per_second(const std::filesystem::path& file) {
  std::string program = Ground::program("golive-verify").string(), path = file.string();
  char* words[] = {program.data(), path.data(), nullptr};
  posix_spawn_file_actions_t silent;
  posix_spawn_file_actions_init(&silent);
  posix_spawn_file_actions_addopen(&silent, 1, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const Stopwatch watch;
  const int wrong = posix_spawn(&child, words[0], &silent, nullptr, words, environ);
  posix_spawn_file_actions_destroy(&silent);
  if (wrong != 0) throw std::runtime_error("golive-verify cannot be started");
  int status = 0;
  ::waitpid(child, &status, 0);
  if (status != 0) throw std::runtime_error("the export does not hold: see " + path);
  return as_many / watch.seconds();
}

}  // namespace

std::vector<Measured> measure_verify() {
  const auto file = Ground::kept("verify", write_export) / "bench.audit";
  const auto measured = by_turns(
      times_verified, [&] { return hashed_per_second(file); },
      [&] { return verified_per_second(file); });
  return {measured, {measured.value}};
}

}  // namespace golive::bench
