#include "api/rest/routes.h"

#include <array>
#include <optional>

#include "api/rest/endpoints.h"
#include "api/rest/target.h"

namespace golive::rest {
namespace {

constexpr auto anyone = Access::anyone;
constexpr auto bearer = Access::bearer;

// As in openapi.yaml; a test holds the two against each other.
constexpr std::array table{
    Route{"GET", "/health/live", anyone, health_live},
    Route{"GET", "/health/ready", anyone, health_ready},
    Route{"GET", "/metrics", bearer, show_metrics},
    Route{"GET", "/api/v1/runs", bearer, list_runs},
    Route{"POST", "/api/v1/runs", bearer, create_run},
    Route{"GET", "/api/v1/runs/:run", bearer, show_run},
    Route{"GET", "/api/v1/runs/:run/events", bearer, list_events},
    Route{"GET", "/api/v1/runs/:run/stream", bearer, stream_events},
    Route{"GET", "/api/v1/runs/:run/rehearsals", bearer, show_rehearsals},
    Route{"GET", "/api/v1/runs/:run/reports", bearer, list_reports},
    Route{"GET", "/api/v1/runs/:run/reports/:kind", bearer, show_report},
    Route{"GET", "/api/v1/runs/:run/gates/:gate", bearer, show_gate},
    Route{"GET", "/api/v1/runs/:run/gates/:phase/:gate", bearer, show_gate},
    Route{"POST", "/api/v1/runs/:run/decide", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/break-glass", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/close-reservation", bearer, send_command},
    Route{"POST", "/api/v1/uploads", bearer, upload_part},
    Route{"POST", "/api/v1/runs/:run/add-evidence", bearer, send_command},
    Route{"GET", "/api/v1/runs/:run/evidence", bearer, list_evidence},
    Route{"GET", "/api/v1/runs/:run/evidence/:sha256", bearer, show_evidence},
    Route{"POST", "/api/v1/runs/:run/bind", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/delegate", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/start-task", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/end-task", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/retry", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/skip", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/mark-done", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/pause", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/resume", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/abort", bearer, send_command},
    Route{"GET", "/api/v1/runs/:run/move", bearer, preview_move},
    Route{"POST", "/api/v1/runs/:run/move", bearer, send_command},
    Route{"GET", "/api/v1/runs/:run/amendments", bearer, list_amendments},
    Route{"POST", "/api/v1/runs/:run/compare", bearer, compare_run},
    Route{"POST", "/api/v1/runs/:run/amend", bearer, amend_run},
    Route{"POST", "/api/v1/runs/:run/decide-amendment", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/withdraw-amendment", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/lift", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/activate", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/decline", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/answer-doubt", bearer, send_command},
    Route{"POST", "/api/v1/runs/:run/answer", bearer, send_command},
};

}  // namespace

std::optional<std::map<std::string, std::string>> match_path(std::string_view pattern,
                                                             const std::vector<std::string>& path) {
  std::map<std::string, std::string> parameters;
  for (const auto& segment : path) {
    if (pattern.empty()) return std::nullopt;
    pattern.remove_prefix(1);
    const auto part = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(part.size());
    if (part.starts_with(':') && !segment.empty())
      parameters[std::string(part.substr(1))] = segment;
    else if (part != segment)
      return std::nullopt;
  }
  if (!pattern.empty()) return std::nullopt;
  return parameters;
}

std::span<const Route> routes() { return table; }

std::variant<Found, NoSuchPath, NoSuchMethod> find_route(const HttpRequest& request) {
  const auto path = segments_of(request.path);
  if (!path) return NoSuchPath{};
  std::string allow;
  for (const auto& route : table) {
    auto parameters = match_path(route.pattern, *path);
    if (!parameters) continue;
    if (route.method == request.method) return Found{&route, std::move(*parameters)};
    (allow += allow.empty() ? "" : ", ") += route.method;
  }
  if (allow.empty()) return NoSuchPath{};
  return NoSuchMethod{allow};
}

}  // namespace golive::rest
