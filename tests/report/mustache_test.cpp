#include "report/mustache.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace golive;
using nlohmann::json;

namespace {

std::string rendered(const std::string& text, const json& context, Escape escape = Escape::html) {
  const auto out = render_mustache(text, "t", context, escape);
  return out ? *out : to_line(out.error());
}

}  // namespace

TEST_CASE("nothing, empty texts and empty lists are not there") {
  const json context{{"none", nullptr}, {"empty", ""}, {"list", json::array()}, {"no", false}};
  CHECK(rendered("{{#none}}a{{/none}}{{#empty}}b{{/empty}}{{#list}}c{{/list}}{{#no}}d{{/no}}",
                 context) == "");
  CHECK(rendered("{{^none}}a{{/none}}{{^empty}}b{{/empty}}{{^list}}c{{/list}}{{^no}}d{{/no}}",
                 context) == "abcd");
  CHECK(rendered("[{{none}}{{empty}}{{no}}{{unknown}}]", context) == "[]");
}

TEST_CASE("numbers, lists and nested objects are shown") {
  const json context{{"n", 3}, {"list", {"a", "b"}}, {"o", {{"x", "y"}}}};
  CHECK(rendered("{{n}} {{#list}}{{.}};{{/list}} {{o.x}}{{#o}}{{x}}{{/o}}", context) ==
        "3 a;b; yy");
}

TEST_CASE("texts are escaped for where they go") {
  const json context{{"x", "<a> & \"b\" *c*"}};
  CHECK(rendered("{{x}}", context) == "&lt;a&gt; &amp; &quot;b&quot; *c*");
  CHECK(rendered("{{x}}", context, Escape::markdown) == "\\<a\\> \\& \"b\" \\*c\\*");
}

TEST_CASE("a broken template says its line") {
  CHECK(rendered("one\ntwo {{x\n", {}) == "t:2: the template is broken: Unclosed tag");
  CHECK(rendered("one\n\n{{/x}}", {}) == "t:3: the template is broken: Unopened section \"x\"");
}

TEST_CASE("what a terminal would obey is in no document") {
  const json context{{"title", "a\x1b[2Jb\u009b1mc\x7f\r\nd\té"}};
  for (const auto escape : {Escape::html, Escape::none})
    CHECK(rendered("{{title}}{{{title}}}", context, escape).find_first_of("\x1b\x7f") ==
          std::string::npos);
  CHECK(rendered("{{title}}", context, Escape::none) == "a\uFFFD[2Jb\uFFFD1mc\uFFFD\r\nd\té");
}
