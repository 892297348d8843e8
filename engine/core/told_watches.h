// Told watches: what the watches of an item have told in the attempt that is under way, one by one,
// where a body watches several things. Those that are over stay in it until the attempt is: a
// decision that rests on them does not lapse by their end alone.
#pragma once

#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

struct ToldWatch {
  const Effect* effect = nullptr;
  const WatchTold* told = nullptr;
};

// Of what a body asks for: whether it looks on for a time, by its canonical request.
bool may_watch(EffectKind kind, const std::string& request);
// In the order asked for; they point into the run. One that has told nothing yet, and so is ok, is
// not among them, nor one that is over where a later one looks at the same.
std::vector<ToldWatch> told_watches(const Run& run, ItemIndex item);
// What a poll looks at, for people, on one line and not too long: an address, a command, a name.
std::string what_it_watches(const Effect& poll);
// "", or " (http://shop/health)" where the item has told of several; with its key, too, where two
// would be called the same.
std::string which_watch(const std::vector<ToldWatch>& all, const ToldWatch& one);
// What its last look has seen, for people, and who bears that: "no data; borne by eve: I looked";
// of one that is over: "ended: status 503".
std::string why_told(const WatchTold& watch);

}  // namespace golive
