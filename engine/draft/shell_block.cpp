#include "draft/shell_block.h"

#include <algorithm>

#include "draft/folded.h"

namespace golive {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

// "NAME" of "NAME=value", where it is all in capitals as variables are; else empty.
std::string_view variable_of(std::string_view line) {
  const auto end = line.find('=');
  if (end == std::string_view::npos || end < 2) return {};
  const auto name = line.substr(0, end);
  const bool good = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return good && name.front() >= 'A' ? name : std::string_view();
}

bool is_numbered(std::string_view comment) {
  return !comment.empty() && comment.front() >= '0' && comment.front() <= '9';
}

class BlockReader {
 public:
  void line(std::string_view line);
  ShellBlock take();

 private:
  void end_group();

  ShellBlock block_;
  CommandGroup group_;
  std::vector<std::string> variables_;
  bool numbered_ = false, only_variables_ = true;
};

// A comment alone is a note, unless it is numbered like the steps around it.
void BlockReader::end_group() {
  if (!group_.commands.empty() && only_variables_) {
    block_.variables.insert(block_.variables.end(), variables_.begin(), variables_.end());
  } else if (!group_.commands.empty() || numbered_) {
    block_.groups.push_back(std::move(group_));
  }
  group_ = {};
  variables_.clear();
  numbered_ = false;
  only_variables_ = true;
}

void BlockReader::line(std::string_view line) {
  const auto text = trimmed(line);
  if (text.empty()) return;
  if (text.starts_with('#') && !text.starts_with("#!")) {
    auto comment = trimmed(text.substr(std::min(text.find_first_not_of('#'), text.size())));
    const bool goes_on = group_.commands.empty() && !group_.title.empty() && !is_numbered(comment);
    if (!goes_on) end_group();
    numbered_ = numbered_ || is_numbered(comment);
    group_.title += (goes_on ? "; " : "") + std::string(comment);
    return;
  }
  const auto variable = variable_of(text);
  if (variable.empty())
    only_variables_ = false;
  else
    variables_.emplace_back(variable);
  group_.commands += (group_.commands.empty() ? "" : "\n") + std::string(line);
}

ShellBlock BlockReader::take() {
  end_group();
  return std::move(block_);
}

}  // namespace

bool is_shell(std::string_view language) {
  const auto name = folded(language);
  return name == "bash" || name == "sh" || name == "shell" || name == "console" || name == "zsh";
}

ShellBlock read_shell_block(std::string_view code) {
  // A script is one thing, whatever its comments say.
  if (code.starts_with("#!")) return {{CommandGroup{{}, std::string(code)}}, {}};
  BlockReader reader;
  while (!code.empty()) {
    const auto end = std::min(code.find('\n'), code.size());
    reader.line(code.substr(0, end));
    code.remove_prefix(std::min(end + 1, code.size()));
  }
  return reader.take();
}

bool names_a_secret(std::string_view variable) {
  const auto words = folded(variable);
  if (has_any(words, "expiry|publishable|public|enabled")) return false;
  return has_any(words, "secret|password|token|key|dsn|credentials") || words == "database url" ||
         words == "redis url";
}

}  // namespace golive
