#include "ground.h"

#include <fstream>

namespace golive::bench {
namespace fs = std::filesystem;
namespace {

fs::path self() { return fs::read_symlink("/proc/self/exe"); }
fs::path build() { return self().parent_path().parent_path(); }

}  // namespace

fs::path Ground::fresh() {
  static int number = 0;
  const auto folder = build() / "bench" / "now" / std::to_string(++number);
  fs::create_directories(folder);
  return folder;
}

fs::path Ground::kept(const std::string& name, const std::function<void(const fs::path&)>& make) {
  const auto folder = build() / "bench" / name, stamp = folder / "made";
  if (fs::exists(stamp) && fs::last_write_time(stamp) > fs::last_write_time(self())) return folder;
  fs::remove_all(folder);
  fs::create_directories(folder);
  make(folder);
  std::ofstream{stamp};
  return folder;
}

void Ground::sweep() { fs::remove_all(build() / "bench" / "now"); }

fs::path Ground::results() { return build() / "bench.jsonl"; }

fs::path Ground::program(const std::string& name) { return self().parent_path() / name; }

}  // namespace golive::bench
