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
      if (const auto fits = check(*event); !fits) return fits;
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

// apply() takes for granted what an engine has written; a log may have passed through other hands.
Result<void> RunLog::check(const Event& event) const {
  if (run_) return check_items(*run_, event);
  if (std::holds_alternative<event::RunCreated>(event.body)) return {};
  return fail(ErrorKind::invalid, "the log does not begin with the run's creation",
              "log " + id_ + ", event " + std::to_string(event.seq), {});
}

}  // namespace golive
