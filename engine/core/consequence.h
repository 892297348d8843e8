// Consequence: the events that always come together, wherever they are decided.
#pragma once

#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

// An attempt has failed: that, and the next attempt if the item has retries left.
std::vector<EventBody> failure(const Run& run, const AttemptId& id, std::string error, Instant now);
// How often an item is tried again by itself.
int allowed_retries(const Item& item);
// A contingency is set going, and with it the rollback it asks for.
std::vector<EventBody> activation(const Run& run, ItemIndex contingency, std::string role,
                                  std::string reason);
// The rollback that an active contingency asks for.
std::vector<EventBody> rollback_of(const Run& run, ItemIndex contingency, std::string reason);
// Everything started since the first start within `to`, backwards. What still runs of it is ended
// first. What the contingency itself (`answer`) has done before it is no part of what went wrong.
std::vector<EventBody> rollback(const Run& run, ItemIndex to, std::string reason,
                                std::optional<ItemIndex> answer = {});

}  // namespace golive
