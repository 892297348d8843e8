// golive-verify: whether an audit export is what was signed. Offline; needs OpenSSL's libcrypto
// and nothing else. Exit code: 0 it holds, 1 it does not, 2 no export of golive's, or wrong use.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "verify/asked.h"
#include "verify/judge.h"

namespace {

using golive::verify::Asked;
using golive::verify::Verdict;

constexpr int wrong_use = 2;
constexpr const char* usage =
    "usage: golive-verify [--key FINGERPRINT|FILE] [--head NUMBER:HASH]... EXPORT";

int complain(const std::string& what) {
  std::fprintf(stderr, "golive-verify: %s\n", what.c_str());
  return wrong_use;
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

int judge_file(const std::string& path, const Asked& asked) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return complain(path + ": " + std::strerror(errno));
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  const auto read = [&](char* to, std::size_t most) { return std::fread(to, 1, most, file.get()); };
  const auto judgement = golive::verify::judge(read, asked);
  if (std::ferror(file.get()) != 0) return complain(path + ": it cannot be read");
  const auto text = golive::verify::to_text(judgement, path, asked);
  const bool holds = judgement.verdict == Verdict::holds;
  std::fputs(text.c_str(), holds ? stdout : stderr);
  if (std::fflush(stdout) != 0) return complain("the output takes no more");
  return holds ? 0 : judgement.verdict == Verdict::refuted ? 1 : wrong_use;
}

}  // namespace

int main(int count, char** words) {
  std::string file;
  Asked asked;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--help") return std::puts(usage) < 0 ? wrong_use : 0;
    if (word == "--key" && i + 1 < count) {
      asked.pinned = golive::verify::pinned_fingerprint(words[++i]);
      if (asked.pinned.empty())
        return complain(std::string(words[i]) +
                        ": neither a fingerprint nor a file with a public key");
    } else if (word == "--head" && i + 1 < count) {
      const auto kept = golive::verify::read_kept_head(words[++i]);
      if (!kept)
        return complain(std::string(words[i]) +
                        ": no head as a notice or a report prints it, NUMBER:HASH");
      asked.kept.push_back(*kept);
    } else if (file.empty() && !word.empty() && word.front() != '-') {
      file = word;
    } else {
      file.clear();
      break;
    }
  }
  if (file.empty()) return complain(usage);
  return judge_file(file, asked);
}
