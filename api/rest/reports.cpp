#include "api/rest/endpoints.h"
#include "api/rest/run_folds.h"
#include "api/rest/target.h"
#include "api/whole_log.h"

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
  }
  return {};
}

Result<ReportWish> wish_of(const Call& call) {
  const auto query = parse_query(call.request.query, {"format", "lang"});
  if (!query) return tl::unexpected<Error>(query.error());
  ReportWish wish;
  wish.kind = call.parameters.at("kind");
  if (const auto lang = query->find("lang"); lang != query->end()) wish.language = lang->second;
  if (const auto asked = query->find("format"); asked != query->end()) {
    const auto format = parse_enum<ReportFormat>(asked->second);
    if (!format)
      return fail(ErrorKind::invalid, "there is no format \"" + asked->second + "\"", "format",
                  "use html, md or json");
    wish.format = *format;
  }
  return wish;
}

}  // namespace

Result<HttpResponse> show_report(const Call& call) {
  const auto wish = wish_of(call);
  if (!wish) return tl::unexpected<Error>(wish.error());
  const auto logs = call.folds.open_logs();
  if (!logs) return tl::unexpected<Error>(logs.error());
  const auto report = report_on(**logs, call.parameters.at("run"), *wish, call.folds.output());
  if (!report) return tl::unexpected<Error>(report.error());
  HttpResponse response{200, *report, content_type_of(wish->format)};
  // A report quotes what people wrote: it runs nothing and loads nothing.
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace golive::rest
