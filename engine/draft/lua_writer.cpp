#include "draft/lua_writer.h"

#include "draft/import.h"

namespace golive {

namespace {

class Writer {
 public:
  explicit Writer(std::string file) : file_(std::move(file)) {}
  std::string runbook(const Draft& draft);

 private:
  void line(std::string_view text) {
    if (!text.empty()) out_ += std::string(2 * depth_, ' ');
    out_ += text;
    out_ += "\n";
  }
  void to_complete(std::string_view text) {
    line(lua_comment("To complete: " + std::string(text)));
  }
  [[nodiscard]] std::string place(int at) const {
    return at == 0 ? file_ : file_ + ":" + std::to_string(at);
  }
  void head(const Draft& draft);
  void document(const Draft& draft);
  void people(const Draft& draft);
  void environments(const Draft& draft);
  void item(const DraftItem& item);
  [[nodiscard]] static std::string fields(const DraftItem& item);

  std::string file_, out_;
  std::size_t depth_ = 0;
};

std::string list(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : ", ") + lua_string(value);
  return "{ " + text + " }";
}

// name = value, ...: those that have one.
class Table {
 public:
  Table& add(std::string_view name, std::string_view value) {
    return value.empty() ? *this : raw(name, lua_string(value));
  }
  Table& raw(std::string_view name, std::string_view value) {
    text_ += (text_.empty() ? "" : ", ") + std::string(name) + " = " + std::string(value);
    return *this;
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string whole() const { return text_.empty() ? "{}" : "{ " + text_ + " }"; }

 private:
  std::string text_;
};

void Writer::head(const Draft& draft) {
  line(lua_comment("Drafted from " + file_ + ". What the plan does not say:"));
  for (const auto& gap : draft.gaps)
    line(lua_comment("  " + gap.code + (gap.line > 0 ? " (" + place(gap.line) + ")" : "") + ": " +
                     gap.what + " (" + gap.way_out + ")"));
  line("");
  line("return plan " + lua_string(draft.id) + " {");
  ++depth_;
  line(Table().add("title", draft.title).add("language", draft.language).text() + ",");
  if (draft.timezone.empty()) to_complete("the zone that the plan's times are in");
  const std::string assumed = draft.language == "fr" ? "Europe/Paris" : "UTC";
  line("timezone = " + lua_string(draft.timezone.empty() ? assumed : draft.timezone) + ",");
  if (!draft.approved_by.empty()) line("approved_by = " + list(draft.approved_by) + ",");
}

void Writer::document(const Draft& draft) {
  if (draft.document.empty()) return;
  line("");
  line("document {");
  ++depth_;
  for (const auto& part : draft.document) {
    line(part.id + " = {");
    ++depth_;
    for (const auto& text : part.lines) line(lua_string(text) + ",");
    --depth_;
    line("},");
  }
  --depth_;
  line("},");
}

void Writer::people(const Draft& draft) {
  line("");
  for (const auto& role : draft.roles)
    line("role " + lua_string(role.id) + " " +
         Table().add("title", role.title).add("duties", role.duties).whole() + ",");
  for (const auto& contact : draft.contacts) {
    Table table;
    table.add("title", contact.title).add("phone", contact.phone).add("mail", contact.mail);
    line("contact " + lua_string(contact.id) + " " + table.whole() + ",");
  }
}

void Writer::environments(const Draft& draft) {
  for (const auto& environment : draft.environments) {
    Table table;
    table.add("title", environment.title);
    if (environment.live) table.raw("live", "true");
    for (const auto& [name, value] : environment.parameters) table.raw(name, lua_string(value));
    line("environment " + lua_string(environment.id) + " " + table.whole() + ",");
  }
  for (const auto& secret : draft.secrets)
    line("secret " + lua_string(secret.id) + " " +
         Table().add("from", "env:" + secret.variable).whole() + ",");
  for (const auto& objective : draft.objectives)
    line("objective " + lua_string(objective.id) + " " +
         Table().add("max", objective.max).add("min", objective.min).whole() + ",");
}

std::string Writer::fields(const DraftItem& item) {
  Table table;
  table.add("title", item.title);
  if (item.from == item.to) table.add("on", item.from);
  if (item.from != item.to) table.add("from", item.from).add("to", item.to);
  table.add("at", item.at).add("owner", item.owner).add("does", item.does).add("risk", item.risk);
  table.add("estimate", item.estimate);
  if (!item.decided_by.empty()) table.raw("decided_by", list(item.decided_by));
  table.add("description", item.description);
  return table.text();
}

void Writer::item(const DraftItem& item) {
  if (item.kind == ItemKind::phase || item.kind == ItemKind::contingency) line("");
  for (const auto& text : item.to_complete) to_complete(text + " (" + place(item.line) + ")");
  const auto begin =
      std::string(text_of(item.kind)) + " " + lua_string(item.id) + " { " + fields(item);
  if (item.children.empty()) return line(begin + " },");
  line(begin + ",");
  ++depth_;
  for (const auto& child : item.children) this->item(child);
  --depth_;
  line("},");
}

std::string Writer::runbook(const Draft& draft) {
  head(draft);
  document(draft);
  people(draft);
  environments(draft);
  for (const auto& phase : draft.phases) item(phase);
  for (const auto& contingency : draft.contingencies) item(contingency);
  --depth_;
  line("}");
  return std::move(out_);
}

}  // namespace

std::string lua_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\' || c == '"') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < ' ' || byte == 0x7f) {
      const auto digits = std::to_string(byte);
      out += "\\" + std::string(3 - digits.size(), '0') + digits;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string lua_comment(std::string_view text) {
  std::string out = "-- ";
  for (const char c : text) out += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
  return out;
}

std::string runbook_text(const Draft& draft, const std::string& file) {
  return Writer(file).runbook(draft);
}

}  // namespace golive
