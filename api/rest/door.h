// Door: what all requests share. It outlives them.
#pragma once

#include "api/rest/access_log.h"
#include "api/rest/actor_pace.h"
#include "api/rest/event_streams.h"
#include "api/rest/run_folds.h"
#include "api/rest/source_patience.h"
#include "api/told_once.h"
#include "report/templates.h"

namespace golive::rest {

struct Door {
  Door(const std::filesystem::path& database, const std::filesystem::path& socket,
       Templates own_templates = {})
      : evidence(database.parent_path() / "evidence"),
        folds(database),
        streams(database, socket),
        log(database.parent_path() / "access.log"),
        templates(std::move(own_templates)) {}

  std::filesystem::path evidence;
  RunFolds folds;
  EventStreams streams;
  SourcePatience patience;
  ActorPace pace;
  AccessLog log;
  const Templates templates;
  ToldOnce told{"golive-door"};
};

}  // namespace golive::rest
