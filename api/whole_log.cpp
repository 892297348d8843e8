#include "api/whole_log.h"

#include <iterator>

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

Result<std::string> report_on(LogReader& reader, const std::string& run, const ReportWish& wish) {
  const auto records = read_whole_log(reader, run);
  if (!records) return tl::unexpected<Error>(records.error());
  if (records->empty())
    return fail(ErrorKind::not_found, "there is no run \"" + run + "\"", {},
                "see which there are with `golive status`");
  // A report is evidence: none is made of a log that was changed.
  if (auto chained = verify_chain(run, *records); !chained)
    return fail(ErrorKind::storage, chained.error().what, chained.error().place,
                "golive audit verify " + run + " says more; restore a copy of the data directory");
  std::vector<Event> events;
  for (const auto& record : *records) {
    auto event = event_from_record(record);
    if (!event) return tl::unexpected<Error>(event.error());
    events.push_back(std::move(*event));
  }
  return make_report(wish, events, records->back().hash);
}

}  // namespace golive
