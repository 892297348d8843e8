#include "lua/source_scan.h"

#include <utility>

#include "lua/token.h"

namespace golive {
namespace {

constexpr std::size_t deepest = 150;  // Lua's own parser gives up at 200, without a line

class Scanner {
 public:
  Scanner(const std::string& file, std::string_view text) : file_(file), reader_(text) {}

  Result<SourceScan> scan() {
    for (auto token = reader_.next(); token.kind != SourceToken::Kind::end;
         token = reader_.next()) {
      if (auto done = take(token); !done) return tl::unexpected(done.error());
      before_ = std::exchange(last_, std::move(token));
    }
    return std::move(result_);
  }

 private:
  // What is open: a table, another bracket, or code up to its `end` or `until`.
  struct Level {
    enum class Kind { table, bracket, code } kind;
    int head_line = 0;                // table, bracket: the line of the name before it
    std::map<std::string, int> seen;  // table: fields
  };

  Result<void> take(const SourceToken& token) {
    if (token.kind == SourceToken::Kind::name) return take_name(token.text), Result<void>{};
    if (token.kind != SourceToken::Kind::mark) return {};
    const char mark = token.text[0];
    if (mark == '{') return open(Level::Kind::table, token);
    if (mark == '(' || mark == '[') return open(Level::Kind::bracket, token);
    if (mark == '}' || mark == ')' || mark == ']') close(mark == '}');
    if (token.text == "=" && at_field()) return take_field();
    return {};
  }

  void take_name(const std::string& name) {
    if (name == "function" || name == "do" || name == "if" || name == "repeat")
      open_.push_back({Level::Kind::code, 0, {}});
    else if (name == "end" || name == "until")
      close(false);
  }

  Result<void> open(Level::Kind kind, const SourceToken& token) {
    open_.push_back({kind, head_line(token), {}});
    if (open_.size() > deepest)
      return fail(ErrorKind::unloadable, "the text is nested too deeply",
                  file_ + ":" + std::to_string(token.line));
    return {};
  }

  // The line where `name "id" {`, `name(...) {` or `name {` begins.
  [[nodiscard]] int head_line(const SourceToken& brace) const {
    if (last_.kind == SourceToken::Kind::name) return last_.line;
    if (last_.kind == SourceToken::Kind::string && before_.kind == SourceToken::Kind::name)
      return before_.line;
    if (last_.kind == SourceToken::Kind::mark && last_.text == ")") return closed_head_line_;
    return brace.line;
  }

  void close(bool table) {
    if (open_.empty()) return;
    if (!table) closed_head_line_ = open_.back().head_line;
    open_.pop_back();
  }

  // The `name` of `name = ...` directly inside a table. A `[name] =` does not count: its bracket is
  // between.
  [[nodiscard]] bool at_field() const {
    return !open_.empty() && open_.back().kind == Level::Kind::table &&
           last_.kind == SourceToken::Kind::name && before_.kind == SourceToken::Kind::mark &&
           (before_.text == "{" || before_.text == "," || before_.text == ";");
  }

  Result<void> take_field() {
    Level& table = open_.back();
    const auto [first, fresh] = table.seen.emplace(last_.text, last_.line);
    if (!fresh)
      return fail(ErrorKind::unloadable,
                  "the field \"" + last_.text + "\" is given twice, first on line " +
                      std::to_string(first->second),
                  file_ + ":" + std::to_string(last_.line), "remove one of the two");
    result_.fields[table.head_line].push_back({last_.text, last_.line});
    return {};
  }

  const std::string& file_;
  TokenReader reader_;
  SourceToken last_, before_;
  int closed_head_line_ = 0;
  std::vector<Level> open_;
  SourceScan result_;
};

}  // namespace

Result<SourceScan> scan_source(const std::string& file, std::string_view text) {
  return Scanner(file, text).scan();
}

}  // namespace golive
