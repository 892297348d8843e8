#include "view/mark.h"

#include <array>
#include <utility>

namespace golive {

Mark mark_of(std::string_view state) {
  struct Row {
    std::string_view state;
    Mark mark;
  };
  static constexpr std::array rows{
      Row{"succeeded", {"✓", Tone::good}}, Row{"approved", {"✓", Tone::good}},
      Row{"completed", {"✓", Tone::good}}, Row{"ended", {"✓", Tone::good}},
      Row{"undone", {"↶", Tone::quiet}}, Row{"rolled_back", {"↶", Tone::asks}},
      Row{"running", {"●", Tone::busy}}, Row{"undoing", {"●", Tone::busy}},
      Row{"active", {"●", Tone::busy}}, Row{"ready", {"○", Tone::asks}},
      Row{"open", {"○", Tone::asks}}, Row{"offered", {"○", Tone::asks}},
      Row{"paused", {"‖", Tone::asks}}, Row{"held", {"‖", Tone::asks}},
      Row{"in_doubt", {"?", Tone::asks}}, Row{"lapsed", {"?", Tone::asks}},
      Row{"failed", {"✗", Tone::bad}}, Row{"refused", {"✗", Tone::bad}},
      Row{"undo_failed", {"✗", Tone::bad}}, Row{"aborted", {"✗", Tone::bad}},
      Row{"interrupted", {"✗", Tone::bad}}, Row{"skipped", {"–", Tone::quiet}},
      Row{"waived", {"–", Tone::quiet}}, Row{"not_done", {"–", Tone::quiet}},
      Row{"declined", {"–", Tone::quiet}}, Row{"overdue", {"!", Tone::bad}},
      // results and verdicts
      Row{"go", {"✓", Tone::good}}, Row{"pass", {"✓", Tone::good}},
      Row{"passed", {"✓", Tone::good}}, Row{"reservations", {"!", Tone::asks}},
      Row{"no-go", {"✗", Tone::bad}}, Row{"fail", {"✗", Tone::bad}},
      Row{"impossible", {"✗", Tone::bad}}, Row{"not-applicable", {"–", Tone::quiet}},
      Row{"not_needed", {"–", Tone::quiet}}, Row{"passed_over", {"–", Tone::quiet}},
      // of a watch
      Row{"watch_ok", {"✓", Tone::good}}, Row{"watch_degraded", {"!", Tone::asks}},
      Row{"watch_down", {"✗", Tone::bad}}, Row{"watch_inconclusive", {"?", Tone::asks}},
      Row{"noted", {"•", Tone::quiet}}};
  for (const auto& row : rows)
    if (row.state == state) return row.mark;
  return {"◌", Tone::quiet};  // waiting, closed, planned, dormant
}

std::string toned(std::string_view text, Tone tone, bool colour) {
  if (!colour) return std::string(text);
  std::string_view code;
  switch (tone) {
    case Tone::quiet:
      code = "2";
      break;
    case Tone::good:
      code = "32";
      break;
    case Tone::busy:
      code = "36";
      break;
    case Tone::asks:
      code = "33";
      break;
    case Tone::bad:
      code = "31";
      break;
  }
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace golive
