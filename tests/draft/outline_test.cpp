#include "draft/outline.h"

#include <doctest/doctest.h>

#include <chrono>

#include "base/limits.h"

using namespace golive;
using Kind = MarkdownBlock::Kind;

namespace {

Outline outline(const std::string& text) {
  const auto read = read_outline(text);
  REQUIRE_MESSAGE(read, to_line(read.error()));
  return *read;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("headings make a tree, with their lines") {
  const auto read = outline("intro\n\n# A\n\n## B\ntext\n\n### C\n\n## D\n");
  REQUIRE(read.sections.size() == 5);
  CHECK(read.sections[1].title == "A");
  CHECK(read.sections[1].line == 3);
  CHECK(read.sections[3].parent == 2);
  CHECK(read.sections[4].parent == 1);
  CHECK(read.sections[4].line == 10);
  CHECK(read.sections[2].blocks.at(0).text == "text");
  CHECK(read.sections[2].blocks.at(0).line == 6);
}

TEST_CASE("items of lists have their depth, checkbox, bold beginning and line") {
  const auto read = outline("# A\n- **DBA** : gère `x`\n  - inner\n- [ ] to do\n- [x] done\n");
  const auto& blocks = read.sections[1].blocks;
  REQUIRE(blocks.size() == 4);
  CHECK(blocks[0].text == "DBA : gère x");
  CHECK(blocks[0].strong == "DBA");
  CHECK(blocks[1].depth == 1);
  CHECK(blocks[1].line == 3);
  CHECK(blocks[2].checkbox);
  CHECK(blocks[3].checkbox);
  CHECK_FALSE(blocks[0].checkbox);
}

TEST_CASE("code, tables and bold lines are told apart") {
  const auto read = outline(
      "# A\n**Rollback** :\n\n```bash\nls -l\n\ncd x\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
  REQUIRE(read.sections.size() == 3);
  CHECK(read.sections[2].title == "Rollback");
  CHECK(read.sections[2].parent == 1);
  const auto& blocks = read.sections[2].blocks;
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].language == "bash");
  CHECK(blocks[0].text == "ls -l\n\ncd x\n");
  CHECK(blocks[1].head);
  CHECK(blocks[2].cells == std::vector<std::string>{"1", "2"});
}

TEST_CASE("a table may have narrow rules, and bars in its code") {
  const auto read = outline("|a|b|\n|-|:-:|\n|`x\\|y`|2\\|3|\n\nend\n");
  const auto& blocks = read.sections.front().blocks;
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].head);
  CHECK(blocks[1].cells == std::vector<std::string>{"x|y", "2|3"});
  CHECK(blocks[2].line == 5);
}

TEST_CASE("HTML and a heading in a list are text") {
  const auto read = outline("# A\n<script>x</script>\n\n- one\n  # two\n");
  REQUIRE(read.sections.size() == 2);
  CHECK(read.sections[1].blocks.at(0).text == "<script>x</script>");
  CHECK(read.sections[1].blocks.at(1).text == "one two");
}

TEST_CASE("nested monsters are refused") {
  const auto refused = read_outline(repeated("> ", 1'000) + "x");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::too_large);
}

TEST_CASE("a megabyte of any one thing is read in its time") {
  for (const std::string_view part : {"[", "![", "*a ", "**", "`", "<", "&#", "| a ", "- ", "# \n",
                                      "[a](", "~~", "\\", "a\n=\n", "```\n", "[a]: b\n", "_a__"}) {
    CAPTURE(part);
    const auto text = repeated(part, limits::plan_document_bytes / part.size());
    const auto began = std::chrono::steady_clock::now();
    static_cast<void>(read_outline(text));
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(20));
  }
}
