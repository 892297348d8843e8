// Secrets written in the runbook's text, by the forms in which they commonly stand there. What is
// found is never shown.
#include <algorithm>
#include <array>
#include <cctype>

#include "base/limits.h"
#include "core/lint_rules.h"

namespace golive::rule {
namespace {

using std::string_view;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_token(char c) { return is_word(c) || c == '-' || c == '.' || c == '+' || c == '/'; }

// Texts that only a key begins with, and how much of it must follow.
struct Mark {
  string_view text;
  std::size_t more;
  string_view name;
};
constexpr std::array marks{
    Mark{"AKIA", 16, "an access key of AWS"},
    Mark{"ghp_", 20, "a token of GitHub"},
    Mark{"github_pat_", 20, "a token of GitHub"},
    Mark{"glpat-", 16, "a token of GitLab"},
    Mark{"xoxb-", 10, "a token of Slack"},
    Mark{"xoxp-", 10, "a token of Slack"},
    Mark{"sk_live_", 10, "a key for payments"},
    Mark{"eyJ", 30, "a signed token (JWT)"},
    Mark{"hooks.slack.com/services/", 10, "a webhook of Slack, which lets anybody write there"},
    Mark{"Bearer ", 16, "a bearer token"},
};

string_view marked(string_view line) {
  for (const Mark& mark : marks)
    for (auto at = line.find(mark.text); at != string_view::npos;
         at = line.find(mark.text, at + 1)) {
      if (at > 0 && is_word(line[at - 1])) continue;
      const auto rest = line.substr(at + mark.text.size());
      const auto end = std::find_if_not(rest.begin(), rest.end(), is_token);
      if (static_cast<std::size_t>(end - rest.begin()) >= mark.more) return mark.name;
    }
  const auto key = line.find("-----BEGIN ");
  if (key != string_view::npos && line.find("PRIVATE KEY-----", key) != string_view::npos)
    return "a private key";
  return {};
}

// A reference, not a value: to a parameter, to a secret's source, into an answer.
bool is_reference(string_view value) {
  for (const string_view start : {"env:", "file:", "command:", "secret:", "$."})
    if (value.starts_with(start)) return true;
  return value.find("${") != string_view::npos;
}

// `https://user:password@host`
bool has_password_in_url(string_view line) {
  for (auto at = line.find("://"); at != string_view::npos; at = line.find("://", at + 1)) {
    const auto rest = line.substr(at + 3);
    const auto end = std::min(rest.find_first_of("/\"' \t<>@"), rest.size());
    const auto colon = rest.substr(0, end).find(':');
    if (end == rest.size() || rest[end] != '@' || colon == string_view::npos) continue;
    const auto password = rest.substr(colon + 1, end - colon - 1);
    if (!password.empty() && !is_reference(password)) return true;
  }
  return false;
}

bool names_a_secret(string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const string_view word : {"password", "passwd", "secret", "token", "api_key", "apikey"})
    if (lower.find(word) != std::string::npos) return true;
  return false;
}

bool is_value(string_view value, const Plan& plan) {
  const bool is_declared = std::any_of(plan.secrets.begin(), plan.secrets.end(),
                                       [&](const Secret& each) { return each.id == value; });
  return value.size() >= limits::secret_min_bytes && !is_declared && !is_reference(value) &&
         value.find_first_of(" \t") == string_view::npos;
}

// What is assigned after a name: `= "value"` in Lua; `=value` in an option or a query.
string_view assigned(string_view rest, bool is_option) {
  rest = rest.substr(0, limits::captured_bytes);  // a line may be as long as a file
  const auto equals = rest.find_first_not_of("\"'] \t");
  if (equals == string_view::npos || rest[equals] != '=') return {};
  if (is_option && equals == 0) {
    rest.remove_prefix(1);
    return rest.substr(0, rest.find_first_of("\"'& \t"));
  }
  const auto quote = rest.find_first_not_of(" \t", equals + 1);
  if (quote == string_view::npos || (rest[quote] != '"' && rest[quote] != '\'')) return {};
  const auto end = rest.find(rest[quote], quote + 1);
  return end == string_view::npos ? string_view() : rest.substr(quote + 1, end - quote - 1);
}

bool has_assigned_secret(string_view line, const Plan& plan) {
  for (std::size_t at = 0; at < line.size();) {
    if (!is_word(line[at])) {
      ++at;
      continue;
    }
    const auto end = static_cast<std::size_t>(
        std::find_if_not(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), is_word) -
        line.begin());
    const bool is_option = at > 0 && string_view("-?&;").find(line[at - 1]) != string_view::npos;
    if (names_a_secret(line.substr(at, end - at)) &&
        is_value(assigned(line.substr(end), is_option), plan))
      return true;
    at = end;
  }
  return false;
}

std::string found_in(string_view line, const Plan& plan) {
  if (const auto name = marked(line); !name.empty()) return std::string(name);
  if (has_password_in_url(line)) return "a password in a URL";
  if (has_assigned_secret(line, plan)) return "the value of a secret";
  return {};
}

}  // namespace

void secret_in_text(const Linted& linted, Findings& found) {
  if (linted.scope.files == nullptr) return;
  for (const auto& [file, text] : *linted.scope.files) {
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      const auto what = found_in(string_view(text).substr(at, end - at), linted.plan);
      at = end + 1;
      ++number;
      if (!what.empty())
        found.about(file + ":" + std::to_string(number), file,
                    "what stands here looks like " + what + "; whoever reads the runbook has it",
                    "declare secret \"name\" { from = \"env:NAME\" }, use ctx:secret \"name\", and "
                    "replace the value");
    }
  }
}

}  // namespace golive::rule
