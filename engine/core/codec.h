// JSON of plans, events and commands: what stands on disk and goes over sockets. Reading is strict:
// an unknown kind, a missing field or a wrong type is an Error that names the field.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/chain.h"
#include "core/command.h"
#include "core/run.h"

namespace golive {

// Plans.
nlohmann::json to_json(const Plan& plan);
Result<Plan> plan_from_json(const nlohmann::json& json);
nlohmann::json to_json(const Timeline& timeline);
Result<Timeline> timeline_from_json(const nlohmann::json& json);

// Events. The items' indices are written as such: an event is read together with its run's plan.
Record to_record(const Event& event);  // without hash
Result<Event> event_from_record(const Record& record);
// By a log's last event: its run is over, and nothing has come since (a reservation may be closed).
bool ends_run(const Record& last);
// Whether every item that an event names is in the plan: what apply() takes for granted. For logs
// that come from elsewhere.
Result<void> check_items(const Plan& plan, const Event& event);
// The same in the course of a run, whose plan amendments let grow.
Result<void> check_items(const Run& run, const Event& event);
// What the API shows: {"seq", "at", "kind", "actor", "from", ...fields}, with items as paths, and
// requests and outcomes as values. RunCreated shows the plan's id, title, hash and the J, not the
// whole plan.
nlohmann::json event_to_api_json(const Plan& plan, const Event& event);

// Commands of people, by the words of the API and the CLI: start, decide, start-task, end-task,
// retry, skip, mark-done, pause, resume, abort, activate, decline, answer-doubt, answer.
Result<CommandBody> command_from_json(std::string_view name, const nlohmann::json& fields);
std::string_view name_of(const CommandBody& command);
// What is wrong with a reason that a person gives, if anything.
Result<void> check_reason(const std::string& reason);

}  // namespace golive
