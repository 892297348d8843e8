#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/rest/door.h"
#include "api/rest/endpoints.h"
#include "api/rest/engine_link.h"
#include "api/rest/target.h"
#include "view/evidence_view.h"

namespace golive::rest {
namespace {

Error no_such_file(const std::string& sha256) {
  return {ErrorKind::not_found, "the run has no evidence " + sha256, "sha256",
          "see which there is: GET /api/v1/runs/RUN/evidence"};
}

Result<std::string> part_of(const std::filesystem::path& path, std::uint64_t at) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(at));
  std::string bytes(evidence_answer_bytes, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad() || (file.fail() && !file.eof()))
    return fail(ErrorKind::unavailable, "the file cannot be read");
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

}  // namespace

Result<HttpResponse> upload_part(const Call& call) {
  auto fields = parse_json_object(call.request.body);
  if (!fields) return tl::unexpected<Error>(fields.error());
  for (const char* ours : {"op", "token", "from", "once"})
    if (fields->contains(ours))
      return fail(ErrorKind::invalid, "there is no such field", ours, "send upload, at, content");
  fields->update(
      {{"op", "upload"}, {"token", call.token}, {"from", "rest " + call.request.client}});
  const auto answer = call.engine.ask(*fields);
  if (!answer) return tl::unexpected<Error>(answer.error());
  const nlohmann::json done{{"bytes", answer->at("bytes")}};
  return HttpResponse{200, done.dump() + "\n"};
}

Result<HttpResponse> list_evidence(const Call& call) {
  if (const auto query = parse_query(call.request.query, {}); !query)
    return tl::unexpected<Error>(query.error());
  nlohmann::json list;
  const auto shown = call.folds.show(call.parameters.at("run"), [&](const Run& run) {
    std::vector<const Evidence*> all;
    for (const Evidence& each : run.evidence) all.push_back(&each);
    list["evidence"] = evidence_json(run, all);
  });
  if (!shown) return tl::unexpected<Error>(shown.error());
  return HttpResponse{200, list.dump() + "\n"};
}

// Always to be saved, never to be shown: what people upload must not run in a browser.
Result<HttpResponse> show_evidence(const Call& call) {
  const auto query = parse_query(call.request.query, {"at"});
  if (!query) return tl::unexpected<Error>(query.error());
  const auto at = number_in(*query, "at", 0);
  if (!at) return tl::unexpected<Error>(at.error());
  const auto& sha256 = call.parameters.at("sha256");
  EvidenceFile file;
  const auto shown = call.folds.show(call.parameters.at("run"), [&](const Run& run) {
    for (const Evidence& each : run.evidence)
      if (each.file.sha256 == sha256) file = each.file;
  });
  if (!shown) return tl::unexpected<Error>(shown.error());
  if (file.sha256.empty()) return tl::unexpected(no_such_file(sha256));
  if (*at > file.size || (query->empty() && file.size > evidence_answer_bytes))
    return fail(ErrorKind::too_large,
                "the file has " + std::to_string(file.size) + " bytes, and at most " +
                    std::to_string(evidence_answer_bytes) + " come at once",
                "at", "ask for one part after the other: ?at=0");
  auto bytes = part_of(call.door.evidence / file.sha256, *at);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  HttpResponse response{200, std::move(*bytes), file.media_type};
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + file.name + "\"");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  return response;
}

}  // namespace golive::rest
