// Channels: where notices go, and which.
#include <doctest/doctest.h>

#include "loading.h"

using namespace golive;
using namespace golive::test;

namespace {

std::string channel_refusal(const std::string& fields) {
  return refusal(plan_of(" channel \"c\" { " + fields + " }"));
}

void refuses(const std::string& fields, const std::string& why) {
  const auto said = channel_refusal(fields);
  CHECK_MESSAGE(said.find("runbook.lua:") == 0, fields, ": ", said);
  CHECK_MESSAGE(said.find(why) != std::string::npos, fields, ": ", said);
}

}  // namespace

TEST_CASE("a channel that cannot be meant is refused, with the way out") {
  refuses("tells = \"gates\"", "exactly one of slack, teams, mail and webhook");
  refuses("slack = \"secret:a\", mail = \"b@c\"", "exactly one of");
  refuses("slack = \"\"", "slack is empty");
  refuses("webhook = \"https://x\", tells = { \"gate\" }", "did you mean \"gates\"?");
  refuses("webhook = \"https://x\", tells = \"everything at once\"",
          "gates, doubts, failures, lateness, contingencies, run, daily");
  refuses("webhook = \"https://x\", tells = {}", "nothing would be told");
  refuses("webhook = \"https://x\", tells = { \"daily\" }", "add daily = \"18:00\"");
  refuses("webhook = \"https://x\", daily = \"25:00\"", "daily: ");
  refuses("webhook = \"https://x\", server = \"smtp://x\"",
          "server goes with mail, not with webhook");
  refuses("mail = \"a@b\", signed_with = \"secret:key\"", "signed_with goes with webhook");
  refuses("mail = \"a@b\", server = \"mail.example\"", "which is no mail server");
  refuses("mail = \"a@b\", server = \"smtp://m\", password = \"hunter22\"", "it is a secret");
  refuses("webhook = \"https://x\", signed_with = \"secret:\"", "it is a secret");
  refuses("webhook = \"https://x\", tell = \"gates\"", "did you mean \"tells\"?");
}

TEST_CASE("a channel is read with all that it says") {
  const auto whole =
      load(plan_of(" phase \"day\" { on = \"J\", task \"t\" {} },"
                   " channel \"m\" { mail = \"a@b\", server = \"${host}\", user = \"u\", password "
                   "= \"secret:p\","
                   " sender = \"c@d\", tells = { \"gates\", \"daily\" }, daily = \"18:05\" },"
                   " channel \"w\" { webhook = \"https://x\", signed_with = \"secret:key\" }"));
  REQUIRE(whole);
  const Plan& plan = whole->plan;
  REQUIRE(plan.channels.size() == 2);
  const Channel& mail = plan.channels[0];
  CHECK(mail.server == "${host}");
  CHECK(mail.password == "secret:p");
  CHECK(mail.daily == 18 * 60 + 5);
  CHECK(tells(mail, NoticeKind::gates));
  CHECK(tells(mail, NoticeKind::daily));
  CHECK_FALSE(tells(mail, NoticeKind::failures));
  CHECK(tells(plan.channels[1], NoticeKind::failures));
  CHECK_FALSE(tells(plan.channels[1], NoticeKind::daily));
  CHECK(plan.channels[1].place.find("runbook.lua:") == 0);
}
