#include "rim/parcel.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "base/utf8.h"
#include "rim/forbidden_network.h"

using namespace golive;
using nlohmann::json;

namespace {

const Instant now = *parse_instant("2027-01-15T07:15:08.250Z");

Letter letter(const std::string& title, const std::string& text) {
  return {"release-uat-2027-01-15-1/7/project", title, text, now};
}

std::string_view network(const char* text) {
  sockaddr_storage storage{};
  if (inet_pton(AF_INET, text, &reinterpret_cast<sockaddr_in&>(storage).sin_addr) == 1)
    storage.ss_family = AF_INET;
  else if (inet_pton(AF_INET6, text, &reinterpret_cast<sockaddr_in6&>(storage).sin6_addr) == 1)
    storage.ss_family = AF_INET6;
  return forbidden_network(reinterpret_cast<const sockaddr&>(storage));
}

const MailRoute route{"smtp://mail.example:587", "", "", "golive@b.example",
                      "a@b.example, c@d.example"};

}  // namespace

TEST_CASE("notices go to no link, no cloud's metadata, and nobody's address, in whatever form") {
  for (const char* address :
       {"169.254.169.254", "169.254.0.1", "100.100.100.200", "0.0.0.0", "0.1.2.3", "224.0.0.1",
        "255.255.255.255", "fe80::1", "febf::1", "fd00:ec2::254", "ff02::1",
        "::", "::ffff:169.254.169.254", "::169.254.169.254", "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1", "::ffff:0.0.0.0"})
    CHECK_MESSAGE(!network(address).empty(), address);
  for (const char* address : {"127.0.0.1", "10.0.0.7", "192.168.1.1", "93.184.216.34", "::1",
                              "2606:2800:220:1::1", "fd00::1", "::ffff:10.0.0.7"})
    CHECK_MESSAGE(network(address).empty(), address);
}

TEST_CASE("what people wrote is no markup for Slack") {
  const auto parcel = slack_parcel(letter("A & B <!channel>", "<http://x|y> & more"), "https://s");
  const auto body = json::parse(parcel.body);
  CHECK(body["text"] == "A &amp; B &lt;!channel&gt;");
  CHECK(body["blocks"][0]["text"]["type"] == "plain_text");
  CHECK(body["blocks"][1]["text"]["text"] == "&lt;http://x|y&gt; &amp; more");
  CHECK(parcel.headers[1] == "Golive-Notice: release-uat-2027-01-15-1/7/project");
  const auto large = json::parse(slack_parcel(letter("t", std::string(1 << 20, '&')), "s").body);
  const auto text = large["blocks"][1]["text"]["text"].get<std::string>();
  CHECK(text.size() < 3'000);
  CHECK(text.find("&amp;…") != std::string::npos);
}

TEST_CASE("for Teams it is an adaptive card, whose texts are no Markdown") {
  const auto body = json::parse(teams_parcel(letter("**T**", "one\n\n[x](y)"), "https://t").body);
  const auto& card = body["attachments"][0];
  CHECK(card["contentType"] == "application/vnd.microsoft.card.adaptive");
  REQUIRE(card["content"]["body"].size() == 3);
  for (const auto& block : card["content"]["body"]) CHECK(block["type"] == "RichTextBlock");
  CHECK(card["content"]["body"][2]["inlines"][0]["text"] == "[x](y)");
}

TEST_CASE("a webhook's signature covers when, and every byte") {
  const auto parcel = webhook_parcel(letter("t", "x"), "https://w", {{"a", 1}}, "the key");
  CHECK(parcel.headers.back() ==
        "Golive-Signature: t=1799997308,v1=" + hmac_sha256("the key", "1799997308." + parcel.body));
  CHECK(webhook_parcel(letter("t", "x"), "https://w", {{"a", 1}}, "").headers.size() == 2);
  // RFC 4231, case 2.
  CHECK(hmac_sha256("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("a mail has no header but its own, whatever its title is") {
  const auto parcel =
      mail_parcel(letter("Décision\r\nBcc: eve@x.example\r\n\r\nhello", "text"), route);
  REQUIRE(parcel);
  const auto end = parcel->body.find("\r\n\r\n");
  const auto head = parcel->body.substr(0, end);
  CHECK(head.find("Bcc") == std::string::npos);
  CHECK(head.find("Subject: =?UTF-8?B?") != std::string::npos);
  CHECK(head.find("Date: Fri, 15 Jan 2027 07:15:08 +0000\r\n") != std::string::npos);
  CHECK(head.find("Message-ID: <") != std::string::npos);
  CHECK(parcel->recipients == std::vector<std::string>{"<a@b.example>", "<c@d.example>"});
  for (std::size_t at = 0; at < parcel->body.size();) {
    const auto line = parcel->body.find("\r\n", at);
    REQUIRE(line != std::string::npos);
    CHECK(line - at <= 998);
    CHECK(parcel->body.find_first_of("\r\n", at) == line);
    at = line + 2;
  }
  const auto again = mail_parcel(letter("Another", "text"), route);
  const auto id = [](const std::string& text) {
    const auto at = text.find("Message-ID: ");
    return text.substr(at, text.find("\r\n", at) - at);
  };
  CHECK(id(parcel->body) == id(again->body));
}

TEST_CASE("a subject is encoded whole characters at a time") {
  std::string title;
  for (int each = 0; each < 100; ++each) title += "é";
  const auto body = mail_parcel(letter(title, ""), route)->body;
  const auto at = body.find("Subject: ");
  const auto end = body.find("\r\nMessage-ID");
  const auto subject = body.substr(at, end - at);
  CHECK(subject.find("\r\n =?UTF-8?B?") != std::string::npos);
  // 45 bytes would cut one in two: 44 are 60 characters of base64.
  CHECK(subject.find("\r\n") - 9 == std::string("=?UTF-8?B?").size() + 60 + 2);
}

TEST_CASE("what is no address is refused") {
  for (const char* address : {"", "nobody", "a@b\r\nRCPT TO:<eve@x>", "a b@c", "<a@b>", "a@b@c",
                              "@b", "a@", "é@b.example"}) {
    auto wrong = route;
    wrong.recipients = address;
    CHECK_FALSE_MESSAGE(mail_parcel(letter("t", "x"), wrong), address);
    wrong = route;
    wrong.sender = address;
    CHECK_FALSE_MESSAGE(mail_parcel(letter("t", "x"), wrong), address);
  }
  auto elsewhere = route;
  elsewhere.server = "file:///etc/passwd";
  CHECK_FALSE(mail_parcel(letter("t", "x"), elsewhere));
}

TEST_CASE("this machine is known by its name and addresses") {
  for (const char* url :
       {"smtp://localhost:25", "smtp://127.0.0.1", "smtp://[::1]:2525/x", "smtp://127.9.9.9:25"})
    CHECK_MESSAGE(is_on_this_machine(url), url);
  for (const char* url : {"smtp://mail.example", "smtp://127.0.0.1.example", "smtp://[::2]",
                          "smtp://localhost@mail.example:25", "smtp://localhost.example", "x"})
    CHECK_FALSE_MESSAGE(is_on_this_machine(url), url);
}
