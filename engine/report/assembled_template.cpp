#include "report/assembled_template.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "base/utf8.h"

namespace golive {

namespace {

constexpr std::string_view spaces = " \t";

struct Tag {
  std::size_t from = 0, to = 0;  // with its braces
  char sort = 0;                 // '#', '^', '/', '>', '!', '=', or none
  std::string name;
};

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

// The next tag from `at` on; false if there is none, or if it does not end: then the library says
// so.
bool next_tag(std::string_view text, std::size_t at, Tag& tag) {
  tag.from = text.find("{{", at);
  if (tag.from == std::string_view::npos) return false;
  const bool raw = text.substr(tag.from + 2, 1) == "{";
  const auto close = text.find(raw ? "}}}" : "}}", tag.from + 2);
  if (close == std::string_view::npos) return false;
  tag.to = close + (raw ? 3 : 2);
  auto inner = trimmed(text.substr(tag.from + 2, close - tag.from - 2));
  const bool sorted =
      !inner.empty() && std::string_view("#^/>!=").find(inner[0]) != std::string_view::npos;
  tag.sort = sorted ? inner[0] : char{};
  tag.name = sorted ? trimmed(std::string_view(inner).substr(1)) : inner;
  return true;
}

}  // namespace

std::string AssembledTemplate::place_of(std::size_t offset) const {
  if (pieces_.empty()) return {};
  auto piece = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                [](std::size_t at, const Piece& each) { return at < each.from; });
  if (piece != pieces_.begin()) --piece;
  const auto end = std::min(offset, text_.size());
  const auto first = text_.begin() + static_cast<std::ptrdiff_t>(std::min(piece->from, end));
  const auto last = text_.begin() + static_cast<std::ptrdiff_t>(end);
  return piece->file + ":" + std::to_string(piece->line + std::count(first, last, '\n'));
}

class TemplateAssembly {
 public:
  explicit TemplateAssembly(const Templates& templates) : templates_(templates) {}

  Result<void> add(const std::string& name) {
    const auto text = templates_.text(name);
    const auto file = templates_.place(name);
    open_.push_back(name);
    std::size_t at = 0;
    int line = 1;
    const auto take = [&](std::size_t to) {
      made.pieces_.push_back({made.text_.size(), file, line});
      made.text_ += text.substr(at, to - at);
      line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                                          text.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
      at = to;
    };
    Tag tag;
    for (std::size_t look = 0; next_tag(text, look, tag); look = tag.to) {
      if (tag.sort == '=') return refused(file, text, tag, "the braces of tags stay as they are");
      if (tag.sort != '>') continue;
      take(tag.from);
      if (auto added = include(file, text, tag); !added) return added;
      at = tag.to;
      // A tag alone on its line leaves no line behind.
      const bool alone = tag.from == 0 || text[tag.from - 1] == '\n';
      if (alone && text.substr(at, 1) == "\n") ++at, ++line;
    }
    take(text.size());
    open_.pop_back();
    return {};
  }

  AssembledTemplate made;

 private:
  Result<void> include(const std::string& file, std::string_view text, const Tag& tag) {
    const auto name = tag.name + ".mustache";
    if (!templates_.has(name))
      return refused(file, text, tag, "there is no template " + name + " to include");
    if (std::find(open_.begin(), open_.end(), name) != open_.end()) {
      std::string way;
      for (const auto& each : open_) way += each + " > ";
      return refused(file, text, tag, "it includes itself: " + way + name);
    }
    if (open_.size() >= limits::template_includes)
      return refused(file, text, tag, "templates include each other too deep");
    if (made.text_.size() + templates_.text(name).size() > limits::template_bytes)
      return refused(file, text, tag, "with all that it includes it is too long");
    return add(name);
  }

  static tl::unexpected<Error> refused(const std::string& file, std::string_view text,
                                       const Tag& tag, const std::string& why) {
    const auto before = text.substr(0, tag.from);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    return fail(ErrorKind::invalid, "the template is broken: " + why,
                file + ":" + std::to_string(line));
  }

  const Templates& templates_;
  std::vector<std::string> open_;
};

Result<AssembledTemplate> assemble(const Templates& templates, const std::string& name) {
  TemplateAssembly assembly(templates);
  if (auto added = assembly.add(name); !added) return tl::unexpected<Error>(added.error());
  return std::move(assembly.made);
}

namespace {

using Lengths = std::map<std::string, std::size_t>;

// The longest list by each name; "." stands for a list in a list.
void note_lengths(const nlohmann::json& json, const std::string& name, Lengths& longest) {
  if (json.is_array()) {
    auto& length = longest[name];
    length = std::max(length, json.size());
    for (const auto& each : json) note_lengths(each, ".", longest);
  } else if (json.is_object()) {
    for (const auto& [key, value] : json.items()) note_lengths(value, key, longest);
  }
}

std::size_t turns_of(const Tag& tag, const Lengths& longest) {
  if (tag.sort == '^') return 1;
  const auto dot = tag.name.rfind('.');
  const bool whole = dot == std::string::npos || tag.name == ".";
  const auto found = longest.find(whole ? tag.name : tag.name.substr(dot + 1));
  return found == longest.end() ? 1 : std::max<std::size_t>(found->second, 1);
}

}  // namespace

Result<void> check_effort(const AssembledTemplate& assembled, const nlohmann::json& context) {
  Lengths longest;
  note_lengths(context, "", longest);
  std::vector<std::size_t> open{1};
  std::size_t whole = 0;
  Tag tag;
  for (std::size_t look = 0; next_tag(assembled.text(), look, tag); look = tag.to) {
    whole += open.back();
    if (tag.sort == '/' && open.size() > 1) open.pop_back();
    if (tag.sort == '#' || tag.sort == '^') {
      if (open.size() >= limits::template_depth)
        return fail(ErrorKind::invalid, "the template is broken: sections too deep in each other",
                    assembled.place_of(tag.from));
      open.push_back(open.back() * turns_of(tag, longest));
    }
    if (whole > limits::template_turns || open.back() > limits::template_turns)
      return fail(ErrorKind::invalid,
                  "the template is broken: \"" + tag.name +
                      "\" goes through lists in lists more often than a document may",
                  assembled.place_of(tag.from));
  }
  return {};
}

}  // namespace golive
