#include "base/mail_address.h"

#include <algorithm>

#include "base/limits.h"
#include "base/utf8.h"

namespace golive {
namespace {

constexpr std::size_t address_bytes = 254;  // RFC 5321

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  const auto is_plain = [](char c) {
    return c > 0x20 && c < 0x7F &&
           std::string_view("<>()[]\\,;:\"").find(c) == std::string_view::npos;
  };
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos && text.size() <= address_bytes &&
         std::all_of(text.begin(), text.end(), is_plain);
}

Result<std::vector<std::string>> mail_addresses(std::string_view list) {
  std::vector<std::string> all;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    auto part = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!is_mail_address(part))
      return fail(ErrorKind::invalid, "a recipient is no mail address",
                  std::string(cut_utf8(part, address_bytes)), "write it as ann@shop.example");
    all.emplace_back(part);
  }
  if (all.empty()) return fail(ErrorKind::invalid, "there is no recipient");
  if (all.size() > limits::notice_recipients)
    return fail(ErrorKind::invalid,
                "there are more than " + std::to_string(limits::notice_recipients) + " recipients");
  return all;
}

}  // namespace golive
