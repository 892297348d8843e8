#include "base/mail_address.h"

#include <doctest/doctest.h>

#include "base/limits.h"

using namespace golive;

TEST_CASE("a mail address is plain: nothing in it ends a header or names a second one") {
  for (const char* good : {"a@b", "lea.martin+golive@shop.example", "x_y@mail-1.shop.example"})
    CHECK(is_mail_address(good));
  for (const char* bad : {"", "@", "a@", "@b", "lea", "a@b@c", "Ann <ann@shop.example>", "a b@c",
                          "a@b\r\nBcc: x@y", "\"a\"@b", "a@b;c@d", "lé@b"})
    CHECK_FALSE(is_mail_address(bad));
  CHECK_FALSE(is_mail_address(std::string(300, 'a') + "@b"));
}

TEST_CASE("a list of recipients is taken whole, or the first that is none is named") {
  const auto all = mail_addresses("lea@shop.example,  ann@shop.example");
  REQUIRE(all);
  CHECK(*all == std::vector<std::string>{"lea@shop.example", "ann@shop.example"});
  const auto named = mail_addresses("lea@shop.example, Ann <ann@shop.example>");
  REQUIRE_FALSE(named);
  CHECK(named.error().place == "Ann <ann@shop.example>");
  CHECK_FALSE(mail_addresses(""));
  CHECK_FALSE(mail_addresses("a@b,,c@d"));
  std::string many = "a@b";
  for (std::size_t i = 0; i < limits::notice_recipients; ++i) many += ",a@b";
  CHECK_FALSE(mail_addresses(many));
}
