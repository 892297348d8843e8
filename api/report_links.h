// Report links: the reports that a notice points to, each under an address that stays, with the
// hash of its bytes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "api/told_once.h"
#include "core/outbox.h"
#include "port/store.h"
#include "report/templates.h"

namespace golive {

struct ReportLink {
  std::string kind, address, sha256;
};

struct LinkSource {
  std::string front;             // what people's browsers put before a path
  std::filesystem::path output;  // where the samples of watches lie
  Templates templates = {};
};

// Those that the notice's facts name, made of its run's log as it was at its event: whenever they
// are made again by the same templates, they have these bytes. One that cannot be made is left out.
std::vector<ReportLink> report_links(LogReader& reader, const site_event::NoticeDue& due,
                                     const LinkSource& source, ToldOnce& told);

}  // namespace golive
