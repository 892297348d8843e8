// Redaction in chunks. An input is secrets and a text, with 0x1E between them; in the text, 0x1D
// and a byte stand for one of the forms of a secret, perhaps wrapped into lines.
#include <algorithm>
#include <random>

#include "base/redact.h"
#include "base/secret_forms.h"
#include "reader.h"

namespace golive::fuzz {
namespace {

constexpr char between = '\x1e', form_here = '\x1d';
constexpr std::size_t most_secrets = 3, secret_bytes = 200, text_bytes = 4'000;
constexpr std::size_t longest_break = 8;  // of line breaks, inside a secret

bool is_break(char c) { return c == '\n' || c == '\r'; }

// As people put a text together again that was wrapped.
std::string unwrapped(std::string_view text) {
  std::string whole;
  while (!text.empty()) {
    const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_break) -
                                              text.begin());
    if (end == 0) {
      whole += text.front();
      text.remove_prefix(1);
      continue;
    }
    if (end > longest_break) whole += text.substr(0, end);
    text.remove_prefix(end);
  }
  return whole;
}

struct Case {
  Redactor redactor;
  std::vector<std::string> forms;
  std::string text;
};

std::string wrapped(std::string_view form, std::size_t columns) {
  std::string lines;
  for (; form.size() > columns; form.remove_prefix(columns))
    lines += std::string(form.substr(0, columns)) + "\r\n";
  return lines + std::string(form);
}

Case case_of(std::string_view input) {
  Case made;
  for (std::size_t i = 0; i < most_secrets && input.find(between) != std::string_view::npos; ++i) {
    const auto [secret, rest] = halves(input, between);
    const auto value = secret.substr(0, secret_bytes);
    if (made.redactor.add(value)) {
      const auto forms = secret_forms(value.substr(0, value.find_last_not_of("\r\n") + 1));
      made.forms.insert(made.forms.end(), forms.begin(), forms.end());
    }
    input = rest;
  }
  for (std::size_t i = 0; i < input.size() && made.text.size() < text_bytes; ++i) {
    const auto code = i + 1 < input.size() ? static_cast<unsigned char>(input[i + 1]) : 0u;
    if (input[i] != form_here || made.forms.empty()) {
      made.text += input[i];
      continue;
    }
    ++i;
    const auto& form = made.forms[code % made.forms.size()];
    made.text += code % 3 == 0 ? wrapped(form, 1 + code % 64) : form;
  }
  return made;
}

std::string in_chunks(const Redactor& redactor, std::string_view text, std::mt19937& random) {
  RedactedStream stream(redactor);
  std::string out;
  const auto most = 1 + random() % 40;
  while (!text.empty()) {
    const auto size = std::min<std::size_t>(text.size(), random() % (most + 1));
    out += stream.feed(text.substr(0, size));
    text.remove_prefix(size);
  }
  return out + stream.finish();
}

// A mask stands between what is left: no secret goes through it.
void hold_without(std::string_view out, const std::vector<std::string>& forms) {
  for (;;) {
    const auto end = std::min(out.find(redaction_mask), out.size());
    const auto piece = out.substr(0, end);
    const auto whole = unwrapped(piece);
    for (auto form : forms) {
      hold(piece.find(form) == std::string::npos, "no secret is in the output");
      std::erase_if(form, is_break);
      hold(whole.find(form) == std::string::npos, "no wrapped secret is in the output");
    }
    if (end == out.size()) return;
    out.remove_prefix(end + redaction_mask.size());
  }
}

bool redact(std::string_view input) {
  const auto [redactor, forms, text] = case_of(input);
  const auto whole = redactor.redact(text);
  hold_without(whole, forms);
  std::mt19937 random(static_cast<std::uint32_t>(std::hash<std::string_view>()(input)));
  for (int round = 0; round < 3; ++round)
    hold(in_chunks(redactor, text, random) == whole, "the output is the same in any chunks");
  return !forms.empty();
}

}  // namespace

Reader redaction_reader() {
  using namespace std::string_literals;
  return {"redaction",
          {"correct-horse\x1ethe \x1d\x01, twice: \x1d\x07\x1d\x15\n"s,
           "abcdefghij\x1eghijklmnop\x1e-abcdefghijklmnop-\x1d\x03"s,
           "-----BEGIN KEY-----\nAAAABBBB\nCCCC\n-----END KEY-----\n\x1ex\n\x1d\x1e\r\ny"s,
           "aaaaaaaa\x1e"
           "aaaaaaaaaaaab\x1e"
           "aaaaaaaaaaaaaaaaaaaaaaaa\n\naaaa\x1d\x09"s,
           "p\xC3\xA9\"'\\%&<>/=+$!\x1eurl=\x1d\x10&\x1d\x11 '\x1d\x12'"s},
          {"\x1d", "\x1e", "\n", "\r\n", "\n\n\n\n\n\n\n\n\n", "aaaaaaaa", "abcdefghij",
           "[redacted]", "\\n", "%0A", "correct-", "horse"},
          redact};
}

}  // namespace golive::fuzz
