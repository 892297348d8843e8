#include "core/parameters.h"

#include <algorithm>

namespace golive {
namespace {

tl::unexpected<Error> unknown(const std::string& name, const Parameters& parameters) {
  std::string known;
  for (const auto& entry : parameters) known += (known.empty() ? "it has " : ", ") + entry.first;
  return fail(ErrorKind::invalid, "\"${" + name + "}\" is no parameter of the run's environment",
              {}, known.empty() ? "it has none; a plain ${ is written $${" : known);
}

}  // namespace

Result<std::string> fill_in(std::string_view text, const Parameters& parameters) {
  std::string filled;
  for (std::size_t at = 0; at < text.size();) {
    const auto start = std::min(text.find("${", at), text.size());
    filled += text.substr(at, start - at);
    if (start == text.size()) break;
    if (start > at && text[start - 1] == '$') {  // $${: the first $ is there already
      filled += '{';
      at = start + 2;
      continue;
    }
    const auto end = text.find('}', start);
    if (end == std::string_view::npos)
      return fail(ErrorKind::invalid, "\"${\" without \"}\"", {}, "a plain ${ is written $${");
    const std::string name(text.substr(start + 2, end - start - 2));
    const auto found = parameters.find(name);
    if (found == parameters.end()) return unknown(name, parameters);
    filled += found->second;
    at = end + 1;
  }
  return filled;
}

Result<Plan> with_parameters(Plan plan, const Parameters& parameters) {
  std::vector<std::pair<std::string, std::string*>> texts;
  for (Secret& secret : plan.secrets)
    texts.emplace_back("secret \"" + secret.id + "\"", &secret.from);
  for (Channel& channel : plan.channels)
    for (std::string* text : {&channel.target, &channel.server, &channel.user, &channel.sender})
      texts.emplace_back("channel \"" + channel.id + "\"", text);
  for (const auto& [place, text] : texts) {
    auto filled = fill_in(*text, parameters);
    if (!filled) {
      filled.error().place = place;
      return tl::unexpected(filled.error());
    }
    *text = *std::move(filled);
  }
  return plan;
}

}  // namespace golive
