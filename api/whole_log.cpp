#include "api/whole_log.h"

#include <iterator>

#include "api/kept_samples.h"
#include "api/rehearsals.h"
#include "base/limits.h"
#include "core/chain.h"
#include "core/codec.h"

namespace golive {

Result<std::vector<Record>> read_whole_log(LogReader& reader, const std::string& log) {
  std::vector<Record> records;
  for (;;) {
    auto page = reader.read(log, records.empty() ? 0 : records.back().seq, limits::events_page);
    if (!page) return page;
    const bool is_last = page->size() < limits::events_page;
    std::move(page->begin(), page->end(), std::back_inserter(records));
    if (is_last) return records;
  }
}

namespace {

// A report is evidence: none is made of a log that was changed.
Result<std::vector<Record>> read_evidence(LogReader& reader, const std::string& run) {
  auto records = read_whole_log(reader, run);
  if (!records) return records;
  if (auto chained = verify_chain(run, *records); !chained)
    return fail(ErrorKind::storage, chained.error().what, chained.error().place,
                "golive audit verify " + run + " says more; restore a copy of the data directory");
  return records;
}

Result<std::vector<Measured>> rehearsals_beside(LogReader& reader, const std::string& run) {
  RunLog log(run);
  if (auto read = log.read_on(reader); !read) return tl::unexpected<Error>(read.error());
  auto rehearsals = Rehearsals().beside(reader, log.run());
  if (!rehearsals) return rehearsals;
  for (auto& rehearsal : *rehearsals) {
    const auto records = read_evidence(reader, rehearsal.run);
    if (!records) return tl::unexpected<Error>(records.error());
    rehearsal.head = records->back().hash;
  }
  return rehearsals;
}

}  // namespace

Result<std::string> report_on(LogReader& reader, const std::string& run, const ReportWish& wish,
                              const std::filesystem::path& output) {
  auto records = read_evidence(reader, run);
  if (!records) return tl::unexpected<Error>(records.error());
  if (records->empty())
    return fail(ErrorKind::not_found, "there is no run \"" + run + "\"", {},
                "see which there are with `golive status`");
  if (wish.seq > records->size())
    return fail(ErrorKind::not_found, "the log has no event " + std::to_string(wish.seq), "seq",
                "its last is " + std::to_string(records->size()));
  if (wish.seq > 0) records->resize(wish.seq);
  std::vector<Event> events;
  for (const auto& record : *records) {
    auto event = event_from_record(record);
    if (!event) return tl::unexpected<Error>(event.error());
    events.push_back(std::move(*event));
  }
  std::vector<Measured> rehearsals;
  if (looks_at_rehearsals(wish.kind)) {
    auto beside = rehearsals_beside(reader, run);
    if (!beside) return tl::unexpected<Error>(beside.error());
    rehearsals = *std::move(beside);
  }
  std::vector<WatchLevel> watches;
  if (looks_at_samples(wish.kind)) watches = levels_of(events, output);
  return make_report(wish, events, records->back().hash, rehearsals, watches);
}

Result<std::string> report_in_any_case(LogReader& reader, const std::string& run, ReportWish wish,
                                       const std::filesystem::path& output, ToldOnce& told) {
  auto report = report_on(reader, run, wish, output);
  if (report || wish.templates.own().empty()) return report;
  const auto why = report.error();
  wish.templates = {};
  report = report_on(reader, run, wish, output);
  if (report) told.tell(to_line(why) + "; the built-in one is used");
  return report;
}

}  // namespace golive
