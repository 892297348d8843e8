// The endpoints, one function a row of rest/routes.cpp. They may refuse with an Error, which
// becomes a problem document; they never write the data directory.
#pragma once

#include "api/rest/routes.h"

namespace golive::rest {

// health.cpp
HttpResponse live();  // what health_live says, without a call
Result<HttpResponse> health_live(const Call& call);
Result<HttpResponse> health_ready(const Call& call);
// gates.cpp
Result<HttpResponse> show_gate(const Call& call);
// metrics.cpp
Result<HttpResponse> show_metrics(const Call& call);
// run_list.cpp
Result<HttpResponse> list_runs(const Call& call);
// runs.cpp
Result<HttpResponse> create_run(const Call& call);
Result<HttpResponse> show_run(const Call& call);
Result<HttpResponse> preview_move(const Call& call);
Result<HttpResponse> list_events(const Call& call);
// stream.cpp
Result<HttpResponse> stream_events(const Call& call);
// commands.cpp: the command's name is the path's last part
Result<HttpResponse> send_command(const Call& call);
// amendments.cpp
Result<HttpResponse> list_amendments(const Call& call);
Result<HttpResponse> compare_run(const Call& call);
Result<HttpResponse> amend_run(const Call& call);
// evidence.cpp
Result<HttpResponse> upload_part(const Call& call);
Result<HttpResponse> list_evidence(const Call& call);
Result<HttpResponse> show_evidence(const Call& call);
// rehearsals.cpp
Result<HttpResponse> show_rehearsals(const Call& call);
// reports.cpp
Result<HttpResponse> list_reports(const Call& call);
Result<HttpResponse> show_report(const Call& call);

}  // namespace golive::rest
