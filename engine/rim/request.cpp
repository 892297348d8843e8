#include "rim/request.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "core/quick_reader.h"
#include "rim/environment.h"
#include "rim/expectation.h"

namespace golive {

struct PlainHttp {
  std::string method = "GET", url, body;
  std::map<std::string, std::string> headers;
  std::int64_t timeout_ms = limits::http_timeout.count();
  std::vector<int> ok;       // what the body takes for a success
  std::string interruption;  // what the engine does when it dies meanwhile
};
template <>
struct Fields<PlainHttp> {
  static constexpr auto rows(auto&& read) {
    return read(may("body", &PlainHttp::body), may("headers", &PlainHttp::headers),
                may("interruption", &PlainHttp::interruption), may("method", &PlainHttp::method),
                may("ok", &PlainHttp::ok), may("timeout_ms", &PlainHttp::timeout_ms),
                need("url", &PlainHttp::url));
  }
};

namespace {

using nlohmann::json;
using Texts = std::map<std::string, std::string>;

tl::unexpected<Error> wrong(std::string what) { return fail(ErrorKind::invalid, std::move(what)); }

// Reads by `read`, which may throw what the JSON library throws at a wrong type.
template <class Value, class Read>
Result<Value> checked(const Read& read) {
  try {
    return read();
  } catch (const json::exception& mistake) {
    return wrong(std::string("the request is not of the right form: ") + mistake.what());
  }
}

Duration duration_of(const json& request, const char* field, Duration otherwise) {
  return Duration(request.value(field, otherwise.count()));
}

bool has_any(std::string_view text, std::string_view unwanted) {
  return text.find_first_of(unwanted) != std::string_view::npos;
}

constexpr std::string_view zero_byte("\0", 1), line_breaks("\r\n\0", 3);

Result<Texts> texts_in(const json& request, const char* field, const Secrets& secrets) {
  const auto filled = secrets.fill(request.value(field, json::object()));
  if (!filled) return tl::unexpected(filled.error());
  return filled->get<Texts>();
}

Result<std::string> text_in(const json& request, const char* field, const Secrets& secrets) {
  const auto filled = secrets.fill(request.at(field));
  if (!filled) return tl::unexpected(filled.error());
  return filled->get<std::string>();
}

// The system would silently cut texts at a zero byte.
Result<void> check(const ProcessRequest& process) {
  if (process.timeout <= Duration(0)) return wrong("the timeout must be above zero");
  for (const auto& word : process.argv)
    if (has_any(word, zero_byte)) return wrong("argv has a zero byte");
  for (const auto& [name, value] : process.variables)
    if (name.empty() || has_any(name, {"=\0", 2}) || has_any(value, zero_byte))
      return wrong("env has a name or value that no process can be given: " + name);
  return {};
}

// A line break would begin another header, or another request.
Result<void> check(const HttpRequest& http) {
  if (http.timeout <= Duration(0)) return wrong("the timeout must be above zero");
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (http.method.empty() || !std::all_of(http.method.begin(), http.method.end(), is_upper))
    return wrong("the method is no word in capitals: " + http.method);
  for (const auto& [name, value] : http.headers)
    if (name.empty() || has_any(name, ": ;\t\r\n") || has_any(value, line_breaks))
      return wrong("the header " + name + " has a character that no header may have");
  return {};
}

Result<void> read_body(const json& request, const Secrets& secrets, HttpRequest& http) {
  if (request.contains("body")) {
    auto body = text_in(request, "body", secrets);
    if (!body) return tl::unexpected(body.error());
    http.body = std::move(*body);
  } else if (request.contains("json")) {
    const auto body = secrets.fill(request["json"]);
    if (!body) return tl::unexpected(body.error());
    http.body = body->dump();
    http.headers.try_emplace("content-type", "application/json");
  }
  return {};
}

}  // namespace

Result<ProcessRequest> process_request(const json& request, const Secrets& secrets,
                                       const std::string& folder, std::filesystem::path output,
                                       Duration default_timeout) {
  return checked<ProcessRequest>([&]() -> Result<ProcessRequest> {
    ProcessRequest process;
    for (const auto& word : request.at("argv"))
      if (!secrets_in(word).empty())
        return wrong("a secret in argv would show in the process list");
    process.argv = request["argv"].get<std::vector<std::string>>();
    auto added = texts_in(request, "env", secrets);
    if (!added) return tl::unexpected(added.error());
    process.variables = process_environment(*added);
    process.folder = (std::filesystem::path(folder) / request.value("cwd", "")).string();
    if (request.contains("stdin")) {
      auto input = text_in(request, "stdin", secrets);
      if (!input) return tl::unexpected(input.error());
      process.input = std::move(*input);
    }
    process.timeout = duration_of(request, "timeout_ms", default_timeout);
    process.output = std::move(output);
    if (auto fits = check(process); !fits) return tl::unexpected(fits.error());
    return process;
  });
}

Result<HttpRequest> http_request(const json& request, const Secrets& secrets,
                                 std::size_t kept_bytes) {
  return checked<HttpRequest>([&]() -> Result<HttpRequest> {
    HttpRequest http;
    http.method = request.value("method", "GET");
    http.url = request.at("url").get<std::string>();
    auto headers = texts_in(request, "headers", secrets);
    if (!headers) return tl::unexpected(headers.error());
    http.headers = std::move(*headers);
    if (auto read = read_body(request, secrets, http); !read) return tl::unexpected(read.error());
    http.timeout = duration_of(request, "timeout_ms", limits::http_timeout);
    http.kept_bytes = kept_bytes;
    http.certificate = request.value("certificate", false);
    if (auto fits = check(http); !fits) return tl::unexpected(fits.error());
    return http;
  });
}

std::optional<HttpRequest> plain_http_request(std::string_view request) {
  PlainHttp plain;
  if (!QuickReader(request).read_all(plain)) return std::nullopt;
  HttpRequest http;
  http.method = std::move(plain.method);
  http.url = std::move(plain.url);
  http.headers = std::move(plain.headers);
  http.body = std::move(plain.body);
  http.timeout = Duration(plain.timeout_ms);
  http.kept_bytes = limits::outcome_bytes;
  return check(http) ? std::optional(std::move(http)) : std::nullopt;
}

Result<ReachWish> reach_wish(const json& request) {
  return checked<ReachWish>([&]() -> Result<ReachWish> {
    ReachWish wish{request.at("host").get<std::string>(), request.value("port", 0),
                   duration_of(request, "timeout_ms", limits::http_timeout)};
    const bool plain =
        std::all_of(wish.host.begin(), wish.host.end(), [](char c) { return c > ' '; });
    if (wish.host.empty() || !plain) return wrong("there is no host named \"" + wish.host + "\"");
    if (wish.port < 0 || wish.port > 65'535) return wrong("there is no such port");
    if (wish.timeout <= Duration(0)) return wrong("the timeout must be above zero");
    return wish;
  });
}

Result<PollPlan> poll_plan(const json& request) {
  return checked<PollPlan>([&]() -> Result<PollPlan> {
    PollPlan plan;
    const auto* kind = "exec";
    for (const auto* each : {"http", "connect", "resolve"})
      if (request.contains(each)) kind = each;
    plan.request = request.at(kind);
    plan.expect = request.value("expect", json::object());
    if (auto fits = check_expectation(plan.expect); !fits) return tl::unexpected(fits.error());
    if (plan.expect.contains("tls_days")) plan.request["certificate"] = true;
    plan.every = duration_of(request, "every_ms", limits::poll_every);
    plan.consecutive =
        request.value("consecutive", request.contains("during_ms") ? limits::watch_consecutive : 1);
    plan.within = duration_of(request, "within_ms", limits::poll_within);
    if (request.contains("during_ms")) plan.during = duration_of(request, "during_ms", {});
    plan.tolerate = request.value("tolerate", 0);
    if (plan.every <= Duration(0) || plan.within <= Duration(0) || plan.during == Duration(0) ||
        plan.consecutive < 1 || plan.tolerate < 0)
      return wrong("a poll's numbers must be above zero");
    return plan;
  });
}

}  // namespace golive
