#include "draft/outline.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "base/limits.h"

namespace golive {

namespace {

constexpr int bold_level = 7;  // headings have 1 to 6

// Follows md4c through the document. Its callbacks are C: nothing may be thrown through them but
// what ends the program anyway.
class OutlineReader {
 public:
  explicit OutlineReader(std::string_view text) : source_(text) {
    outline_.sections.emplace_back();
    for (std::size_t at = 0; at < text.size(); ++at)
      if (text[at] == '\n') breaks_.push_back(at + 1);
  }

  int enter(MD_BLOCKTYPE type, void* detail);
  int leave(MD_BLOCKTYPE type);
  int enter(MD_SPANTYPE type);
  int leave(MD_SPANTYPE type);
  int text(MD_TEXTTYPE type, std::string_view text);

  [[nodiscard]] bool too_deep() const { return too_deep_; }
  Outline take() { return std::move(outline_); }

 private:
  MarkdownBlock& begin(MarkdownBlock::Kind kind);
  void begin_section(int level, std::string title, int line);
  void end_paragraph();
  void append(std::string_view text);
  [[nodiscard]] Section& section() { return outline_.sections.back(); }
  [[nodiscard]] int line_of(const char* at);

  std::string_view source_;
  Outline outline_;
  std::vector<std::size_t> items_;  // open, outermost first: their place in the section
  int open_ = 0, lists_ = 0, bold_ = 0;
  bool in_heading_ = false, in_head_ = false, in_cell_ = false, in_block_ = false;
  bool too_deep_ = false;
  std::string heading_;
  int heading_level_ = 0, line_ = 1;
  std::vector<std::size_t> breaks_;  // where lines begin, but for the first
};

// md4c hands out pieces of the source, and texts of its own.
int OutlineReader::line_of(const char* at) {
  const char* begin = source_.data();
  if (std::less<>()(at, begin) || std::less<>()(begin + source_.size(), at)) return line_;
  const auto offset = static_cast<std::size_t>(at - begin);
  const auto after = std::upper_bound(breaks_.begin(), breaks_.end(), offset);
  return line_ = 1 + static_cast<int>(after - breaks_.begin());
}

MarkdownBlock& OutlineReader::begin(MarkdownBlock::Kind kind) {
  MarkdownBlock block;
  block.kind = kind;
  section().blocks.push_back(std::move(block));
  in_block_ = true;
  return section().blocks.back();
}

void OutlineReader::begin_section(int level, std::string title, int line) {
  Section next;
  next.level = level;
  next.title = std::move(title);
  next.line = line;
  std::optional<std::size_t> parent = outline_.sections.size() - 1;
  while (parent && outline_.sections[*parent].level >= level)
    parent = outline_.sections[*parent].parent;
  next.parent = parent;
  outline_.sections.push_back(std::move(next));
  in_block_ = false;
}

int OutlineReader::enter(MD_BLOCKTYPE type, void* detail) {
  using Kind = MarkdownBlock::Kind;
  too_deep_ = too_deep_ || ++open_ > static_cast<int>(limits::plan_document_depth);
  if (too_deep_) return 1;
  if (type == MD_BLOCK_H && !items_.empty()) {
    append(" ");  // in a list it is a text like others
  } else if (type == MD_BLOCK_H) {
    in_heading_ = true;
    heading_.clear();
    heading_level_ = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
  } else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
    ++lists_;
  } else if (type == MD_BLOCK_LI) {
    auto& item = begin(Kind::item);
    item.depth = lists_ - 1;
    item.checkbox = static_cast<MD_BLOCK_LI_DETAIL*>(detail)->is_task != 0;
    items_.push_back(section().blocks.size() - 1);
  } else if (type == MD_BLOCK_P) {
    if (items_.empty())
      begin(Kind::paragraph);
    else
      append(" ");
  } else if (type == MD_BLOCK_CODE) {
    const auto& language = static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang;
    auto& code = begin(Kind::code);
    if (language.text != nullptr) code.language.assign(language.text, language.size);
  } else if (type == MD_BLOCK_THEAD) {
    in_head_ = true;
  } else if (type == MD_BLOCK_TR) {
    begin(Kind::row).head = in_head_;
  } else if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) {
    section().blocks.back().cells.emplace_back();
    in_cell_ = true;
  }
  return 0;
}

// "**Rollback procedure** :" heads what follows it.
void OutlineReader::end_paragraph() {
  in_block_ = false;
  if (!items_.empty() || section().blocks.empty()) return;
  auto& block = section().blocks.back();
  auto rest = block.text.substr(std::min(block.strong.size(), block.text.size()));
  std::erase_if(rest, [](char c) { return c == ' ' || c == ':'; });
  if (block.kind != MarkdownBlock::Kind::paragraph || block.strong.empty() || !rest.empty()) return;
  auto title = block.strong;
  const int line = block.line;
  section().blocks.pop_back();
  begin_section(bold_level, std::move(title), line);
}

