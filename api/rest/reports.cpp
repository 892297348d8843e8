#include "api/rest/report_answer.h"

#include <nlohmann/json.hpp>

#include "api/rest/endpoints.h"
#include "api/rest/run_folds.h"
#include "api/rest/target.h"
#include "api/whole_log.h"
#include "base/sha256.h"

namespace golive::rest {
namespace {

std::string content_type_of(ReportFormat format) {
  switch (format) {
    case ReportFormat::html:
      return "text/html; charset=utf-8";
    case ReportFormat::markdown:
      return "text/markdown; charset=utf-8";
    case ReportFormat::json:
      return "application/json";
    case ReportFormat::csv:
      return "text/csv; charset=utf-8";
  }
  return {};
}

Result<ReportWish> wish_of(const Call& call) {
  const auto query = parse_query(call.request.query, {"format", "lang", "day", "seq"});
  if (!query) return tl::unexpected<Error>(query.error());
  const auto seq = number_in(*query, "seq", 0);
  if (!seq) return tl::unexpected<Error>(seq.error());
  if (query->contains("seq") && *seq == 0)
    return fail(ErrorKind::invalid, "events are counted from 1", "seq",
                "leave it out for the whole log");
  ReportWish wish;
  wish.kind = call.parameters.at("kind");
  wish.seq = *seq;
  if (const auto lang = query->find("lang"); lang != query->end()) wish.language = lang->second;
  if (const auto day = query->find("day"); day != query->end()) wish.day = day->second;
  if (const auto asked = query->find("format"); asked != query->end()) {
    const auto format = parse_enum<ReportFormat>(asked->second);
    if (!format)
      return fail(ErrorKind::invalid, "there is no format \"" + asked->second + "\"", "format",
                  "use html, md, json or csv");
    wish.format = *format;
  }
  return wish;
}

}  // namespace

Result<HttpResponse> report_answer(Door& door, const std::string& run, ReportWish wish) {
  wish.templates = door.templates;
  const auto logs = door.folds.open_logs();
  if (!logs) return tl::unexpected<Error>(logs.error());
  const auto report = report_in_any_case(**logs, run, wish, door.folds.output(), door.told);
  if (!report) return tl::unexpected<Error>(report.error());
  HttpResponse response{200, *report, content_type_of(wish.format)};
  response.headers.emplace_back("Golive-Sha256", sha256(*report));
  // A report quotes what people wrote: it runs nothing and loads nothing.
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return response;
}

Result<HttpResponse> list_reports(const Call& call) {
  if (const auto query = parse_query(call.request.query, {}); !query)
    return tl::unexpected<Error>(query.error());
  const auto& run = call.parameters.at("run");
  auto kinds = nlohmann::json::array();
  const auto known = call.folds.show(run, [&](const Run& folded) {
    const auto words = words_for(call.door.templates, folded.plan->language);
    for (const auto kind : report_kinds()) {
      auto formats = nlohmann::json::array({"html", "md", "json"});
      if (has_table(kind)) formats.push_back("csv");
      kinds.push_back({{"kind", kind},
                       {"title", words ? words->word("report_kind", kind) : std::string(kind)},
                       {"formats", std::move(formats)},
                       {"address", "/api/v1/runs/" + run + "/reports/" + std::string(kind)}});
    }
  });
  if (!known) return tl::unexpected<Error>(known.error());
  return HttpResponse{200, nlohmann::json{{"reports", std::move(kinds)}}.dump(),
                      "application/json"};
}

Result<HttpResponse> show_report(const Call& call) {
  const auto wish = wish_of(call);
  if (!wish) return tl::unexpected<Error>(wish.error());
  return report_answer(call.door, call.parameters.at("run"), *wish);
}

}  // namespace golive::rest
