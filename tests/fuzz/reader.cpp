#include "reader.h"

#include <cstdio>
#include <cstdlib>

namespace golive::fuzz {

std::vector<Reader> readers() {
  return {runbook_reader(),  archive_reader(),       pattern_reader(),  plan_reader(),
          event_reader(),    site_event_reader(),    command_reader(),  request_reader(),
          target_reader(),   moment_reader(),        answer_reader(),   redaction_reader(),
          keeper_reader(),   plan_document_reader(), samples_reader(),  export_reader(),
          socket_reader(),   headers_reader(),       http_reader(),     form_reader(),
          results_reader(),  evidence_reader(),      template_reader(), words_reader(),
          scenario_reader(), holidays_reader(),      decision_reader(), amendment_reader()};
}

void hold(bool truth, std::string_view property) {
  if (truth) return;
  std::fprintf(stderr, "fuzz: not true: %.*s\n", static_cast<int>(property.size()),
               property.data());
  std::abort();
}

std::vector<std::string_view> json_words(std::initializer_list<std::string_view> more) {
  std::vector<std::string_view> words{"null",
                                      "true",
                                      "false",
                                      "0",
                                      "-1",
                                      "1e400",
                                      "0.5",
                                      "18446744073709551615",
                                      "-9223372036854775808",
                                      "4294967296",
                                      "\"\"",
                                      "[]",
                                      "{}",
                                      "[",
                                      "]",
                                      "{",
                                      "}",
                                      ":",
                                      ",",
                                      "\"",
                                      "\\",
                                      "\\ud800",
                                      "\\u0000",
                                      "\xff",
                                      "{\"a\":",
                                      "\"2027-01-15\"",
                                      "\"J-5wd\""};
  words.insert(words.end(), more);
  return words;
}

Halves halves(std::string_view input, char separator) {
  const auto end = input.find(separator);
  if (end == std::string_view::npos) return {input, {}};
  return {input.substr(0, end), input.substr(end + 1)};
}

}  // namespace golive::fuzz