int OutlineReader::leave(MD_BLOCKTYPE type) {
  --open_;
  if (type == MD_BLOCK_H && in_heading_) {
    in_heading_ = false;
    begin_section(heading_level_, heading_, line_);
  } else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
    --lists_;
  } else if (type == MD_BLOCK_LI) {
    items_.pop_back();
    in_block_ = false;
  } else if (type == MD_BLOCK_P) {
    end_paragraph();
  } else if (type == MD_BLOCK_CODE || type == MD_BLOCK_TR) {
    in_block_ = false;
  } else if (type == MD_BLOCK_THEAD) {
    in_head_ = false;
  } else if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) {
    in_cell_ = false;
  }
  return 0;
}

int OutlineReader::enter(MD_SPANTYPE type) {
  if (type == MD_SPAN_STRONG) ++bold_;
  return 0;
}

int OutlineReader::leave(MD_SPANTYPE type) {
  if (type == MD_SPAN_STRONG) --bold_;
  return 0;
}

void OutlineReader::append(std::string_view text) {
  if (in_heading_) {
    heading_ += text;
    return;
  }
  auto& blocks = section().blocks;
  if (in_cell_) {
    blocks.back().cells.back() += text;
    return;
  }
  // After what an item holds, its own text goes on.
  if (!in_block_ && items_.empty()) return;
  auto& block = in_block_ ? blocks.back() : blocks[items_.back()];
  if (block.text.empty() && text == " ") return;
  if (bold_ > 0 && block.text == block.strong) block.strong += text;
  block.text += text;
}

int OutlineReader::text(MD_TEXTTYPE type, std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities{{{"&amp;", "&"},
                                                                                   {"&lt;", "<"},
                                                                                   {"&gt;", ">"},
                                                                                   {"&quot;", "\""},
                                                                                   {"&nbsp;", " "},
                                                                                   {"&#39;", "'"}}};
  const int line = line_of(text.data());
  if (in_block_ && section().blocks.back().line == 0) section().blocks.back().line = line;
  if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) text = " ";
  if (type == MD_TEXT_NULLCHAR) text = "\uFFFD";
  if (type == MD_TEXT_ENTITY)
    for (const auto& [entity, meant] : entities)
      if (text == entity) text = meant;
  std::string code(type == MD_TEXT_CODE && in_cell_ ? text : std::string_view());
  for (std::size_t at = 0; (at = code.find("\\|", at)) != std::string::npos; ++at)
    code.erase(at, 1);  // in a table code has no other way to have one
  append(code.empty() ? text : code);
  return 0;
}

MD_PARSER parser() {
  MD_PARSER parser{};
  // HTML is text like any other here: nothing of the document gets lost, and nothing is shown.
  parser.flags = MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_NOHTML;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* reader) {
    return static_cast<OutlineReader*>(reader)->enter(type, detail);
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* reader) {
    return static_cast<OutlineReader*>(reader)->leave(type);
  };
  parser.enter_span = [](MD_SPANTYPE type, void*, void* reader) {
    return static_cast<OutlineReader*>(reader)->enter(type);
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* reader) {
    return static_cast<OutlineReader*>(reader)->leave(type);
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* reader) {
    return static_cast<OutlineReader*>(reader)->text(type, {text, size});
  };
  return parser;
}

// md4c wants three characters in each cell of the line below a table's head; others take one.
std::string with_wide_rules(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const auto line = text.substr(at, end - at);
    const bool rule = line.find('|') != std::string_view::npos &&
                      line.find('-') != std::string_view::npos &&
                      line.find_first_not_of("|-: \t\r\n") == std::string_view::npos;
    for (std::size_t i = 0; i < line.size(); ++i) {
      out += line[i];
      const bool last = line[i] == '-' && (i + 1 == line.size() || line[i + 1] != '-');
      if (rule && last) out += "--";
    }
    at = end;
  }
  return out;
}

}  // namespace

Result<Outline> read_outline(std::string_view document) {
  const auto text = with_wide_rules(document);
  OutlineReader reader(text);
  const auto callbacks = parser();
  const int ended = md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &callbacks, &reader);
  if (reader.too_deep())
    return fail(ErrorKind::too_large,
                "lists and quotes stand in each other more than " +
                    std::to_string(limits::plan_document_depth) + " deep",
                {}, "nest them less");
  if (ended != 0) return fail(ErrorKind::invalid, "the document cannot be read as Markdown");
  return reader.take();
}

}  // namespace golive
