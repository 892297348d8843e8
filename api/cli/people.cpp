// user add, list, revoke: people, their default roles, their tokens.
#include <fmt/core.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/people_list.h"
#include "api/cli/terminal.h"
#include "api/socket/client.h"
#include "api/socket/peer.h"
#include "base/limits.h"
#include "loop/engine.h"
#include "rim/system_clock.h"
#include "store/engine_lock.h"
#include "store/sqlite_store.h"

namespace golive::cli {
namespace {

struct NewUser {
  site_event::UserAdded user;
  int days = static_cast<int>(
      std::chrono::duration_cast<std::chrono::days>(limits::token_lifetime) / std::chrono::days(1));
};

// No engine holds the data directory: for this one event we are the engine.
template <class Do>
auto as_engine(const DataDir& dir, Do work)
    -> decltype(work(std::declval<Engine&>(), std::declval<const Actor&>())) {
  const auto lock = EngineLock::take(dir);
  if (!lock) return tl::unexpected<Error>(lock.error());
  const auto store = SqliteStore::open(dir.database());
  if (!store) return tl::unexpected<Error>(store.error());
  SystemClock clock;
  Engine engine(**store, clock);
  if (const auto opened = engine.open_site(); !opened) return tl::unexpected<Error>(opened.error());
  return work(engine, Actor{user_name(geteuid()), "terminal", {}, true});
}

Result<std::string> add(const Invocation& invocation, const NewUser& wanted) {
  const auto dir = DataDir::create(data_path(invocation));
  if (!dir) return tl::unexpected<Error>(dir.error());
  if (!EngineClient::connect(dir->socket()))
    return as_engine(*dir, [&](Engine& engine, const Actor& actor) {
      return engine.add_user(wanted.user, std::chrono::days(wanted.days), actor);
    });
  const auto answer = ask_engine(invocation, {{"op", "add_user"},
                                              {"name", wanted.user.name},
                                              {"roles", wanted.user.roles},
                                              {"may_bring_code", wanted.user.may_bring_code},
                                              {"days", wanted.days}});
  if (!answer) return tl::unexpected<Error>(answer.error());
  return answer->at("token").get<std::string>();
}

int add_user(const Invocation& invocation, const NewUser& wanted) {
  const auto token = add(invocation, wanted);
  if (!token) return failed(token.error());
  if (isatty(STDOUT_FILENO))
    fmt::print(stderr, "{}'s token, for {} days. It is kept nowhere and not shown again:\n",
               wanted.user.name, wanted.days);
  return done(*token);
}

int revoke(const Invocation& invocation, const std::string& of) {
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return failed(dir.error());
  Result<void> revoked;
  if (EngineClient::connect(dir->socket())) {
    const auto answer = ask_engine(invocation, {{"op", "revoke_tokens"}, {"of", of}});
    if (!answer) revoked = tl::unexpected<Error>(answer.error());
  } else {
    revoked = as_engine(
        *dir, [&](Engine& engine, const Actor& actor) { return engine.revoke_tokens(of, actor); });
  }
  if (!revoked) return failed(revoked.error());
  return done("Revoked; who asks with it is refused from now on.");
}

}  // namespace

void add_people(CLI::App& app, Invocation& chosen) {
  auto* user = app.add_subcommand("user", "People, their roles and tokens");
  user->require_subcommand(1);
  const auto wanted = std::make_shared<NewUser>();
  auto* command =
      user->add_subcommand("add", "Add a person, or replace one's roles; prints a token");
  command->add_option("NAME", wanted->user.name, "Who")->required();
  command->add_option("--role", wanted->user.roles, "Default roles");
  command->add_flag("--may-bring-code", wanted->user.may_bring_code, "May start runs of runbooks");
  command->add_option("--days", wanted->days, "How long the token lasts; 0: it is never valid")
      ->capture_default_str()
      ->check(CLI::Range(0, 3650));
  command->callback([&chosen, wanted] {
    chosen.action = [&chosen, wanted] { return add_user(chosen, *wanted); };
  });
  const auto as_json = std::make_shared<bool>(false);
  auto* listing = user->add_subcommand("list", "Who there is, with roles and tokens");
  listing->add_flag("--json", *as_json, "For machines");
  listing->callback([&chosen, as_json] {
    chosen.action = [&chosen, as_json] { return list_people(chosen, *as_json); };
  });
  const auto of = std::make_shared<std::string>();
  auto* revoking = user->add_subcommand("revoke", "Make tokens worthless");
  revoking
      ->add_option("NAME|TOKEN", *of,
                   "Whose tokens, all of them; or one, by what is before its dot")
      ->required();
  revoking->callback(
      [&chosen, of] { chosen.action = [&chosen, of] { return revoke(chosen, *of); }; });
}

}  // namespace golive::cli
