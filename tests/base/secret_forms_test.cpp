#include "base/secret_forms.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace golive;

namespace {

bool has_form(std::string_view value, std::string_view form) {
  const auto forms = secret_forms(value);
  return std::find(forms.begin(), forms.end(), form) != forms.end();
}

}  // namespace

TEST_CASE("base64 is known at each alignment, without what depends on its neighbours") {
  CHECK(has_form("password1234", "cGFzc3dvcmQxMjM0"));  // alone
  CHECK(has_form("password1234", "Bhc3N3b3JkMTIzN"));   // after "x": eHBhc3N3b3JkMTIzNA==
  CHECK(has_form("password1234", "wYXNzd29yZDEyMz"));   // after "xx": eHhwYXNzd29yZDEyMzQ=
  CHECK(has_form("\xfb\xff\xfe\xfb\xff\xfe", "-__--__-"));
}

TEST_CASE("URL, JSON, shell and hex forms are those that common programs write") {
  CHECK(has_form("p@ss wörd/1", "p%40ss%20w%C3%B6rd%2F1"));
  CHECK(has_form("p@ss wörd/1", "p%40ss+w%c3%b6rd%2f1"));
  CHECK(has_form("p@ss wörd/1", "p@ss w\\u00f6rd/1"));
  CHECK(has_form("p@ss wörd/1", "p@ss w\\u00f6rd\\/1"));
  CHECK(has_form("say \"hi\"\n<b>", "say \\\"hi\\\"\\n\\u003cb\\u003e"));
  CHECK(has_form("it's a secret", "it'\\''s a secret"));
  CHECK(has_form("it's a secret", "it'\"'\"'s a secret"));
  CHECK(has_form("it's a secret", "it\\'s\\ a\\ secret"));
  CHECK(has_form("\xF0\x9F\x9A\x80 rocket", "\\ud83d\\ude80 rocket"));
  CHECK(has_form("kkkkkkkk", "6b6b6b6b6b6b6b6b"));
  CHECK(has_form("kkkkkkkk", "6B6B6B6B6B6B6B6B"));
}
