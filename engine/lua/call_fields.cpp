#include "lua/call_fields.h"

namespace golive {
namespace {

constexpr KnownField of_exec[] = {
    {"env", "table<string, golive.Text>", "Variables of its environment"},
    {"stdin", "golive.Text", "What it reads"},
    {"cwd", "string", "Where it runs, from the runbook's folder"},
    {"ok", "integer|integer[]", "The exit codes that are no failure; without: 0"},
    {"timeout", "golive.Duration|number", "It is ended after it"},
    {"interruption", "\"ask\"|\"retry\"|\"probe\"", "Of this one, before its step's"},
};
// What ctx:http and ctx:poll share.
constexpr KnownField of_request[] = {
    {"url", "string", "http:// or https://"},
    {"method", "string", "Without: GET"},
    {"headers", "table<string, golive.Text>", "By name"},
    {"body", "golive.Text", "As it is; or json"},
    {"json", "any", "Sent as JSON; or body"},
    {"ok", "integer|integer[]", "The statuses that are no failure; without: 200 to 399"},
    {"timeout", "golive.Duration|number", "How long an answer may take"},
    {"interruption", "\"ask\"|\"retry\"|\"probe\"", "Of this one, before its step's"},
};
constexpr KnownField of_capture[] = {
    {"capture", "table<string, string>", "Names of handles, each with its path: \"$.token\""}};
constexpr KnownField of_poll[] = {
    {"exec", "golive.Exec", "A program instead of a url"},
    {"connect", "string", "\"host:port\": whether something takes connections there"},
    {"resolve", "string", "A name: whether it is known; its addresses are the body"},
    {"expect", "golive.Expect", "What a good answer is"},
    {"every", "golive.Duration|number", "How often it asks"},
    {"consecutive", "integer",
     "Good when so many in a row are; with during: what makes another verdict (2)"},
    {"within", "golive.Duration|number", "By when it must be good"},
    {"during", "golive.Duration|number", "How long it must stay good"},
    {"tolerate", "integer", "How many bad ones in a row are borne; with during"},
};
constexpr KnownField of_expect[] = {
    {"status", "integer|integer[]", "Which are good"},
    {"json", "table<string, any>", "Values of the answer, \"components.db\" goes down into it"},
    {"body_contains", "string", "A part of the body"},
    {"max_ms", "integer", "The slowest that is good"},
    {"health", "\"ok\"|\"degraded\"",
     "The worst that a service may say of itself and its components; of a url"},
    {"tls_days", "integer", "How many days the server's certificate must still be good; of a url"},
};
constexpr KnownField of_sleep[] = {
    {"until", "number", "Seconds since 1970: ctx:now() + 60", required_field}};
constexpr KnownField of_ask[] = {{"role", "golive.Role", "Who is asked", required_field}};

constexpr KnownField in_exec_answer[] = {
    {"code", "integer", "The exit code", required_field},
    {"out", "string", "What it wrote", required_field},
    {"err", "string", "What it wrote to stderr", required_field},
    {"ms", "integer", "How long it took"},
    {"truncated", "boolean", "There was more than is kept"},
};
constexpr KnownField in_http_answer[] = {
    {"status", "integer", "The status", required_field},
    {"headers", "table<string, string>", "By name, in small letters", required_field},
    {"body", "string", "As it came", required_field},
    {"json", "any", "The body read as JSON, or nil"},
    {"captured", "table<string, golive.Secret>", "The handles that capture names"},
    {"ms", "integer", "How long it took"},
    {"truncated", "boolean", "There was more than is kept"},
};
constexpr KnownField in_poll_answer[] = {
    {"ok", "boolean", "true", required_field},    {"polls", "integer", "How often it asked"},
    {"failures", "integer", "How many were bad"}, {"last", "table", "The last answer"},
    {"ms", "integer", "How long it took"},
};
constexpr KnownField in_doubt[] = {
    {"key", "string", "Which effect of the body", required_field},
    {"effect", "string", "\"exec\", \"http\", ...", required_field},
    {"request", "table", "What was asked", required_field},
    {"idempotency_key", "string", "What the request was sent with"},
};
constexpr KnownField in_day_item[] = {
    {"state", "string", "\"succeeded\", \"failed\", ...", required_field},
    {"opened", "string", "When: \"10:30\" on J, else \"J-3 18:00\""},
    {"started", "string", "When"},
    {"ended", "string", "When"},
    {"attempts", "integer", "How many", required_field},
    {"undo", "string", "What became of its undo", required_field},
    {"error", "string", "Why it failed", required_field},
    {"result", "any", "What its body returned"},
    {"decisions", "table[]", "Of a gate", required_field},
};
constexpr KnownField in_day_run[] = {
    {"state", "string", "\"running\", \"held\", ...", required_field},
    {"clock", "string", "The time of its clock"},
    {"holds", "string[]", "Paths of the items that hold it", required_field},
};

constexpr KnownAnswer all_answers[] = {
    {"ExecAnswer", in_exec_answer}, {"HttpAnswer", in_http_answer},
    {"PollAnswer", in_poll_answer}, {"Doubt", in_doubt},
    {"DayItem", in_day_item},       {"DayRun", in_day_run},
};

KnownFields joined(std::span<const KnownField> first, std::span<const KnownField> second) {
  KnownFields fields = list_of(first);
  fields.insert(fields.end(), second.begin(), second.end());
  return fields;
}

}  // namespace

const KnownFields& exec_fields() {
  static const KnownFields fields = list_of(of_exec);
  return fields;
}
const KnownFields& http_fields() {
  static const KnownFields fields = joined(of_request, of_capture);
  return fields;
}
const KnownFields& poll_fields() {
  static const KnownFields fields = joined(of_request, of_poll);
  return fields;
}
const KnownFields& expect_fields() {
  static const KnownFields fields = list_of(of_expect);
  return fields;
}
const KnownFields& sleep_fields() {
  static const KnownFields fields = list_of(of_sleep);
  return fields;
}
const KnownFields& ask_fields() {
  static const KnownFields fields = list_of(of_ask);
  return fields;
}
std::span<const KnownAnswer> known_answers() { return all_answers; }

}  // namespace golive
