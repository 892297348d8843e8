#include "api/cli/asked_once.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "api/json_text.h"
#include "base/sha256.h"

namespace golive::cli {
namespace {

constexpr Duration between_attempts = std::chrono::milliseconds(50);
using Moment = std::chrono::steady_clock::time_point;

std::filesystem::path state_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state == '/') return std::filesystem::path(state) / "golive";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  return std::filesystem::path(home) / ".local/state/golive";
}

// The key of a request whose answer was lost; a file that tells nothing of it but its digest.
class LostAnswer {
 public:
  LostAnswer(const std::filesystem::path& place, const nlohmann::json& request) {
    const auto folder = state_folder();
    if (folder.empty()) return;
    file_ = folder / "unanswered" / sha256(place.string() + "\n" + request.dump());
    std::ifstream(file_) >> key_;
  }
  [[nodiscard]] const std::string& key() const { return key_; }
  // Not synced: it is for an engine that died, not for a machine that did.
  [[nodiscard]] bool keep(const std::string& key) const {
    if (file_.empty()) return false;
    std::error_code error;
    std::filesystem::create_directories(file_.parent_path(), error);
    std::filesystem::permissions(file_.parent_path(), std::filesystem::perms::owner_all, error);
    return static_cast<bool>(std::ofstream(file_) << key << std::flush);
  }
  void forget() const {
    std::error_code error;
    if (!key_.empty()) std::filesystem::remove(file_, error);
  }

 private:
  std::filesystem::path file_;  // empty: there is no place for it
  std::string key_;
};

bool is_lost(const Error& error) {
  return error.kind == ErrorKind::unavailable && error.place == EngineClient::place;
}

// An engine that was only slow: it has heard the first one, and has not answered it yet.
bool is_under_way(const Error& error) {
  return error.kind == ErrorKind::conflict && error.place == "Idempotency-Key";
}

}  // namespace

Result<nlohmann::json> ask_once(const std::function<Result<EngineClient>()>& connect,
                                const std::filesystem::path& place, nlohmann::json request) {
  if (auto good = check_utf8(request); !good) return tl::unexpected<Error>(good.error());
  const LostAnswer lost(place, request);
  const std::string key = lost.key().empty() ? random_token() : lost.key();
  request["once"] = key;
  std::optional<Moment> lost_at;
  while (!lost_at || std::chrono::steady_clock::now() < *lost_at + limits::engine_return) {
    auto client = connect();
    if (!client && !lost_at) return tl::unexpected<Error>(client.error());
    if (client) {
      auto answer = client->ask(request);
      if (answer || !(is_lost(answer.error()) || is_under_way(answer.error()))) {
        lost.forget();
        return answer;
      }
      if (!lost_at) lost_at = std::chrono::steady_clock::now();
    }
    std::this_thread::sleep_for(between_attempts);
  }
  const std::string what = "the engine has gone, and it is not known whether it has done this";
  if (lost.keep(key))
    return fail(ErrorKind::unavailable, what, std::string(EngineClient::place),
                "say the same again once an engine runs: it is done once, and you have its answer");
  return fail(ErrorKind::unavailable, what, std::string(EngineClient::place),
              "look with `golive status` once an engine runs, before you say it again");
}

}  // namespace golive::cli
