// A file that a form of the board brings becomes evidence: its parts go to the engine, then the
// command that names them, with the visitor's token.
#include <nlohmann/json.hpp>

#include "api/board/telling.h"
#include "base/base64.h"
#include "base/limits.h"
#include "base/sha256.h"

namespace golive::board {
namespace {

Result<void> upload_file(const Visit& visit, const std::string& upload, std::string_view content) {
  std::size_t at = 0;
  do {
    const auto part = content.substr(at, limits::evidence_part_bytes);
    const auto taken = visit.engine.ask({{"op", "upload"},
                                         {"upload", upload},
                                         {"at", at},
                                         {"content", to_base64(part)},
                                         {"token", visit.token},
                                         {"from", "board " + visit.request.client}});
    if (!taken) return tl::unexpected<Error>(taken.error());
    at += part.size();
  } while (at < content.size());
  return {};
}

}  // namespace

rest::HttpResponse attach_file(const Visit& visit) {
  const auto form = form_of(visit.request).value_or(Form{});
  const auto name = field(form, "file.name");
  if (name.empty())
    return refusal(visit, {ErrorKind::invalid, visit.words.word("board", "no_file"), {}, {}});
  const auto upload = random_token();
  if (const auto sent = upload_file(visit, upload, field(form, "file")); !sent)
    return refusal(visit, sent.error());
  const auto answer = visit.engine.ask({{"op", "command"},
                                        {"run", visit.parameters.at("run")},
                                        {"name", "add-evidence"},
                                        {"fields",
                                         {{"item", field(form, "item")},
                                          {"title", field(form, "title")},
                                          {"file", name},
                                          {"upload", upload}}},
                                        {"token", visit.token},
                                        {"from", "board " + visit.request.client}});
  if (!answer) return refusal(visit, answer.error());
  return see_other(back_to(visit, form, "add-evidence", answer->at("seq")));
}

}  // namespace golive::board
