// golive-verify: whether an audit export is what was signed. Offline; needs OpenSSL's libcrypto
// and nothing else. Exit code: 0 it holds, 1 it does not, 2 no export of golive's, or wrong use.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "verify/digest.h"
#include "verify/judge.h"

namespace {

using golive::verify::Verdict;

constexpr int wrong_use = 2;

int complain(const std::string& what) {
  std::fprintf(stderr, "golive-verify: %s\n", what.c_str());
  return wrong_use;
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

// The fingerprint itself, or that of the public key (64 hex digits) in a file.
std::string pinned_fingerprint(const std::string& asked) {
  if (golive::verify::is_hex(asked, 64)) return asked;
  const File file(std::fopen(asked.c_str(), "rb"));
  char text[65] = {};
  if (!file || std::fread(text, 1, 64, file.get()) != 64) return {};
  return golive::verify::fingerprint(text);
}

int judge_file(const std::string& path, const std::string& pinned) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return complain(path + ": " + std::strerror(errno));
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  const auto read = [&](char* to, std::size_t most) { return std::fread(to, 1, most, file.get()); };
  const auto judgement = golive::verify::judge(read, pinned);
  if (std::ferror(file.get()) != 0) return complain(path + ": it cannot be read");
  const auto text = golive::verify::to_text(judgement, path, !pinned.empty());
  const bool holds = judgement.verdict == Verdict::holds;
  std::fputs(text.c_str(), holds ? stdout : stderr);
  if (std::fflush(stdout) != 0) return complain("the output takes no more");
  return holds ? 0 : judgement.verdict == Verdict::refuted ? 1 : wrong_use;
}

}  // namespace

int main(int count, char** words) {
  std::string file, pinned;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--key" && i + 1 < count) {
      pinned = pinned_fingerprint(words[++i]);
      if (pinned.empty())
        return complain(std::string(words[i]) +
                        ": neither a fingerprint nor a file with a public key");
    } else if (file.empty() && !word.empty() && word.front() != '-') {
      file = word;
    } else {
      file.clear();
      break;
    }
  }
  if (file.empty()) return complain("usage: golive-verify [--key FINGERPRINT|FILE] EXPORT");
  return judge_file(file, pinned);
}
