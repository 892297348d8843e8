// Door: what all requests share. It outlives them.
#pragma once

#include "api/rest/access_log.h"
#include "api/rest/actor_pace.h"
#include "api/rest/event_streams.h"
#include "api/rest/run_folds.h"
#include "api/rest/source_patience.h"

namespace golive::rest {

struct Door {
  Door(const std::filesystem::path& database, const std::filesystem::path& socket)
      : evidence(database.parent_path() / "evidence"),
        folds(database),
        streams(database, socket),
        log(database.parent_path() / "access.log") {}

  std::filesystem::path evidence;
  RunFolds folds;
  EventStreams streams;
  SourcePatience patience;
  ActorPace pace;
  AccessLog log;
};

}  // namespace golive::rest
