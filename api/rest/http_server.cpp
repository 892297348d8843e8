#include "api/rest/http_server.h"

#include <fcntl.h>
#include <pistache/endpoint.h>
#include <pistache/http.h>
#include <pistache/peer.h>
#include <algorithm>
#include <mutex>

#include "api/rest/gate.h"
#include "api/rest/problem.h"
#include "base/limits.h"
#include "rim/system_clock.h"

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
  const auto peer = theirs.address().host();
  ours.client = source_of(ours, peer);
  ours.https = is_https(ours, peer);
  ours.id = id_of(ours);
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

std::string header_lines(const HttpResponse& response) {
  std::string lines;
  for (const auto& [name, value] : response.headers) lines += name + ": " + value + "\r\n";
  return lines;
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
  // The socket leaves the library under another number: the stream outlasts all that the library
  // does with its own. From any thread.
  void hand_over(Http::ResponseWriter& writer, const HttpRequest& request,
                 const HttpResponse& response, EventStreams& streams) {
    const std::lock_guard lock(mutex_);
    const auto peer = writer.getPeer();
    if (!open_ || !peer) return;
    const int socket = fcntl(peer->fd(), F_DUPFD_CLOEXEC, 0);
    if (socket < 0)
      return send(
          writer, request,
          problem({ErrorKind::unavailable, "too many streams are open", {}, {}}, request.path));
    peer->setIdle(true);  // the library does not wait for an answer any more
    open_ = false;
    streams.take(socket, std::move(*response.stream), header_lines(response));
  }
  void close() {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }

 private:
  std::mutex mutex_;
  bool open_ = true;
};

// One request, from its coming in to its answer.
class Asking {
 public:
  Asking(HttpRequest request, std::shared_ptr<Connection> connection, Door& door)
      : request_(std::move(request)), connection_(std::move(connection)), door_(&door) {}
  [[nodiscard]] const HttpRequest& request() const { return request_; }

  // From any thread.
  void answer(Http::ResponseWriter& writer, HttpResponse response) const {
    add_id(request_, response);
    const auto took = std::chrono::duration_cast<Duration>(Clock::now() - since_);
    door_->log.add(request_, response, took, SystemClock().now());
    if (response.stream)
      connection_->hand_over(writer, request_, response, door_->streams);
    else
      connection_->answer(writer, request_, response);
  }

 private:
  using Clock = std::chrono::steady_clock;
  HttpRequest request_;
  std::shared_ptr<Connection> connection_;
  Door* door_;
  Clock::time_point since_ = Clock::now();
};

class Front final : public Http::Handler {
 public:
  HTTP_PROTOTYPE(Front)
  Front(Workers& workers, HttpServer::Answerer answerer, Door& door)
      : workers_(&workers), answerer_(std::move(answerer)), door_(&door) {}

  void onRequest(const Http::Request& theirs, Http::ResponseWriter writer) override {
    try {
      if (const auto peer = writer.getPeer())
        answer_soon(Asking(request_of(theirs), Connection::of(*peer), *door_), std::move(writer));
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
  void answer_soon(const Asking& asking, Http::ResponseWriter writer) {
    if (auto at_once = answer_at_once(asking.request()))
      return asking.answer(writer, *std::move(at_once));
    // A job is copied, a writer is not; and it may send from another thread, once.
    const auto shared = std::make_shared<Http::ResponseWriter>(std::move(writer));
    const auto job = [asking, shared, answerer = answerer_](EngineLink& engine) {
      try {
        asking.answer(*shared, answerer(asking.request(), engine));
      } catch (...) {
        // Out of memory: the client hears nothing, and others are served.
      }
    };
    if (!workers_->submit(job))
      asking.answer(
          *shared,
          problem(
              {ErrorKind::unavailable, "too many requests at once", {}, "try again in a moment"},
              asking.request().path));
  }

  Workers* workers_;
  HttpServer::Answerer answerer_;
  Door* door_;
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
    endpoint.setHandler(std::make_shared<Front>(workers_, answerer_, door_));
    endpoint.serve();
  } catch (const std::exception& failure) {
    return {ErrorKind::unavailable, std::string("the door cannot listen: ") + failure.what(),
            to_text(address), "choose another address by --listen"};
  }
  return {ErrorKind::unavailable, "the door has stopped listening", to_text(address), {}};
}

}  // namespace golive::rest
