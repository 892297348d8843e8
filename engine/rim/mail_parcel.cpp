// A notice as a mail: RFC 5322, with what is not ASCII encoded by RFC 2047 and base64. Nothing that
// people wrote comes into a header as it is.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>

#include "base/mail_address.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "rim/parcel.h"

namespace golive {
namespace {

constexpr std::size_t word_bytes = 45;  // 60 characters of base64: an encoded word has 75 at most
constexpr std::size_t line_bytes = 57;  // 76 characters of base64
constexpr std::size_t subject_bytes = 400;

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

// Always encoded: then it holds no line break and no header of its own.
std::string header_text(std::string_view text) {
  std::string words;
  for (auto rest = cut_utf8(text, subject_bytes); !rest.empty();) {
    auto part = cut_utf8(rest, word_bytes);
    if (part.empty()) break;
    words += (words.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(part) + "?=");
    rest.remove_prefix(part.size());
  }
  return words;
}

std::string body_lines(std::string_view text) {
  std::string lines;
  for (; !text.empty(); text.remove_prefix(std::min(line_bytes, text.size())))
    lines += base64(text.substr(0, line_bytes)) + "\r\n";
  return lines;
}

std::string message_of(const Letter& letter, const MailRoute& route,
                       const std::vector<std::string>& recipients) {
  const auto domain = route.sender.substr(route.sender.find('@') + 1);
  const auto at = std::chrono::floor<std::chrono::seconds>(letter.at);
  std::string message = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} +0000\r\n", at);
  message += "From: golive <" + route.sender + ">\r\n";
  std::string to;
  for (const std::string& each : recipients) to += (to.empty() ? "<" : ",\r\n <") + each + ">";
  message += "To: " + to + "\r\n";
  message += "Subject: " + header_text(letter.title) + "\r\n";
  message += "Message-ID: <" + sha256(letter.id).substr(0, 40) + "@" + domain + ">\r\n";
  message += "Golive-Notice: " + header_id(letter.id) + "\r\n";
  message += "Auto-Submitted: auto-generated\r\n";
  message += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n";
  message += "Content-Transfer-Encoding: base64\r\n\r\n";
  return message + body_lines(letter.title + "\n\n" + letter.text);
}

}  // namespace

Result<Parcel> mail_parcel(const Letter& letter, const MailRoute& route) {
  if (!is_mail_address(route.sender))
    return fail(ErrorKind::invalid, "the channel's sender is no mail address");
  auto recipients = mail_addresses(route.recipients);
  // Not which: the list may come from a secret.
  if (!recipients) return fail(ErrorKind::invalid, recipients.error().what);
  if (!route.server.starts_with("smtp://") && !route.server.starts_with("smtps://"))
    return fail(ErrorKind::invalid, "the channel's server is neither smtp:// nor smtps://");
  Parcel parcel{.url = route.server, .body = message_of(letter, route, *recipients)};
  parcel.sender = "<" + route.sender + ">";
  for (const std::string& each : *recipients) parcel.recipients.push_back("<" + each + ">");
  parcel.user = route.user;
  parcel.password = route.password;
  return parcel;
}

}  // namespace golive
