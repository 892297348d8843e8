#include "report/notice_text.h"

#include <nlohmann/json.hpp>

#include "report/mustache.h"
#include "report/said.h"

namespace golive {
namespace {

using nlohmann::json;

// What stands in one line stays there, whoever wrote it.
std::string in_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_space = byte <= 0x20 || byte == 0x7F;
    if (!is_space) line += c;
    if (is_space && !line.empty() && line.back() != ' ') line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

json in_lines(const json& facts) {
  if (facts.is_string()) return in_one_line(facts.get<std::string>());
  json lines = facts;
  if (facts.is_structured())
    for (auto& each : lines) each = in_lines(each);
  return lines;
}

std::string text_in(const json& facts, const char* name) {
  const auto found = facts.find(name);
  return found != facts.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// What a template's sections leave between their lines.
std::string without_empty_lines(const std::string& text) {
  std::string lines;
  for (const char c : text)
    if (c != '\n' || (!lines.empty() && lines.back() != '\n')) lines += c;
  return lines;
}

class NoticeWriter {
 public:
  NoticeWriter(const Words& words, const json& facts) : words_(words), facts_(facts) {}

  Result<json> context() const {
    json context{{"plan", text_in(facts_, "plan")},
                 {"environment", text_in(facts_, "environment")},
                 {"title", text_in(facts_, "title")},
                 {"run", text_in(facts_, "run")},
                 {"by", text_in(facts_, "by")},
                 {"why", said(words_, text_in(facts_, "why"))},
                 {"j", date(text_in(facts_, "j"))},
                 {"run_at", time(facts_, "run_at")},
                 {"due", time(facts_, "due")},
                 {"who", joined(facts_, "who")},
                 {"practice", practice()}};
    if (text_in(facts_, "what") == "daily") add_day(context);
    if (const auto head = facts_.find("head"); head != facts_.end())
      context["signed"] = {{"text", text_in(*head, "text")},
                           {"fingerprint", text_in(*head, "fingerprint")}};
    context["links"] = json::array();
    for (const auto& link : facts_.value("links", json::array()))
      context["links"].push_back({{"title", words_.word("report_kind", text_in(link, "kind"))},
                                  {"address", text_in(link, "address")},
                                  {"sha256", text_in(link, "sha256")}});
    for (const char* part : {"head", "todo"}) {
      auto line = sentence(std::string("notice_") + part, context);
      if (!line) return tl::unexpected<Error>(line.error());
      context[part] = std::move(*line);
    }
    return context;
  }

 private:
  [[nodiscard]] std::string notice_word(const char* key) const {
    return words_.word("notice", key);
  }

  [[nodiscard]] std::string practice() const {
    if (facts_.value("drill", false)) return notice_word("drill");
    return text_in(facts_, "mode") == "rehearsal" ? notice_word("rehearsal") : std::string();
  }

  // The words have a small template for each kind of notice; some have nothing to be done about.
  [[nodiscard]] Result<std::string> sentence(const std::string& group, const json& context) const {
    const auto what = text_in(facts_, "what");
    const auto pattern = words_.word(group, what);
    if (pattern == what) return std::string();
    return render_mustache(pattern, group + "." + what, context, Escape::none);
  }

  // "2027-01-15" as the language writes it.
  [[nodiscard]] std::string date(const std::string& iso) const {
    if (iso.size() < 10 || words_.language() != "fr") return iso;
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
  }

  // "08 h 15 le 15/01/2027 (07:15 UTC)"
  [[nodiscard]] std::string time(const json& facts, const char* name) const {
    const auto found = facts.find(name);
    if (found == facts.end() || !found->is_object()) return {};
    const auto local = text_in(*found, "local"), utc = text_in(*found, "utc");
    if (local.size() < 16 || utc.size() < 16) return utc;
    const bool is_french = words_.language() == "fr";
    return local.substr(11, 2) + (is_french ? " h " : ":") + local.substr(14, 2) + " " +
           notice_word("on") + " " + date(local.substr(0, 10)) + " (" + utc.substr(11, 5) + " UTC)";
  }

  // "A, B and C"
  [[nodiscard]] std::string joined(const json& facts, const char* name) const {
    const auto list = facts.find(name);
    std::string text;
    if (list == facts.end() || !list->is_array()) return text;
    for (std::size_t index = 0; index < list->size(); ++index) {
      const bool is_last = index > 0 && index + 1 == list->size();
      text += index == 0 ? "" : is_last ? " " + notice_word("and") + " " : ", ";
      text += (*list)[index].is_string() ? (*list)[index].get<std::string>() : "";
    }
    return text;
  }

  void add_day(json& context) const {
    context["day"] = true;
    for (const char* part : {"done", "next", "waits"}) {
      auto lines = json::array();
      for (const auto& each : facts_.value(part, json::array()))
        lines.push_back({{"title", text_in(each, "title")},
                         {"state", words_.word("item_state", text_in(each, "state"))},
                         {"at", time(each, "at")},
                         {"who", joined(each, "who")}});
      context[part] = std::move(lines);
      const int more = facts_.value(std::string(part) + "_more", 0);
      context[std::string(part) + "_more"] =
          more == 0 ? std::string() : std::to_string(more) + " " + notice_word("more");
    }
  }

  const Words& words_;
  const json& facts_;
};

}  // namespace

Result<NoticeText> notice_text(const ReportWish& wish, const std::string& facts) {
  const auto parsed = json::parse(facts, nullptr, false);
  if (!parsed.is_object()) return fail(ErrorKind::invalid, "the facts are no JSON object");
  const auto lines = in_lines(parsed);
  const auto language = wish.language.empty() ? text_in(lines, "language") : wish.language;
  const auto words = words_for(wish.templates, language);
  if (!words) return tl::unexpected<Error>(words.error());
  auto context = NoticeWriter(*words, lines).context();
  if (!context) return tl::unexpected<Error>(context.error());
  (*context)["w"] = words->all();
  const auto whole = render_template(wish.templates, "notice.txt.mustache", *context, Escape::none);
  if (!whole) return tl::unexpected<Error>(whole.error());
  const auto lines_of_it = without_empty_lines(*whole);
  if (in_one_line(lines_of_it).empty())
    return fail(ErrorKind::invalid, "the template is broken: it leaves no text",
                wish.templates.place("notice.txt.mustache"));
  const auto end = lines_of_it.find('\n');
  return NoticeText{lines_of_it.substr(0, end),
                    end == std::string::npos ? std::string() : lines_of_it.substr(end + 1)};
}

}  // namespace golive
