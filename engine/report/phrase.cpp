#include "report/phrase.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "view/item_view.h"

namespace golive {

nlohmann::json Phrase::item_state(ItemIndex item) const {
  if (!is_final(run_)) return state("item_state", state_text(run_, item));
  switch (state_of(run_, item)) {
    case ItemState::running:
    case ItemState::undoing: {
      // A container of which something was undone was not just interrupted.
      const auto& children = run_.plan->items[item].children;
      const bool undone = std::any_of(children.begin(), children.end(), [&](ItemIndex child) {
        return state_of(run_, child) == ItemState::undone;
      });
      return state("item_state", undone ? "undone" : "interrupted");
    }
    case ItemState::waiting:
    case ItemState::ready:
    case ItemState::closed:
    case ItemState::open:
      return state("item_state", "not_done");
    case ItemState::in_doubt:
    case ItemState::succeeded:
    case ItemState::failed:
    case ItemState::skipped:
    case ItemState::undone:
    case ItemState::undo_failed:
    case ItemState::held:
    case ItemState::approved:
    case ItemState::refused:
    case ItemState::lapsed:
    case ItemState::waived:
      break;
  }
  return state("item_state", state_text(run_, item));
}

}  // namespace golive
