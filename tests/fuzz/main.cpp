// fuzz_readers SECONDS SEED [READER...]: broken input for each reader, for its share of the time.
// fuzz_readers --again READER FILE: one input that was left behind.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "trial.h"

using namespace golive::fuzz;

namespace {

constexpr int failed = 1, misused = 2;

int usage() {
  fmt::print(stderr,
             "usage: fuzz_readers SECONDS SEED [READER...]\n"
             "       fuzz_readers --again READER FILE\nreaders:");
  for (const auto& reader : readers()) fmt::print(stderr, " {}", reader.name);
  fmt::print(stderr, "\n");
  return misused;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::vector<Reader>> chosen(const std::vector<std::string_view>& names) {
  auto all = readers();
  if (names.empty()) return all;
  std::vector<Reader> some;
  for (const auto name : names) {
    const auto named = [&](const Reader& reader) { return reader.name == name; };
    const auto found = std::find_if(all.begin(), all.end(), named);
    if (found == all.end()) return std::nullopt;
    some.push_back(*found);
  }
  return some;
}

void report(const Reader& reader, std::uint64_t seed, const Verdict& verdict) {
  if (verdict.failure.empty()) {
    fmt::print("fuzz: {:10} {:8} inputs, {:7} accepted\n", reader.name, verdict.inputs,
               verdict.accepted);
    return;
  }
  const auto file = std::filesystem::absolute(fmt::format("{}-{}.input", reader.name, seed));
  std::ofstream(file, std::ios::binary) << verdict.input;
  fmt::print("fuzz: {:10} FAILED after {} inputs, seed {}: {}\n", reader.name, verdict.inputs, seed,
             verdict.failure);
  fmt::print("fuzz: the input is in {}; again: fuzz_readers --again {} {}\n", file.string(),
             reader.name, file.string());
}

int fuzz(std::uint64_t seconds, std::uint64_t seed, const std::vector<Reader>& some) {
  const auto share = std::chrono::milliseconds(seconds * 1000 / some.size());
  bool good = true;
  for (const auto& reader : some) {
    const auto verdict = try_reader(reader, seed, share);
    report(reader, seed, verdict);
    good = good && verdict.failure.empty();
  }
  return good ? 0 : failed;
}

int again(const Reader& reader, const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return usage();
  const std::string input((std::istreambuf_iterator<char>(stream)), {});
  const auto verdict = try_input(reader, input);
  fmt::print(
      "fuzz: {}: {}\n", reader.name,
      verdict.failure.empty() ? verdict.accepted > 0 ? "accepted" : "refused" : verdict.failure);
  return verdict.failure.empty() ? 0 : failed;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  if (words.size() < 2) return usage();
  if (words[0] == "--again") {
    const auto reader = chosen({words[1]});
    return reader && words.size() == 3 ? again(reader->front(), std::string(words[2])) : usage();
  }
  const auto seconds = number(words[0]), seed = number(words[1]);
  const auto some = chosen({words.begin() + 2, words.end()});
  return seconds && seed && some ? fuzz(*seconds, *seed, *some) : usage();
}
