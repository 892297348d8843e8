#include "api/run_log.h"

#include "base/limits.h"
#include "core/codec.h"
#include "core/decide.h"

namespace golive {

Result<void> RunLog::read_on(LogReader& reader, const EachEvent& each) {
  for (;;) {
    const auto page = reader.read(id_, run_ ? run_->seq : 0, limits::events_page);
    if (!page) return tl::unexpected<Error>(page.error());
    for (const auto& record : *page) {
      const auto event = event_from_record(record);
      if (!event) return tl::unexpected<Error>(event.error());
      if (!run_) run_.emplace();
      apply(*run_, *event);
      if (each) each(*run_, *event);
    }
    if (page->size() < limits::events_page) break;
  }
  if (run_) return {};
  return fail(ErrorKind::not_found, "there is no run \"" + id_ + "\"", {},
              "see which there are with `golive status`");
}

}  // namespace golive
