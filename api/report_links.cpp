#include "api/report_links.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/whole_log.h"
#include "base/sha256.h"

namespace golive {

std::vector<ReportLink> report_links(LogReader& reader, const site_event::NoticeDue& due,
                                     const LinkSource& source, ToldOnce& told) {
  std::vector<ReportLink> links;
  const auto facts = nlohmann::json::parse(due.facts, nullptr, false);
  if (!facts.is_object()) return links;
  const auto known = report_kinds();
  for (const auto& each : facts.value("reports", nlohmann::json::array())) {
    if (!each.is_string()) continue;
    ReportWish wish;
    wish.kind = each.get<std::string>();
    wish.language = facts.value("language", std::string("en"));
    wish.seq = due.seq;
    wish.templates = source.templates;
    if (wish.kind == "daily-note") wish.day = facts.value("day", std::string());
    if (std::find(known.begin(), known.end(), wish.kind) == known.end()) continue;
    const auto report = report_in_any_case(reader, due.run, wish, source.output, told);
    if (!report) continue;
    links.push_back({wish.kind,
                     source.front + "/board/runs/" + due.run + "/reports/" + wish.kind +
                         "?seq=" + std::to_string(wish.seq) + "&lang=" + wish.language +
                         (wish.day.empty() ? "" : "&day=" + wish.day),
                     sha256(*report)});
  }
  return links;
}

}  // namespace golive
