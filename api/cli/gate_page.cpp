#include "api/cli/gate_page.h"

#include "core/subject.h"
#include "core/told_watches.h"
#include "view/evidence_view.h"

namespace golive::cli {
namespace {

constexpr std::size_t shown_evidence = 10;  // the latest: a screen has room for no more

std::string decided(const Decision& made) {
  return "\n  " + made.actor + " as " + made.role +
         (made.on_behalf_of.empty() ? "" : " for " + made.on_behalf_of) + ": " +
         std::string(text_of(made.verdict)) + ", " + made.reason;
}

std::string because(const WatchTold& watch) {
  const auto why = why_told(watch);
  return why.empty() ? "" : ": " + why;
}

}  // namespace

std::string gate_page(const Run& run, ItemIndex gate) {
  const Item& item = run.plan->items[gate];
  return "Gate " + item.path + " (" + name_of(item) + ")" + gate_evidence(run, gate);
}

std::string gate_evidence(const Run& run, ItemIndex gate) {
  const Item& item = run.plan->items[gate];
  const ItemRun& state = run.items[gate];
  std::string text;
  if (!item.description.empty()) text += "\n  " + item.description;
  const auto evidence = evidence_of(run, gate);
  const auto first = evidence.size() > shown_evidence ? evidence.size() - shown_evidence : 0;
  if (first > 0) text += "\n  ... " + std::to_string(first) + " items before";
  for (auto place = first; place < evidence.size(); ++place) {
    text += "\n  " + run.plan->items[evidence[place]].path + " " +
            std::string(text_of(run.items[evidence[place]].state));
    const auto told = told_watches(run, evidence[place]);
    for (const ToldWatch& each : told)
      text += ", " + std::string(text_of(each.told->verdict)) + which_watch(told, each) +
              because(*each.told);
  }
  for (const Evidence* each : files_for(run, gate))
    text += "\n  evidence: " + evidence_line(run, *each);
  for (const Decision& made : state.decisions) text += decided(made);
  return text + "\n  it rests on " + subject_of(run, gate).substr(0, 12);
}

}  // namespace golive::cli
