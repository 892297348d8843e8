// Report links: the reports that a notice points to, each under an address that stays, with the
// hash of its bytes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/outbox.h"
#include "port/store.h"

namespace golive {

struct ReportLink {
  std::string kind, address, sha256;
};

// Those that the notice's facts name, made of its run's log as it was at its event: whenever they
// are made again, they have these bytes. `front`: what people's browsers put before a path;
// `output`: where the samples of watches lie. One that cannot be made is left out.
std::vector<ReportLink> report_links(LogReader& reader, const site_event::NoticeDue& due,
                                     const std::string& front, const std::filesystem::path& output);

}  // namespace golive
