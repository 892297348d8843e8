// What Prometheus is told, in its text format 0.0.4.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/rest/door.h"
#include "api/rest/endpoints.h"
#include "api/rest/engine_link.h"
#include "base/enum_text.h"
#include "rim/system_clock.h"

namespace golive::rest {
namespace {

// What is under way, counted: a label for each run would grow for ever.
struct Counted {
  std::map<std::string, int> runs, steps;
  int gates_waiting = 0;
  Duration latest{};
};

// By how much what should have begun has not.
Duration lateness(const Run& run, ItemIndex item, Instant run_now) {
  const auto& planned = run.timeline->items[item].start;
  if (!planned || run.items[item].started_at || is_done(run, item)) return {};
  return std::max(Duration(0), run_now - *planned);
}

void count_items(Counted& counted, const Run& run, Instant now) {
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const Item& item = run.plan->items[index];
    if (!is_leaf(item)) continue;
    const ItemState state = run.items[index].state;
    if (item.kind == ItemKind::step) ++counted.steps[std::string(text_of(state))];
    if (item.kind == ItemKind::gate && state == ItemState::open) ++counted.gates_waiting;
    counted.latest = std::max(counted.latest, lateness(run, index, run_time(run, now)));
  }
}

class Page {
 public:
  void begin(const char* name, const char* type, const char* help) {
    fmt::format_to(std::back_inserter(text_), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
  }
  template <class Value>
  void value(const std::string& name, Value value) {
    fmt::format_to(std::back_inserter(text_), "{} {}\n", name, value);
  }
  template <class Key, class Value>
  void values(const char* name, const char* label, const std::map<Key, Value>& all) {
    for (const auto& [key, each] : all)
      value(fmt::format("{}{{{}=\"{}\"}}", name, label, key), each);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

double seconds(std::int64_t us) { return static_cast<double>(us) / 1e6; }

void tell_of_appends(Page& page, const nlohmann::json& appends) {
  constexpr auto name = "golive_append_seconds";
  page.begin(name, "histogram", "How long the disk took for an append to the logs.");
  const auto& limits_us = appends.at("up_to_us");
  for (std::size_t each = 0; each < limits_us.size(); ++each)
    page.value(fmt::format("{}_bucket{{le=\"{}\"}}", name, seconds(limits_us[each])),
               appends.at("counts")[each].get<std::uint64_t>());
  const auto count = appends.at("count").get<std::uint64_t>();
  page.value(fmt::format("{}_bucket{{le=\"+Inf\"}}", name), count);
  page.value(fmt::format("{}_sum", name), seconds(appends.at("sum_us")));
  page.value(fmt::format("{}_count", name), count);
}

void tell_of_engine(Page& page, const Result<nlohmann::json>& engine) {
  page.begin("golive_engine_up", "gauge", "Whether the engine answers, and its disk takes writes.");
  page.value("golive_engine_up", engine && !engine->contains("storage") ? 1 : 0);
  if (!engine) return;
  page.begin("golive_door_restarts_total", "counter", "How often the door was replaced.");
  page.value("golive_door_restarts_total", engine->at("door_restarts").get<int>());
  if (engine->contains("appends")) tell_of_appends(page, engine->at("appends"));
}

void tell_of_runs(Page& page, const Counted& counted) {
  page.begin("golive_runs", "gauge", "Runs by state.");
  page.values("golive_runs", "state", counted.runs);
  page.begin("golive_steps", "gauge", "Steps of the runs that are not over, by state.");
  page.values("golive_steps", "state", counted.steps);
  page.begin("golive_gates_waiting", "gauge", "Gates that wait for a decision.");
  page.value("golive_gates_waiting", counted.gates_waiting);
  page.begin("golive_late_seconds", "gauge",
             "By how much the latest item that should have begun and has not is late.");
  page.value("golive_late_seconds", std::chrono::duration<double>(counted.latest).count());
}

}  // namespace

Result<HttpResponse> show_metrics(const Call& call) {
  Counted counted;
  const Instant now = SystemClock().now();
  const auto shown = call.folds.show_all([&](const Run& run) {
    ++counted.runs[std::string(text_of(state_of(run)))];
    if (!is_final(run)) count_items(counted, run, now);
  });
  if (!shown) return tl::unexpected<Error>(shown.error());
  Page page;
  tell_of_runs(page, counted);
  tell_of_engine(page, call.engine.ask({{"op", "ping"}}));
  page.begin("golive_streams", "gauge", "Readers of live events.");
  page.value("golive_streams", call.door.streams.count());
  page.begin("golive_requests_total", "counter", "Requests that this door answered, by status.");
  page.values("golive_requests_total", "status", call.door.log.by_status());
  return HttpResponse{200, page.text(), "text/plain; version=0.0.4; charset=utf-8"};
}

}  // namespace golive::rest
