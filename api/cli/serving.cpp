// serve: the engine, its socket, and its door.
#include <CLI/CLI.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/serve.h"

namespace golive::cli {
namespace {

struct Serving {
  std::string listen = "127.0.0.1:8080", front, key_file, templates;
  bool no_door = false, beyond_loopback = false, exit_when_idle = false;
};

int serve_data(const Invocation& invocation, const Serving& serving) {
  ServeOptions options{data_path(invocation), std::nullopt,      serving.front,
                       serving.key_file,      serving.templates, serving.exit_when_idle};
  if (!serving.no_door) {
    const auto address = parse_listen_address(serving.listen);
    if (!address) return failed(address.error());
    if (!is_loopback(*address) && !serving.beyond_loopback)
      return failed(
          {ErrorKind::invalid, "this address can be reached from other machines", serving.listen,
           "put nginx in front and listen on 127.0.0.1; or add --listen-beyond-loopback"});
    options.listen = *address;
  }
  const auto served = serve(options);
  return served ? exit_done : failed(served.error());
}

}  // namespace

void add_serving(CLI::App& app, Invocation& chosen) {
  const auto serving = std::make_shared<Serving>();
  auto* command = app.add_subcommand("serve", "Run the engine, and the door for REST");
  command->add_option("--listen", serving->listen, "HOST:PORT of the door")->capture_default_str();
  command
      ->add_option("--front", serving->front,
                   "Where people reach the door, for links in notices: https://golive.example")
      ->check([](const std::string& url) {
        const bool is_url = url.starts_with("https://") || url.starts_with("http://");
        return is_url && url.back() != '/' && url.find_first_of(" \t\n\"<>") == std::string::npos
                   ? std::string()
                   : "write it as https://golive.example, without a slash at its end";
      });
  command
      ->add_option("--key-file", serving->key_file,
                   "The key that heads of logs are signed by, kept elsewhere")
      ->envname("GOLIVE_AUDIT_KEY");
  command
      ->add_option("--templates", serving->templates,
                   "A folder with templates and words of your own, for the board, notices and "
                   "reports (docs/reports.md)")
      ->envname("GOLIVE_TEMPLATES");
  command->add_flag("--no-door", serving->no_door, "No REST");
  command->add_flag("--listen-beyond-loopback", serving->beyond_loopback,
                    "Let --listen name an address that other machines reach");
  command->add_flag("--exit-when-idle", serving->exit_when_idle,
                    "End when no run is under way and nobody is connected");
  command->callback([&chosen, serving] {
    chosen.action = [&chosen, serving] { return serve_data(chosen, *serving); };
  });
}

}  // namespace golive::cli
