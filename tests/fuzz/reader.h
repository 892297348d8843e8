// Reader: something that reads text from outside, as the fuzzer sees it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace golive::fuzz {

struct Reader {
  std::string_view name;
  std::vector<std::string> seeds;       // each of them is accepted
  std::vector<std::string_view> words;  // that are put in here and there
  // Reads, and holds what is accepted against what must be true of it; false: refused, as may be.
  bool (*accepts)(std::string_view input);
};

// The table of all readers.
std::vector<Reader> readers();

Reader runbook_reader();
Reader archive_reader();
Reader pattern_reader();
Reader plan_reader();
Reader event_reader();
Reader site_event_reader();
Reader command_reader();
Reader request_reader();
Reader target_reader();
Reader moment_reader();
Reader answer_reader();
Reader redaction_reader();
Reader keeper_reader();
Reader plan_document_reader();
Reader samples_reader();
Reader export_reader();
Reader socket_reader();
Reader headers_reader();
Reader http_reader();
Reader form_reader();
Reader results_reader();
Reader evidence_reader();
Reader template_reader();
Reader words_reader();
Reader scenario_reader();
Reader holidays_reader();
Reader decision_reader();
Reader amendment_reader();

// What must be true of what was read; where it is not, the process ends.
void hold(bool truth, std::string_view property);

// Words of JSON texts, for those that read JSON.
std::vector<std::string_view> json_words(std::initializer_list<std::string_view> more);

// The input up to the first `separator`, and what follows it.
struct Halves {
  std::string_view first, second;
};
Halves halves(std::string_view input, char separator);

}  // namespace golive::fuzz
