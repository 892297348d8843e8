// Request: one message on the engine's socket. Pure: text in, value out.
//
//   {"op":"create_run","runbook":"/abs/path","j":"2027-01-15","environment":"uat",
//    "mode":"rehearsal","parameters":{},"fail":["migrate"],"absent":["dba"],"late":["20m"]}
//   {"op":"amend_run","run":"...","runbook":"/abs/path","reason":"the index is missing"}
//   {"op":"amend_run","run":"...","files":{"lib/smoke.lua":"..."},"reason":"...","seen":"0c01..."}
//   {"op":"compare_run","run":"...","runbook":"/abs/path"}      or "files", as above
//   {"op":"command","run":"...","name":"decide","fields":{"gate":"go","verdict":"go", ...}}
//   {"op":"authenticate"}     {"op":"ping"}
//   {"op":"add_user","name":"lea","roles":["dba"],"may_bring_code":false,"days":90}
//   {"op":"revoke_tokens","of":"lea"}
//   {"op":"retry_notice","id":"eventtickets-uat-2027-01-15-1/12/project"}
//   {"op":"upload","upload":"a name for it","at":0,"content":"JVBERi0="}
//   {"op":"sign_in"}          {"op":"sign_out"}        {"op":"share","run":"...","days":7}
//
// Each may carry "token" (who asks; without it, the socket's peer) and "from" (the door it came
// through); create_run, amend_run and command "once" (a key: whoever sends the same again with it
// is given the first answer). Answers are {"ok":true, ...} or {"error":{...}}, in the order of the
// requests.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "core/event.h"

namespace golive {

namespace request {
struct CreateRun {
  std::string runbook;  // absolute
  Date j{};
  std::string environment;  // empty: the plan's only one that fits the mode
  Mode mode = Mode::rehearsal;
  std::map<std::string, std::string> parameters;  // in place of the environment's
  // A drill: items that fail, roles that are away, answers that are late ("20m", "go=20m").
  std::vector<std::string> fail = {}, absent = {}, late = {};
};
struct SendCommand {
  RunId run;
  std::string name;
  std::string fields;  // JSON, as command_from_json wants it
};
// A changed runbook for a run: where it lies, or what is another in the run's own.
struct RunbookChange {
  RunId run;
  std::string runbook = {};                       // absolute; empty: `files`
  std::map<std::string, std::string> files = {};  // what is not given stays as it is
};
struct CompareRun {
  RunbookChange change;
};
struct AmendRun {
  RunbookChange change;
  std::string reason;
  std::string seen = {};  // the run's plan that it was compared with; empty: whichever it is
};
struct Authenticate {};
struct AddUser {
  std::string name;
  std::vector<std::string> roles;
  bool may_bring_code = false;
  int days = 90;
};
struct RevokeTokens {
  std::string of;  // a user, or one token by its id
};
struct SignIn {};   // a session for the token's holder
struct SignOut {};  // ends the session that it comes with
struct Share {
  RunId run;
  int days = 7;
};
// A part of a file that comes as evidence; `content` in base64.
struct Upload {
  std::string upload;  // the sender's name for it
  std::uint64_t at = 0;
  std::string content;
};
struct Ping {};
struct RetryNotice {
  std::string id;
};
}  // namespace request

using RequestBody =
    std::variant<request::CreateRun, request::CompareRun, request::AmendRun, request::SendCommand,
                 request::Authenticate, request::AddUser, request::RevokeTokens, request::SignIn,
                 request::SignOut, request::Share, request::Upload, request::Ping,
                 request::RetryNotice>;

struct Request {
  std::string token;
  std::string from;
  RequestBody body;
  std::string once = {};      // the key
  std::string contents = {};  // SHA-256 of all that the key stands for
};

Result<Request> parse_request(std::string_view line);

}  // namespace golive
