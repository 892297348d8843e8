#include "draft/import.h"

#include <algorithm>

#include "base/limits.h"
#include "base/utf8.h"
#include "draft/reading.h"

namespace golive {

namespace {

std::size_t count(const std::vector<DraftItem>& items) {
  std::size_t all = items.size();
  for (const auto& item : items) all += count(item.children);
  return all;
}

bool names_nobody(const DraftItem& item) {
  const auto& roles = item.decided_by;
  return std::find(roles.begin(), roles.end(), nobody()) != roles.end() ||
         std::any_of(item.children.begin(), item.children.end(), names_nobody);
}

// Where nobody is named to decide, a role stands that says so.
void add_nobody(Draft& draft) {
  const auto named = [](const std::vector<DraftItem>& items) {
    return std::any_of(items.begin(), items.end(), names_nobody);
  };
  if (named(draft.phases) || named(draft.contingencies))
    draft.roles.push_back({nobody(), draft.language == "fr" ? "À désigner" : "To be named", {}});
}

Result<void> check_input(std::string_view text, const std::string& file) {
  if (text.size() > limits::plan_document_bytes)
    return fail(ErrorKind::too_large, "the file is larger than a plan may be", file,
                "keep the plan under 1 MB of text");
  if (!is_utf8(text)) {
    const auto valid = [&] {
      std::size_t at = 0, line = 1;
      while (at < text.size()) {
        const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
        if (!is_utf8(text.substr(at, end - at))) break;
        at = end, ++line;
      }
      return line;
    }();
    return fail(ErrorKind::invalid, "the file is not UTF-8", file + ":" + std::to_string(valid),
                "save it as UTF-8");
  }
  if (text.find('\0') != std::string_view::npos)
    return fail(ErrorKind::invalid, "the file is no text: it has NUL bytes", file,
                "name a plan in Markdown");
  return {};
}

// U+202A to U+202E, U+2066 to U+2069: they turn the direction of what follows, so that a line of
// the runbook would read as another one.
bool turns_direction(std::string_view text) {
  if (!text.starts_with("\xE2\x80") && !text.starts_with("\xE2\x81")) return false;
  const auto last = static_cast<unsigned char>(text[2]);
  return text[1] == '\x80' ? last >= 0xAA && last <= 0xAE : last >= 0xA6 && last <= 0xA9;
}

// Control characters mean something to a terminal, and nothing in a plan; places stay the same.
std::string without_controls(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size(); ++at) {
    const auto byte = static_cast<unsigned char>(out[at]);
    const bool line = byte == '\n' || byte == '\t' || byte == '\r';
    if ((byte < ' ' && !line) || byte == 0x7f) out[at] = ' ';
    // U+0080 to U+009F
    if (byte == 0xC2 && static_cast<unsigned char>(out[at + 1]) < 0xA0) out[at] = out[at + 1] = ' ';
    if (turns_direction(std::string_view(out).substr(at))) out.replace(at, 3, "   ");
  }
  return out;
}

}  // namespace

Result<Draft> import_plan(std::string_view text, const std::string& file, const IsZone& is_zone) {
  if (auto checked = check_input(text, file); !checked) return tl::unexpected(checked.error());
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto shown = without_controls(text);
  auto outline = read_outline(shown);
  if (!outline) {
    outline.error().place = file;
    return tl::unexpected(outline.error());
  }
  Reading reading(*outline);
  reading.draft.language = language_of(text);
  read_parts(reading);
  read_zones(reading, is_zone);
  if (!read_phases(reading)) read_guide(reading);
  auto& draft = reading.draft;
  if (draft.phases.empty())
    return fail(ErrorKind::invalid, "nothing in the file reads as a deployment plan", file,
                "it needs headings with J dates (\"Preparation (J-21 to J-14)\") over lists, or "
                "checklists (\"- [ ] ...\"), or blocks of shell commands");
  if (count(draft.phases) + count(draft.contingencies) > limits::items_per_plan)
    return fail(ErrorKind::too_large,
                "the plan has more than " + std::to_string(limits::items_per_plan) + " items", file,
                "split it");
  find_gaps(reading);
  add_nobody(draft);
  return std::move(draft);
}

}  // namespace golive
