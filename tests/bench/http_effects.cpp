// http_64: GET effects of 64 runs at once, against what wrk reaches with as many connections.
#include <fmt/format.h>

#include "figures.h"
#include "ground.h"
#include "nginx.h"
#include "runbook.h"
#include "sample.h"
#include "stage.h"

namespace golive::bench {
namespace {

constexpr int turns_taken = 5, runs = 64, requests = 300;

double wrk_requests_a_second(const Nginx& server) {
  const auto output = output_of(fmt::format("wrk -c{} -d2s {} 2>&1", runs, server.url()));
  const std::string title = "Requests/sec:";
  const auto found = output.find(title);
  if (found == std::string::npos) throw std::runtime_error("wrk says: " + output);
  return std::stod(output.substr(found + title.size()));
}

double effects_a_second(const Nginx& server) {
  const auto stage = Stage::real(Ground::fresh());
  const auto run = stage->prepare(runbook_of_body(
      fmt::format("for _ = 1, {} do ctx:http {{ url = \"{}\" }} end", requests, server.url())));
  std::vector<RunId> ids;
  for (int i = 0; i < runs; ++i) ids.push_back(stage->begin(run));
  const Stopwatch watch;
  for (const auto& id : ids) stage->until_ended(id);
  return runs * requests / watch.seconds();
}

}  // namespace

std::vector<Measured> measure_http() {
  const Nginx server(Nginx::Logs::none);
  return {by_turns(
      turns_taken, [&] { return wrk_requests_a_second(server); },
      [&] { return effects_a_second(server); })};
}

}  // namespace golive::bench
