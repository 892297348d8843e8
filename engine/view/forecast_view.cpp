#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "view/forecast.h"
#include "view/shown_time.h"

namespace golive {
namespace {

// Its own time: that of its phase is no plan for it.
std::optional<Instant> planned_opening(const Run& run, const Forecast& forecast) {
  return run.timeline->items[*forecast.opening].start;
}

// A rehearsal may be of a day that was over when it was created: nothing of it is late.
bool is_of_a_past_day(const Run& run) {
  const auto next_day = std::chrono::sys_days(run.timeline->j) + std::chrono::days(1);
  return run.mode == Mode::rehearsal && run.created_at >= day_start(run.timeline->zone, next_day);
}

Duration late_by(const Run& run, const Forecast& forecast) {
  const auto planned = planned_opening(run, forecast);
  if (!planned || is_of_a_past_day(run)) return {};
  return std::max(Duration{}, forecast.items[*forecast.opening].start - *planned);
}

nlohmann::json opening_json(const Run& run, const Forecast& forecast) {
  const ItemIndex opening = *forecast.opening;
  nlohmann::json json{{"item", run.plan->items[opening].path},
                      {"planned", shown_time(*run.timeline, planned_opening(run, forecast))},
                      {"forecast", shown_time(*run.timeline, forecast.items[opening].start)},
                      {"late_ms", late_by(run, forecast).count()}};
  if (!forecast.odds) return json;
  json["p50"] = shown_time(*run.timeline, forecast.odds->p50);
  json["p90"] = shown_time(*run.timeline, forecast.odds->p90);
  return json;
}

// Ahead of it, and so near that who decides is to be called.
bool is_near(Instant run_now, const NoReturn& no_return) {
  return no_return.fits && run_now <= no_return.at &&
         no_return.at - run_now <= limits::no_return_warning;
}

nlohmann::json no_return_json(const Run& run, Instant run_now, const Forecast& forecast) {
  const NoReturn& no_return = *forecast.no_return;
  nlohmann::json past;
  if (forecast.past_return)
    past = {{"item", run.plan->items[*forecast.past_return].path},
            {"start", shown_time(*run.timeline, forecast.items[*forecast.past_return].start)}};
  return {{"at", shown_time(*run.timeline, no_return.at)},
          {"rollback_ms", no_return.rollback.count()},
          {"back_by", shown_time(*run.timeline, no_return.back_by)},
          {"because", no_return.because},
          {"fits", no_return.fits},
          {"near", is_near(run_now, no_return)},
          {"past", std::move(past)},
          {"passed", !no_return.fits || run_now > no_return.at}};
}

// Whole minutes: seconds of a forecast tell nothing.
std::string minutes(Duration duration) {
  return to_text(Duration(std::chrono::ceil<std::chrono::minutes>(duration)));
}

}  // namespace

nlohmann::json forecast_view(const Run& run, Instant run_now, const Forecast& forecast) {
  if (is_final(run)) return nullptr;
  nlohmann::json json{{"from",
                       {{"rehearsals", forecast.rehearsals},
                        {"measured", forecast.measured},
                        {"estimated", forecast.estimated}}}};
  if (forecast.opening) json["opening"] = opening_json(run, forecast);
  auto critical = nlohmann::json::array();
  for (const ItemIndex item : forecast.critical) critical.push_back(run.plan->items[item].path);
  json["critical"] = std::move(critical);
  if (forecast.no_return) json["no_return"] = no_return_json(run, run_now, forecast);
  return json;
}

nlohmann::json forecast_view(const Run& run, const Forecast::Span& span) {
  nlohmann::json json{{"start", shown_time(*run.timeline, span.start)},
                      {"end", shown_time(*run.timeline, span.end)}};
  if (span.slack) json["slack_ms"] = span.slack->count();
  return json;
}

namespace {

// Empty where all are estimates, as without rehearsals.
std::string sources_text(const Forecast& forecast) {
  if (forecast.measured == 0) return {};
  const auto count = forecast.rehearsals;
  return ", from " + std::to_string(count) + (count == 1 ? " rehearsal" : " rehearsals") +
         (forecast.estimated == 0 ? "" : " and estimates");
}

}  // namespace

std::vector<std::string> forecast_text(const Run& run, Instant run_now, const Forecast& forecast) {
  if (is_final(run) || !forecast.opening || is_done(run, *forecast.opening)) return {};
  const ItemIndex opening = *forecast.opening;
  const auto at = [&](Instant instant) { return day_and_clock(*run.timeline, instant); };
  std::vector<std::string> lines;
  std::string line = "opening " + run.plan->items[opening].path + ": ";
  if (is_of_a_past_day(run))
    line += "its day was over when this rehearsal began, ";
  else if (const auto planned = planned_opening(run, forecast))
    line += "planned " + at(*planned) + ", ";
  line += "forecast " + at(forecast.items[opening].start);
  if (forecast.odds) line += " (in nine cases of ten by " + at(forecast.odds->p90) + ")";
  if (const Duration late = late_by(run, forecast); late > Duration{})
    line += ", " + minutes(late) + " late";
  line += sources_text(forecast);
  if (!forecast.critical.empty() && forecast.critical.front() != opening)
    line += "; it hangs on " + run.plan->items[forecast.critical.front()].path;
  lines.push_back(std::move(line));
  if (const auto& past = forecast.past_return)
    lines.push_back("warning: " + run.plan->items[*past].path + " is forecast to start at " +
                    at(forecast.items[*past].start) +
                    ", past the point of no return: a lead will be asked");
  if (const auto& last = forecast.no_return) {
    if (is_near(run_now, *last))
      lines.push_back("warning: the point of no return is " + minutes(last->at - run_now) +
                      " away");
    const std::string when = !last->fits          ? "no rollback fits"
                             : run_now > last->at ? "point of no return passed at " + at(last->at)
                                                  : "point of no return " + at(last->at);
    lines.push_back(when + ": undoing takes " + minutes(last->rollback) +
                    ", and all must be back by " + at(last->back_by) + " (" + last->because + ")");
  }
  return lines;
}

}  // namespace golive
