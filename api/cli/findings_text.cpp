#include "api/cli/findings_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace golive::cli {
namespace {

constexpr std::string_view bold = "1", yellow = "33", green = "32", dim = "2";

class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}
  [[nodiscard]] std::string operator()(std::string_view how, std::string_view text) const {
    if (!colour_) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", how, text);
  }

 private:
  bool colour_;
};

// Texts come from the runbook: a control character there must not reach the terminal, also not one
// of the second set (U+0080 to U+009F, in UTF-8 after 0xc2).
std::string shown(const std::string& text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0u;
    const bool second_set = byte == 0xc2 && next >= 0x80 && next < 0xa0;
    if (second_set) ++at;
    clean += second_set || byte < 0x20 || byte == 0x7f ? ' ' : text[at];
  }
  return clean;
}

// "1 phase", "2 phases"
std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string finding_text(const Finding& finding, const Paint& paint) {
  if (is_accepted(finding))
    return fmt::format(
        "  {}\n", paint(dim, shown(fmt::format("{}: {} Accepted: {}", finding.code,
                                               finding.what + ".", *finding.accepted_because))));
  return fmt::format("  {}: {}\n      {}\n", paint(yellow, finding.code), shown(finding.what),
                     shown(finding.way_out));
}

std::string summary(const CheckedPlan& checked, const Paint& paint) {
  const auto open = open_findings(checked), accepted = checked.findings.size() - open;
  const std::string found = open == 0 ? "no findings" : counted(open, "finding");
  return fmt::format(
      "{}: {}, {}; {}{}. Plan {}.",
      shown(checked.plan.title.empty() ? checked.plan.id : checked.plan.title),
      counted(checked.plan.phases.size(), "phase"), counted(checked.plan.items.size(), "item"),
      paint(open == 0 ? green : yellow, found),
      accepted == 0 ? "" : fmt::format(", {} accepted", accepted), checked.plan.hash.substr(0, 12));
}

}  // namespace

std::size_t open_findings(const CheckedPlan& checked) {
  return static_cast<std::size_t>(
      std::count_if(checked.findings.begin(), checked.findings.end(),
                    [](const Finding& each) { return !is_accepted(each); }));
}

std::string findings_text(const CheckedPlan& checked, bool colour) {
  const Paint paint(colour);
  std::string text;
  const Finding* before = nullptr;
  for (const Finding& each : checked.findings) {
    if (before == nullptr || before->place != each.place)
      text += paint(bold, shown(each.place)) + "\n";
    text += finding_text(each, paint);
    before = &each;
  }
  if (!text.empty()) text += "\n";
  return text + summary(checked, paint);
}

std::string findings_json(const CheckedPlan& checked) {
  auto findings = nlohmann::json::array();
  for (const Finding& each : checked.findings) {
    findings.push_back({{"code", each.code},
                        {"place", each.place},
                        {"item", each.item},
                        {"what", each.what},
                        {"way_out", each.way_out}});
    if (each.accepted_because) findings.back()["accepted_because"] = *each.accepted_because;
  }
  return nlohmann::json{{"ok", open_findings(checked) == 0},
                        {"plan", checked.plan.id},
                        {"hash", checked.plan.hash},
                        {"items", checked.plan.items.size()},
                        {"findings", std::move(findings)}}
      .dump();
}

}  // namespace golive::cli
