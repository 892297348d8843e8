// HttpServer: the HTTP library behind a narrow front. Takes requests, has them answered, writes
// responses; its own thread never waits. The only part of golive that knows Pistache.
#pragma once

#include <memory>

#include "api/listen_address.h"
#include "api/rest/run_folds.h"
#include "api/rest/workers.h"

namespace golive::rest {

class HttpServer {
 public:
  // Both must outlive it.
  HttpServer(Workers& workers, RunFolds& folds) : workers_(workers), folds_(folds) {}
  // Listens and serves until the process ends; comes back only with the reason why it could not
  // listen.
  Error serve(const ListenAddress& address);

 private:
  Workers& workers_;
  RunFolds& folds_;
};

}  // namespace golive::rest
