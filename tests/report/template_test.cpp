#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/catalog.h"
#include "report/mustache.h"

using namespace golive;
using nlohmann::json;

namespace {

const json lists{{"title", "T"},
                 {"rows", {{{"name", "a"}}, {{"name", "b"}}}},
                 {"many", std::vector<int>(6000, 1)}};

Result<std::string> made(std::map<std::string, std::string> own) {
  return render_template(Templates("brand", std::move(own)), "page.mustache", lists, Escape::html);
}

std::string refused(std::map<std::string, std::string> own) {
  const auto text = made(std::move(own));
  REQUIRE_FALSE(text);
  return to_line(text.error());
}

}  // namespace

TEST_CASE("a template includes others, and a tag alone on its line leaves no line behind") {
  CHECK(made({{"page.mustache", "<h1>\n{{>head}}\n</h1>{{#rows}}{{> row }},{{/rows}}"},
              {"head.mustache", "{{title}}\n"},
              {"row.mustache", "{{name}}"}}) == "<h1>\nT\n</h1>a,b,");
}

TEST_CASE("what is wrong in an included template is said by its own file and line") {
  CHECK(refused({{"page.mustache", "1\n2\n{{>head}}\n4"}, {"head.mustache", "x\n{{#rows}}\n"}}) ==
        "brand/head.mustache:2: the template is broken: Unclosed section \"rows\"");
  CHECK(refused({{"page.mustache", "1\n{{>head}}\n{{/rows}}"}, {"head.mustache", "x\ny\n"}}) ==
        "brand/page.mustache:3: the template is broken: Unopened section \"rows\"");
}

TEST_CASE("a template that includes itself, on whatever way, is refused") {
  CHECK(refused({{"page.mustache", "a\n{{>page}}"}}) ==
        "brand/page.mustache:2: the template is broken: it includes itself: page.mustache > "
        "page.mustache");
  CHECK(refused({{"page.mustache", "{{>a}}"}, {"a.mustache", "\n{{>b}}"}, {"b.mustache", "{{>a}}"}})
            .starts_with("brand/b.mustache:1: the template is broken: it includes itself: "));
}

TEST_CASE("one that is not there, or too much together, is refused") {
  CHECK(refused({{"page.mustache", "\n{{>foot}}"}}) ==
        "brand/page.mustache:2: the template is broken: there is no template foot.mustache to "
        "include");
  CHECK(
      refused({{"page.mustache", "{{>a}}{{>a}}{{>a}}"}, {"a.mustache", std::string(500'000, 'x')}})
          .find("too long") != std::string::npos);
  CHECK(render_template({}, "none.mustache", lists, Escape::html).error().kind ==
        ErrorKind::not_found);
}

TEST_CASE("a template that would go through its lists for ever is refused") {
  CHECK(refused({{"page.mustache", "{{#many}}\n{{#many}}\n{{/many}}{{/many}}"}})
            .starts_with("brand/page.mustache:2: the template is broken: \"many\" goes through"));
  std::string deep;
  for (int n = 0; n < 100; ++n) deep += "{{#title}}";
  for (int n = 0; n < 100; ++n) deep += "{{/title}}";
  CHECK(refused({{"page.mustache", deep}}).find("too deep") != std::string::npos);
}

TEST_CASE("the braces of tags stay as they are") {
  CHECK(refused({{"page.mustache", "\n{{=<% %>=}}<%title%>"}})
            .starts_with("brand/page.mustache:2: the template is broken: the braces"));
}

TEST_CASE("a comment is no tag, whatever stands in it") {
  CHECK(made({{"page.mustache", "{{! {{>none}}x"}}) == "x");
}

TEST_CASE("a template named after no report is refused with what was meant") {
  const auto check = [](const char* name) {
    return check_own_template(Templates("brand", {{name, "x"}}), name);
  };
  CHECK(check("j1-account.html.mustache"));
  CHECK(check("logo.mustache"));
  CHECK(check("words.de.json"));
  const auto slip = check("j1-acount.md.mustache");
  REQUIRE_FALSE(slip);
  CHECK(to_line(slip.error())
            .starts_with("brand/j1-acount.md.mustache: there is no report \"j1-acount\" (did you "
                         "mean \"j1-account\"?"));
}
