#include <nlohmann/json.hpp>

#include "api/rest/door.h"
#include "api/rest/endpoints.h"
#include "api/rest/problem.h"
#include "api/rest/target.h"

namespace golive::rest {
namespace {

// Where the reader is: a browser that comes again says so in a header.
Result<std::uint64_t> last_heard(const Call& call) {
  auto query = parse_query(call.request.query, {"after"});
  if (!query) return tl::unexpected<Error>(query.error());
  constexpr auto name = "Last-Event-ID";
  if (!has_header(call.request, name)) return number_in(*query, "after", 0);
  return number_in({{name, header(call.request, name)}}, name, 0);
}

HttpResponse too_many(const Call& call, bool of_actor) {
  const Error of_all{ErrorKind::unavailable, "too many streams are open", {}, {}};
  const Error of_one{
      ErrorKind::unavailable, call.actor + " has too many streams open", {}, "close others"};
  auto response = problem(of_actor ? 429 : 503, of_actor ? of_one : of_all, call.request.path);
  response.headers.emplace_back("Retry-After", "10");
  return response;
}

}  // namespace

Result<HttpResponse> stream_events(const Call& call) {
  const auto after = last_heard(call);
  if (!after) return tl::unexpected<Error>(after.error());
  EventReader reader{call.parameters.at("run"), {}, *after, call.token, {}};
  std::uint64_t head = 0;
  const auto shown = call.folds.show(reader.run, [&](const Run& run) {
    reader.plan = run.plan;
    head = run.seq;
  });
  if (!shown) return tl::unexpected<Error>(shown.error());
  if (*after > head)
    return fail(ErrorKind::invalid, "the run has no event " + std::to_string(*after) + " yet",
                "Last-Event-ID", "begin anew, without a number");
  bool of_actor = false;
  reader.place = call.door.streams.place_for(call.actor, of_actor);
  if (!reader.place) return too_many(call, of_actor);
  HttpResponse response;
  response.stream = std::make_shared<EventReader>(std::move(reader));
  return response;
}

}  // namespace golive::rest
