#include "api/rest/http_server.h"

#include <pistache/endpoint.h>
#include <pistache/http.h>
#include <pistache/peer.h>
#include <algorithm>
#include <mutex>

#include "api/rest/gate.h"
#include "api/rest/problem.h"
#include "base/limits.h"

namespace golive::rest {
namespace {

using namespace std::chrono_literals;
namespace Http = Pistache::Http;

// More than a body may have, so that one somewhat over the limit is told so by us; what is over
// this, the library refuses in its own words.
constexpr std::size_t request_bytes = 16 * limits::command_bytes;
// The library answers 408 to what takes longer. An answer may take door_wait and two talks with the
// engine.
constexpr auto library_timeout = 60s;
static_assert(limits::door_wait + 2 * limits::engine_answer < library_timeout);

HttpRequest request_of(const Http::Request& theirs) {
  HttpRequest ours;
  ours.method = Http::methodString(theirs.method());
  ours.path = theirs.resource();
  for (auto it = theirs.query().parameters_begin(); it != theirs.query().parameters_end(); ++it)
    ours.query[it->first] = it->second;
  for (const auto& [name, raw] : theirs.headers().rawList())
    ours.headers.emplace_back(raw.name(), raw.value());
  ours.body = theirs.body();
  ours.client = theirs.address().host();
  return ours;
}

// A header as it is. The library writes none of the raw ones, and the values of its own as they
// come: nothing of a client's may end the line.
class PlainHeader final : public Http::Header::Header {
 public:
  PlainHeader(std::string name, std::string value)
      : name_(std::move(name)), value_(std::move(value)) {
    std::replace_if(
        value_.begin(), value_.end(), [](char c) { return c < ' ' || c == 0x7f; }, ' ');
  }
  const char* name() const override { return name_.c_str(); }
  std::uint64_t hash() const override { return 0; }  // never cast to
  void write(std::ostream& stream) const override { stream << value_; }

 private:
  std::string name_, value_;
};

void send(Http::ResponseWriter& writer, const HttpRequest& request, const HttpResponse& response) {
  for (const auto& [name, value] : response.headers)
    writer.headers().add(std::make_shared<PlainHeader>(name, value));
  const auto cached = [](const auto& each) { return each.first == "Cache-Control"; };
  if (std::none_of(response.headers.begin(), response.headers.end(), cached))
    writer.headers().add(std::make_shared<PlainHeader>("Cache-Control", "no-store"));
  // The library would write a body to HEAD, too.
  const std::string body = request.method == "HEAD" ? std::string() : response.body;
  writer.send(static_cast<Http::Code>(response.status), body,
              Http::Mime::MediaType::fromString(response.content_type));
}

// A client's connection. The library queues what is to be sent by the number of its socket: what
// is still queued when the client goes would be sent to the next one, which is given the same
// number. So nothing is queued for a client that has gone.
class Connection {
 public:
  // Of this client, from its first request to its end. On the library's thread.
  static std::shared_ptr<Connection> of(Pistache::Tcp::Peer& peer) {
    constexpr auto name = "connection";
    auto known = peer.tryGetData(name);
    if (!known) peer.putData(name, known = std::make_shared<Connection>());
    return std::static_pointer_cast<Connection>(known);
  }
  // From any thread.
  void answer(Http::ResponseWriter& writer, const HttpRequest& request,
              const HttpResponse& response) {
    const std::lock_guard lock(mutex_);
    if (open_) send(writer, request, response);
  }
  void close() {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }

 private:
  std::mutex mutex_;
  bool open_ = true;
};

class Front final : public Http::Handler {
 public:
  HTTP_PROTOTYPE(Front)
  Front(Workers& workers, HttpServer::Answerer answerer)
      : workers_(&workers), answerer_(std::move(answerer)) {}

  void onRequest(const Http::Request& theirs, Http::ResponseWriter writer) override {
    try {
      if (const auto peer = writer.getPeer())
        answer_soon(request_of(theirs), std::move(writer), Connection::of(*peer));
    } catch (...) {
      // Out of memory. What leaves here would reach the client as it is, or end the process; the
      // watcher replaces a door that does not recover.
    }
  }

  // Before the socket is closed, and its number free for another.
  void onDisconnection(const std::shared_ptr<Pistache::Tcp::Peer>& peer) override {
    try {
      Connection::of(*peer)->close();
      transport()->flush();  // what is queued, the library's own refusals included
    } catch (...) {
      // As above.
    }
  }

 private:
  void answer_soon(const HttpRequest& request, Http::ResponseWriter writer,
                   const std::shared_ptr<Connection>& connection) {
    if (const auto at_once = answer_at_once(request))
      return connection->answer(writer, request, *at_once);
    // A job is copied, a writer is not; and it may send from another thread, once.
    const auto shared = std::make_shared<Http::ResponseWriter>(std::move(writer));
    const auto job = [request, shared, connection, answerer = answerer_](EngineLink& engine) {
      const auto response = answerer(request, engine);
      try {
        connection->answer(*shared, request, response);
      } catch (...) {
        // Out of memory: the client hears nothing, and others are served.
      }
    };
    if (!workers_->submit(job))
      connection->answer(
          *shared, request,
          problem(
              {ErrorKind::unavailable, "too many requests at once", {}, "try again in a moment"},
              request.path));
  }

  Workers* workers_;
  HttpServer::Answerer answerer_;
};

}  // namespace

Error HttpServer::serve(const ListenAddress& address) {
  try {
    Http::Endpoint endpoint(Pistache::Address(address.host, Pistache::Port(address.port)));
    // One thread: it never waits, and if a request freezes it, the watcher sees so at once.
    endpoint.init(Http::Endpoint::options()
                      .threads(1)
                      .flags(Pistache::Tcp::Options::ReuseAddr | Pistache::Tcp::Options::NoDelay)
                      .maxRequestSize(request_bytes)
                      .maxResponseSize(2 * limits::response_bytes)
                      .headerTimeout(library_timeout)
                      .bodyTimeout(library_timeout));
    endpoint.setHandler(std::make_shared<Front>(workers_, answerer_));
    endpoint.serve();
  } catch (const std::exception& failure) {
    return {ErrorKind::unavailable, std::string("the door cannot listen: ") + failure.what(),
            to_text(address), "choose another address by --listen"};
  }
  return {ErrorKind::unavailable, "the door has stopped listening", to_text(address), {}};
}

}  // namespace golive::rest
