// Where notices go, and whether they can.
#include <algorithm>

#include "base/mail_address.h"
#include "base/utf8.h"
#include "core/lint_rules.h"

namespace golive::rule {
namespace {

constexpr std::string_view secret_prefix = "secret:";

// What is filled in later is not known now.
bool is_open_text(std::string_view text) {
  return text.starts_with(secret_prefix) || text.find("${") != std::string_view::npos;
}

class ChannelCheck {
 public:
  ChannelCheck(const Plan& plan, const Channel& channel, Findings& found)
      : plan_(plan), channel_(channel), found_(found) {}

  void check() {
    for (const std::string* text :
         {&channel_.target, &channel_.user, &channel_.password, &channel_.signed_with})
      check_secret(*text);
    if (channel_.kind == "mail")
      check_mail();
    else if (!is_open_text(channel_.target) && !channel_.target.starts_with("https://") &&
             !channel_.target.starts_with("http://"))
      tell("leads to \"" + channel_.target + "\", which is no http or https URL",
           "write " + channel_.kind + " = \"secret:name\", or \"https://...\"");
  }

 private:
  void check_secret(const std::string& text) {
    if (!text.starts_with(secret_prefix)) return;
    const auto name = text.substr(secret_prefix.size());
    std::vector<std::string_view> known;
    for (const Secret& each : plan_.secrets) known.push_back(each.id);
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    const auto close = closest(name, known);
    tell("names the secret \"" + name + "\", which is not in the plan",
         close.empty() ? "add secret \"" + name + "\" { from = \"env:NAME\" }"
                       : "did you mean \"secret:" + std::string(close) + "\"?");
  }

  void check_mail() {
    if (channel_.server.empty())
      return tell("has no server: no mail can be sent",
                  "add server = \"smtp://host:587\", and sender = \"golive@...\"");
    if (channel_.sender.empty())
      tell("has no sender: no mail can be sent", "add sender = \"golive@...\"");
    else if (!is_open_text(channel_.sender) && !is_mail_address(channel_.sender))
      tell("has the sender \"" + channel_.sender + "\", which is no address",
           "write sender = \"golive@...\"");
    if (!is_open_text(channel_.server) && !channel_.server.starts_with("smtp://") &&
        !channel_.server.starts_with("smtps://"))
      tell("has the server \"" + channel_.server + "\", which is neither smtp:// nor smtps://",
           "write server = \"smtp://host:587\"");
    if (const auto to = mail_addresses(channel_.target); !is_open_text(channel_.target) && !to)
      tell(to.error().place.empty()
               ? "can send no mail: " + to.error().what
               : "sends mail to \"" + to.error().place + "\", which is no address",
           "write mail = \"somebody@..., somebody.else@...\"");
    if (channel_.user.empty() != channel_.password.empty())
      tell("has only one of user and password", "give both, or neither");
  }

  void tell(const std::string& what, const std::string& way_out) {
    found_.about(channel_.place, channel_.id, "channel \"" + channel_.id + "\" " + what, way_out);
  }

  const Plan& plan_;
  const Channel& channel_;
  Findings& found_;
};

}  // namespace

void channel_unusable(const Linted& linted, Findings& found) {
  for (const Channel& channel : linted.plan.channels)
    ChannelCheck(linted.plan, channel, found).check();
}

}  // namespace golive::rule
