#include "report/markdown.h"

#include <doctest/doctest.h>

using namespace golive;

TEST_CASE("Markdown's specials stand for themselves") {
  CHECK(markdown_text("a*b_c`d") == "a\\*b\\_c\\`d");
  CHECK(markdown_text("<b> & [x] | #1 ~~no~~") == "\\<b\\> \\& \\[x\\] \\| \\#1 \\~\\~no\\~\\~");
  CHECK(markdown_text("back\\slash") == "back\\\\slash");
  CHECK(markdown_text("go-live/migrate 08:15 déjà") == "go-live/migrate 08:15 déjà");
}

TEST_CASE("a line break cannot end a table's cell or begin a block") {
  CHECK(markdown_text("one\n- two\r\nthree") == "one - two  three");
}
