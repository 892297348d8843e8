// HttpServer: the HTTP library behind a narrow front. Takes requests, has them answered, writes
// responses; its own thread never waits. The only part of golive that knows Pistache.
#pragma once

#include <functional>
#include <memory>

#include "api/listen_address.h"
#include "api/rest/exchange.h"
#include "api/rest/workers.h"

namespace golive::rest {

class HttpServer {
 public:
  // Answers what answer_at_once() has nothing to say about, on a worker's thread. Must not throw.
  using Answerer = std::function<HttpResponse(const HttpRequest&, EngineLink&)>;
  // The workers must outlive it.
  HttpServer(Workers& workers, Answerer answerer)
      : workers_(workers), answerer_(std::move(answerer)) {}
  // Listens and serves until the process ends; comes back only with the reason why it could not
  // listen.
  Error serve(const ListenAddress& address);

 private:
  Workers& workers_;
  Answerer answerer_;
};

}  // namespace golive::rest
