// Notices: what of a run is told to its channels, as facts: the texts are made of them later
// (report/notice_text.h).
#pragma once

#include <vector>

#include "core/outbox.h"
#include "core/run.h"

namespace golive {

// The hash of the event that is told, and the fingerprint of the key that signs it as a head of the
// log; empty if none does.
struct SignedAt {
  std::string hash, fingerprint;
};

// What each channel of the plan is to be told of an event that has just been applied to `run`; in
// the order of the channels. Nothing in a simulation.
std::vector<site_event::NoticeDue> notices_of(const Run& run, const Event& event,
                                              const SignedAt& signs = {});

}  // namespace golive
