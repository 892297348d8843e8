// Requests of effects, from their JSON as it stands in the log to what the world needs, with
// secrets filled in: in the values of the environment, standard input, the values of headers and
// bodies; nowhere else. The shapes are in docs/effects.md. A request of another form is an
// Error, and so is a secret that cannot be had.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "keeper/process_request.h"
#include "rim/http_exchange.h"
#include "rim/poller.h"
#include "rim/reach.h"
#include "rim/secrets.h"

namespace golive {

// `output` is for ProcessRequest::output, `folder` is the run's.
Result<ProcessRequest> process_request(const nlohmann::json& request, const Secrets& secrets,
                                       const std::string& folder, std::filesystem::path output,
                                       Duration default_timeout);
Result<HttpRequest> http_request(const nlohmann::json& request, const Secrets& secrets,
                                 std::size_t kept_bytes);
// The request of an effect, as canonical JSON, if it has neither secrets nor anything else to be
// filled in or kept: most have not, and need no JSON value in between. None: see http_request().
std::optional<HttpRequest> plain_http_request(std::string_view request);
// Of a poll's `connect` or `resolve`.
Result<ReachWish> reach_wish(const nlohmann::json& request);
Result<PollPlan> poll_plan(const nlohmann::json& request);

}  // namespace golive
