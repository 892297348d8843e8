#include "lua/undefined_name.h"

#include <set>
#include <vector>

#include "lua/token.h"

namespace golive {
namespace {

using Kind = SourceToken::Kind;
using Tokens = std::vector<SourceToken>;

bool is_name(const SourceToken& token) {
  return token.kind == Kind::name && !is_keyword(token.text);
}

bool is(const SourceToken& token, std::string_view text) {
  return token.kind != Kind::string && token.text == text;
}

Tokens tokens_of(std::string_view text) {
  TokenReader reader(text);
  Tokens tokens;
  do tokens.push_back(reader.next());
  while (tokens.back().kind != Kind::end);
  return tokens;
}

// Names after `local`, `for`, `goto` (which name nothing) and `function`, and those in a function's
// parentheses. What stands between them (commas, `<const>`) ends nothing; anything else ends the
// list.
std::set<std::string> declared_in(const Tokens& tokens) {
  std::set<std::string> names{"self"};  // of `function a:b()`
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool function = is(tokens[i], "function");
    if (!function && !is(tokens[i], "local") && !is(tokens[i], "for") && !is(tokens[i], "goto"))
      continue;
    for (std::size_t at = i + 1; at < tokens.size(); ++at) {
      if (is_name(tokens[at])) names.insert(tokens[at].text);
      const bool goes_on = is_name(tokens[at]) || is(tokens[at], ",") || is(tokens[at], "<") ||
                           is(tokens[at], ">") || (function && is(tokens[at], "(")) ||
                           (function && (is(tokens[at], ".") || is(tokens[at], ":")));
      if (!goes_on) break;
    }
  }
  return names;
}

// It is called, or looked into; a field of a table that is being written is neither.
bool is_used(const SourceToken& next) {
  return next.kind == Kind::string || is(next, "(") || is(next, "{") || is(next, ".") ||
         is(next, ":") || is(next, "[");
}

}  // namespace

std::optional<UndefinedName> undefined_name(std::string_view text, const IsKnown& is_global,
                                            const IsKnown& is_ctx_method) {
  const Tokens tokens = tokens_of(text);
  const auto declared = declared_in(tokens);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!is_name(tokens[i]) || !is_used(tokens[i + 1])) continue;
    const bool member = i > 0 && (is(tokens[i - 1], ".") || is(tokens[i - 1], ":"));
    const std::string& name = tokens[i].text;
    if (member && i > 1 && is(tokens[i - 1], ":") && is(tokens[i - 2], "ctx") &&
        !is_ctx_method(name))
      return UndefinedName{name, tokens[i].line, true};
    if (!member && !declared.contains(name) && !is_global(name))
      return UndefinedName{name, tokens[i].line, false};
  }
  return std::nullopt;
}

std::optional<UndefinedName> undefined_secret(std::string_view text, const IsKnown& is_secret) {
  const Tokens tokens = tokens_of(text);
  for (std::size_t i = 0; i + 4 < tokens.size(); ++i) {
    if (!is(tokens[i], "ctx") || !is(tokens[i + 1], ":") || !is(tokens[i + 2], "secret")) continue;
    const bool in_parentheses = is(tokens[i + 3], "(");
    const SourceToken& name = tokens[i + (in_parentheses ? 4 : 3)];
    if (name.kind != Kind::string || name.text.find('\\') != std::string::npos) continue;
    if (in_parentheses && (i + 5 == tokens.size() || !is(tokens[i + 5], ")"))) continue;
    if (!is_secret(name.text)) return UndefinedName{name.text, name.line, true};
  }
  return std::nullopt;
}

}  // namespace golive
