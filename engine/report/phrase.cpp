#include "report/phrase.h"

#include <nlohmann/json.hpp>

#include "view/item_view.h"

namespace golive {

nlohmann::json Phrase::item_state(ItemIndex item) const {
  if (const WatchTold* watch = bad_watch(run_, item))
    return state("trail", "watch_" + std::string(text_of(watch->verdict)));
  if (!is_final(run_)) return state("item_state", state_text(run_, item));
  switch (state_of(run_, item)) {
    case ItemState::waiting:
    case ItemState::ready:
    case ItemState::closed:
    case ItemState::open:
      return state("item_state", "not_done");
    case ItemState::running:
    case ItemState::undoing:
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
