#include "api/junit.h"

#include <doctest/doctest.h>

using namespace golive;

TEST_CASE("results of one file make one suite, counted") {
  const auto xml = junit_xml({{"a_test.lua", "one", 0.25},
                              {"a_test.lua", "two", 0.5, "a_test.lua:3: not so", "details"},
                              {"b_test.lua", "three", 0}});
  CHECK(xml.find(R"(<testsuite name="a_test.lua" tests="2" failures="1" time="0.750">)") !=
        std::string::npos);
  CHECK(xml.find(R"(<failure message="a_test.lua:3: not so">details</failure>)") !=
        std::string::npos);
  CHECK(xml.find(R"(<testsuite name="b_test.lua" tests="1" failures="0")") != std::string::npos);
}

TEST_CASE("whatever a text holds, the XML is well-formed") {
  const auto xml = junit_xml({{"<&>", "\"\x01\n", 0, "a\nb", "<>\x7f\xff"}});
  CHECK(xml.find("name=\"&lt;&amp;&gt;\"") != std::string::npos);
  CHECK(xml.find("name=\"&quot;\uFFFD&#10;\"") != std::string::npos);
  CHECK(xml.find("message=\"a&#10;b\"") != std::string::npos);
  CHECK(xml.find("&lt;&gt;\x7f\uFFFD") != std::string::npos);
}
