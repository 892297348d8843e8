// Audit exports: what is judged to hold is what was signed, byte by byte; and whatever stands
// there, the judgement has a verdict, and a sentence where it does not hold.
#include <algorithm>
#include <cstring>

#include "reader.h"
#include "tests/verify/written_export.h"
#include "verify/judge.h"

namespace golive::fuzz {
namespace {

const std::string& signed_export() {
  static const std::string text = verify::small_export();
  return text;
}

verify::Judgement judged_in_steps(std::string_view input, std::size_t step) {
  std::size_t at = 0;
  return verify::judge(
      [&](char* to, std::size_t most) {
        const auto count = std::min({most, step, input.size() - at});
        std::memcpy(to, input.data() + at, count);
        at += count;
        return count;
      },
      {});
}

bool read_export(std::string_view input) {
  const auto judgement = judged_in_steps(input, input.size() + 1);
  const bool holds = judgement.verdict == verify::Verdict::holds;
  hold(holds == judgement.wrong.empty(), "what is wrong is told, and nothing else is");
  hold(!holds || input == signed_export(), "what holds is what was signed");
  const auto again = judged_in_steps(input, 61);
  hold(again.wrong == judgement.wrong, "it does not matter in what pieces it comes");
  hold(!verify::to_text(judgement, "a file", {}).empty(), "there is something to be told");
  if (const auto kept = verify::read_kept_head(input))
    hold(kept->seq > 0 && kept->hash.size() == 64, "a kept head has a number and a hash");
  return holds;
}

}  // namespace

Reader export_reader() {
  return {"export",
          {signed_export()},
          {"golive audit export 1\n", "log ", "key ", "site ", "event ", "text ", "evidence ",
           "head ", "signature ", "\n", " 0\n", " 18446744073709551615\n", "head_signed",
           "audit_key_used", "\"of\":", "gate", "1:", ","},
          read_export};
}

}  // namespace golive::fuzz
