// What comes over sockets: requests, and the fields of commands. An input of a command is its name,
// a line's end, and its fields.
#include <nlohmann/json.hpp>

#include "api/json_text.h"
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

}  // namespace

Reader command_reader() {
  return {"command",
          {"resume\n{}", "start-task\n{\"item\":\"jdk\"}", "pause\n{\"reason\":\"lunch\"}",
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
{"item":"a","answer":"yes"})"},
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
           R"({"op":"add_user","name":"lea","roles":["dba"],"may_bring_code":false,"days":90})"},
          json_words({"\"op\":", "\"command\"", "\"create_run\"", "\"token\":", "\"from\":",
                      "\"fields\":{", "\"parameters\":{", "\"days\":", "\"simulation\""}),
          read_request};
}

}  // namespace golive::fuzz
