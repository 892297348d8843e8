// Plans in Markdown that become runbooks: whatever the document, the runbook loads, and nothing of
// the document has become code.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "draft/import.h"
#include "lua/loader.h"
#include "reader.h"

namespace golive::fuzz {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> plans() {
  std::vector<std::string> texts;
  for (const auto* name : {"ecosyste", "eventtickets", "festival", "mecapy", "safargo"}) {
    std::ifstream stream(fs::path(GOLIVE_SOURCE) / "tests/data/plans" /
                         (std::string(name) + ".md"));
    texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return texts;
}

// A draft has tasks, gates and what holds them: a step would be code of the document.
bool is_drafted(const Item& item) {
  return item.kind != ItemKind::step && item.kind != ItemKind::smoke &&
         item.kind != ItemKind::watch && !item.has_run;
}

bool import(std::string_view input) {
  const auto draft = import_plan(input, "plan.md", [](const auto&) { return true; });
  if (!draft) {
    hold(!to_line(draft.error()).empty(), "a refusal says something");
    return false;
  }
  LuaLoader loader;
  const auto loaded = loader.load({{{"runbook.lua", runbook_text(*draft, "plan.md")}}});
  hold(loaded.has_value(), "an imported runbook loads");
  const auto& items = loaded->plan.items;
  hold(std::all_of(items.begin(), items.end(), is_drafted), "no text became a step");
  hold(loaded->plan.title == draft->title, "a title is read back as it was");
  return true;
}

}  // namespace

Reader plan_document_reader() {
  return {"plan-document",
          plans(),
          {"# ",
           "\n## ",
           "\n- ",
           "\n- [ ] ",
           "\n  - ",
           "**",
           "(J-21 a J-14)",
           "(Jour J)",
           "08h00 : ",
           "```bash\n",
           "```\n",
           "\n# ",
           "|",
           "\n|---|\n",
           "> ",
           "\"",
           "\\",
           "]]",
           "--[[",
           "\n",
           "\" }, step \"x\" { run = function(ctx) end } --",
           "JWT_SECRET=",
           "Roles",
           "Risques",
           "Validation",
           "Environnements : ",
           "RTO : 4 h",
           "99.9 %",
           "\xff",
           "\xc2\x9b",
           "&amp;",
           "<script>",
           "[a](b)",
           "${x}",
           "\r"},
          import};
}

}  // namespace golive::fuzz
