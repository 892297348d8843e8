// The judgement on an export (docs/audit.md): whether it is what was signed, and if not, which
// event is wrong and how. Pure; reads its bytes once, in the memory of the largest event.
#pragma once

#include <cstdint>
#include <string>

#include "verify/asked.h"
#include "verify/part_stream.h"

namespace golive::verify {

inline constexpr std::string_view first_line = "golive audit export 1";

enum class Verdict { holds, refuted, foreign };  // foreign: no export of golive's

struct Judgement {
  Verdict verdict = Verdict::foreign;
  std::string wrong;  // a sentence; empty if it holds
  // What was read up to there.
  std::string log, head, fingerprint;
  std::uint64_t events = 0, texts = 0, evidence = 0;
  std::string signers = {};  // of the heads in it; lines
};

Judgement judge(ReadBytes read, const Asked& asked);

// What a person is told: what was found, what that proves, and what it does not.
std::string to_text(const Judgement& judgement, const std::string& file, const Asked& asked);

// What the signature is of: the first line, and the hash of all lines before the signature's.
std::string signed_message(const std::string& lines_hash);

}  // namespace golive::verify
