// How RealWorld sets out for what an effect asks.
#include <algorithm>
#include <cassert>

#include "base/limits.h"
#include "rim/capture.h"
#include "rim/doing.h"
#include "rim/lower_case.h"
#include "rim/poller.h"
#include "rim/request.h"

namespace golive {

using nlohmann::json;

namespace {

// https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
constexpr const char* idempotency_key = "idempotency-key";

bool has_header(const HttpRequest& http, std::string_view lower_case_name) {
  return std::any_of(http.headers.begin(), http.headers.end(), [&](const auto& header) {
    return lower_case(header.first) == lower_case_name;
  });
}

}  // namespace

StartedErrand RealWorld::start(Ticket ticket) {
  Doing& doing = doings_.at(ticket);
  const auto done = [this, ticket](const json& end) { finish(ticket, end); };
  switch (doing.kind) {
    case EffectKind::exec:
      return start_exec(doing, doing.request, doing.timeout, doing.stable_id, done);
    case EffectKind::http: {
      const auto done_http = [this, ticket](const HttpAnswer& end) { finish_http(ticket, end); };
      return doing.plain ? send(doing, *std::move(doing.plain), done_http)
                         : start_http(doing, doing.request, limits::outcome_bytes, done_http);
    }
    case EffectKind::poll:
      return start_poll(doing, done);
    case EffectKind::sleep:
    case EffectKind::ask:
    case EffectKind::log:
    case EffectKind::check:
    case EffectKind::evidence:
      break;
  }
  assert(false && "an effect that never leaves the engine");
  return fail(ErrorKind::invalid, "this effect is none of the world's");
}

// An effect's process outlives this engine; a look of a poll, which has no id, does not.
StartedErrand RealWorld::start_exec(const Doing& doing, const json& request, Duration timeout,
                                    std::string id, ErrandDone done) {
  auto process = process_request(request, *doing.secrets, doing.folder, doing.output, timeout);
  if (!process) return tl::unexpected(process.error());
  const bool kept = !id.empty();
  process->variables.insert(keeper_.mark());
  process->id = kept ? std::move(id) : keeper_.unique_id("look");
  if (!kept) process->output.clear();
  return keeper_.start(*process, kept, doing.secrets->values(), std::move(done));
}

StartedErrand RealWorld::start_http(const Doing& doing, const json& request, std::size_t kept_bytes,
                                    HttpDone done) {
  auto http = http_request(request, *doing.secrets, kept_bytes);
  if (!http) return tl::unexpected(http.error());
  if (const auto capture = request.find("capture"); capture != request.end())
    http->capture = [secrets = doing.secrets, stem = effect_id(doing.id, doing.key),
                     paths = *capture](long status, const std::string& body) {
      return capture_into(*secrets, stem, paths, status, body);
    };
  return send(doing, *std::move(http), std::move(done));
}

StartedErrand RealWorld::send(const Doing& doing, HttpRequest http, HttpDone done) {
  // So that a receiver can tell a request that had to be sent again.
  if (doing.kind == EffectKind::http && http.method != "GET" && http.method != "HEAD" &&
      !has_header(http, idempotency_key))
    http.headers[idempotency_key] = doing.stable_id;
  return http_.send(std::move(http), doing.secrets->redactor(), std::move(done));
}

StartedErrand RealWorld::start_reach(const json& request, ErrandDone done) {
  auto wish = reach_wish(request);
  if (!wish) return tl::unexpected(wish.error());
  return reach(loop_, std::move(*wish), std::move(done));
}

// A poll is judged by the whole answer; only a summary of it goes into the log.
StartedErrand RealWorld::start_poll(Doing& doing, ErrandDone done) {
  auto plan = poll_plan(doing.request);
  if (!plan) return tl::unexpected(plan.error());
  plan->seed = doing.seed;
  const bool by_http = doing.request.contains("http");
  const bool reaches = doing.request.contains("connect") || doing.request.contains("resolve");
  auto probe = [this, &doing, by_http, reaches, request = plan->request](ErrandDone judge) {
    if (reaches) return start_reach(request, std::move(judge));
    return by_http ? start_http(doing, request, limits::http_body_bytes,
                                [judge](const HttpAnswer& end) { judge(to_json(end)); })
                   : start_exec(doing, request, limits::http_timeout, {}, std::move(judge));
  };
  if (!plan->during)
    return std::make_unique<Poller>(loop_, std::move(*plan), std::move(probe), std::move(done));
  Watched watched(*plan);
  auto path = doing.output;
  auto samples = SampleFile::open(path += ".samples", {plan->every, *plan->during},
                                  [&watched](const Sample& sample) { watched.see(sample); });
  if (!samples) return tl::unexpected(samples.error());
  const auto now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  const auto elapsed = std::max(now - watched.first.value_or(now), Duration(0));
  WatchKeeping keeping{
      std::make_unique<SampleFile>(std::move(*samples)),
      [this, &doing](WatchVerdict verdict, const std::string& why) {
        if (doing.cancelled) return;
        inbox_.post(doing.run, command::JudgeWatch{doing.id, doing.key, verdict, why});
      }};
  doing.samples = keeping.samples.get();
  return std::make_unique<Poller>(loop_, std::move(*plan), std::move(probe), std::move(done),
                                  std::move(keeping), std::move(watched), elapsed);
}

}  // namespace golive
