#include "base/base64.h"

#include <doctest/doctest.h>

using namespace golive;

TEST_CASE("base64 is written and read as RFC 4648 has it") {
  for (const auto& [bytes, text] :
       {std::pair{"", ""}, std::pair{"f", "Zg=="}, std::pair{"fo", "Zm8="},
        std::pair{"foo", "Zm9v"}, std::pair{"foobar", "Zm9vYmFy"}}) {
    CHECK(to_base64(bytes) == text);
    CHECK(from_base64(text) == std::string(bytes));
  }
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(from_base64(to_base64(all)) == all);
}

TEST_CASE("one text stands for each bytes: nothing else is read") {
  for (const char* odd : {"Z", "Zg", "Zg=", "Zg===", "=",
                          "====", "Zh==", "Zm9=", "Zg==Zg==", "Zm 9", "Zm9v\n", "Zm-_", "Z=g="})
    CHECK_MESSAGE(!from_base64(odd), std::string(odd));
}
