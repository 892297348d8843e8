// A report on the board: the document itself, as a page of its own.
#include "api/board/visit.h"
#include "api/rest/report_answer.h"
#include "api/rest/target.h"

namespace golive::board {

rest::HttpResponse show_report_page(const Visit& visit) {
  const auto seq = rest::number_in(visit.query, "seq", 0);
  if (!seq) return refusal(visit, seq.error());
  ReportWish wish;
  wish.kind = visit.parameters.at("kind");
  wish.seq = *seq;
  wish.day = asked(visit, "day");
  if (visit.language_chosen) wish.language = visit.words.language();
  auto answer = rest::report_answer(visit.door, visit.parameters.at("run"), wish);
  if (!answer) return refusal(visit, answer.error());
  answer->headers.emplace_back("X-Frame-Options", "DENY");
  answer->headers.emplace_back("Referrer-Policy", "same-origin");
  return *std::move(answer);
}

}  // namespace golive::board
