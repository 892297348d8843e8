// What comes over sockets: requests, and the fields of commands. An input of a command is its name,
// a line's end, and its fields.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/socket/lines.h"
#include "api/socket/request.h"
#include "base/limits.h"
#include "core/codec.h"
#include "reader.h"

namespace golive::fuzz {
namespace {

bool read_command_of(std::string_view name, std::string_view text) {
  const auto fields = parse_json_object(text);
  if (!fields) return false;
  const auto command = command_from_json(name, *fields);
  if (!command) return false;
  hold(name_of(*command) == name, "a command is the one that was named");
  return true;
}

bool read_command(std::string_view input) {
  const auto [name, text] = halves(input, '\n');
  return read_command_of(name, text);
}

bool read_request(std::string_view input) {
  const auto request = parse_request(input);
  if (!request) {
    hold(!to_line(request.error()).empty(), "a refusal says something");
    return false;
  }
  if (const auto* sent = std::get_if<request::SendCommand>(&request->body))
    read_command_of(sent->name, sent->fields);
  if (const auto* asked = std::get_if<request::CreateRun>(&request->body))
    hold(parse_date(to_text(asked->j)) == asked->j, "a run's J is a date");
  return true;
}

// However the stream is cut up, the same requests come out; a line over the limit is the last.
bool read_socket(std::string_view input) {
  std::vector<std::string> first;
  for (const std::size_t step : {input.size() + 1, std::size_t{1}}) {
    constexpr std::size_t short_limit = 400;
    Lines lines(short_limit);
    std::vector<std::string> taken;
    for (std::size_t at = 0; at < input.size() && !lines.too_long(); at += step) {
      lines.feed(input.substr(at, step));
      for (auto line = lines.next(); line; line = lines.next()) taken.push_back(*std::move(line));
    }
    for (const auto& line : taken) hold(line.size() <= short_limit, "a line has its limit");
    if (step != 1) first = taken;
    hold(taken == first, "the same requests come out");
  }
  return !first.empty() && std::all_of(first.begin(), first.end(), read_request);
}

}  // namespace

Reader command_reader() {
  return {"command",
          {"resume\n{}",
           "start-task\n{\"item\":\"jdk\"}",
           "pause\n{\"reason\":\"lunch\"}",
           R"(decide
{"gate":"go","verdict":"reservations","role":"dba","reason":"slow","conditions":["by J+1"]})",
           R"(end-task
{"item":"a","result":"not-applicable","comment":"déjà"})",
           R"(answer-doubt
{"item":"a","answer":"done","outcome":{"code":0,"out":[1,{"x":null}]},"reason":"looked"})",
           R"(abort
{"reason":"fire","rollback":true})",
           R"(activate
{"contingency":"region","reason":"lost"})",
           R"(answer
{"item":"a","answer":"yes"})",
           R"(break-glass
{"gate":"go","role":"dba","reason":"fire"})",
           R"(close-reservation
{"reservation":1,"reason":"settled"})",
           R"(add-evidence
{"item":"go","title":"PV","file":"pv.pdf","upload":"u-1"})",
           R"(bind
{"role":"dba","people":["lea","bob"],"reason":"holidays"})",
           R"(delegate
{"role":"dba","to":"bob","from":"2027-01-15","until":"2027-01-20","reason":"away"})",
           R"(decide-amendment
{"amendment":1,"verdict":"no-go","seen":"0c01","reason":"too late"})",
           R"(withdraw-amendment
{"amendment":1,"reason":"not needed"})",
           R"(retry
{"item":"a","reason":"once more","only":true})",
           "skip\n{\"item\":\"a\",\"reason\":\"b\"}",
           "mark-done\n{\"item\":\"a\",\"reason\":\"b\"}",
           "move\n{\"j\":\"2027-02-01\",\"reason\":\"snow\"}",
           "lift\n{\"freeze\":\"night\",\"reason\":\"agreed\"}",
           "decline\n{\"contingency\":\"region\",\"reason\":\"no\"}"},
          json_words({"resume\n", "decide\n", "tick\n", "skip\n", "answer-doubt\n", "\"item\":",
                      "\"reason\":", "\"outcome\":", "\"conditions\":[", "\" \"", "\"no-go\""}),
          read_command};
}

Reader request_reader() {
  return {"request",
          {R"({"op":"ping"})", R"({"op":"authenticate","token":"t1.secret","from":"rest"})",
           R"({"op":"create_run","runbook":"/srv/r","j":"2027-01-15","environment":"uat",)"
           R"("mode":"rehearsal","parameters":{"a":"b"}})",
           R"({"op":"command","run":"r-1","name":"decide","fields":{"gate":"go","verdict":"go",)"
           R"("reason":"ready"}})",
           R"({"op":"add_user","name":"lea","roles":["dba"],"may_bring_code":false,"days":90})",
           R"({"op":"amend_run","run":"r-1","runbook":"/srv/r","reason":"x","once":"k-1"})",
           R"({"op":"upload","upload":"u-1","at":524288,"content":"JVBERi0="})",
           R"({"op":"revoke_tokens","of":"lea"})", R"({"op":"share","run":"r-1","days":7})",
           R"({"op":"retry_notice","id":"r-1/12/project"})",
           R"({"op":"create_run","runbook":"/srv/r","j":"2027-01-15","fail":["a"],"absent":["b"],)"
           R"("late":["go=20m"]})"},
          json_words({"\"op\":", "\"command\"", "\"create_run\"", "\"token\":", "\"from\":",
                      "\"fields\":{", "\"parameters\":{", "\"days\":", "\"simulation\""}),
          read_request};
}

Reader socket_reader() {
  auto reader = request_reader();
  return {"socket",
          {reader.seeds[0] + "\n" + reader.seeds[1] + "\n", reader.seeds[3] + "\n"},
          json_words({"\n", "\r\n", "\n\n", "\"op\":", "{\"op\":\"ping\"}\n"}),
          read_socket};
}

}  // namespace golive::fuzz
