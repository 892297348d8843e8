#include "mutator.h"

#include <algorithm>
#include <array>

namespace golive::fuzz {
namespace {

constexpr std::size_t kept_inputs = 200;  // beside the seeds
constexpr std::string_view digits = "0123456789";
constexpr std::array<std::string_view, 14> numbers{
    "0",   "-1",  "1",     "31",         "32",         "60",        "99",
    "255", "256", "65536", "2147483648", "4294967295", "999999999", "9223372036854775808"};

struct Brackets {
  std::string_view open, close;
};
constexpr std::array<Brackets, 6> nests{{{"[", "]"},
                                         {"{\"a\":", "}"},
                                         {"{\"kind\":\"any_of\",\"parts\":[", "]}"},
                                         {"(", ")"},
                                         {"{", "}"},
                                         {"function() return ", " end"}}};

}  // namespace

Mutator::Mutator(const Reader& reader, std::uint64_t seed) : reader_(reader), pool_(reader.seeds) {
  std::seed_seq sequence(reader.name.begin(), reader.name.end());
  random_.seed(sequence);
  random_.seed(random_() ^ seed);
}

std::string Mutator::next() {
  auto text = any_input();
  for (auto changes = 1 + below(4) * below(3); changes > 0; --changes) change(text);
  if (text.size() > input_bytes) text.resize(input_bytes);
  return text;
}

void Mutator::keep(std::string input) {
  if (pool_.size() < reader_.seeds.size() + kept_inputs)
    pool_.push_back(std::move(input));
  else
    pool_[reader_.seeds.size() + below(kept_inputs)] = std::move(input);
}

Mutator::Span Mutator::span(const std::string& text) {
  const auto at = below(text.size() + 1);
  const auto most = std::min<std::size_t>(text.size() - at, below(8) == 0 ? text.size() : 16);
  return {at, below(most + 1)};
}

void Mutator::change(std::string& text) {
  const auto [at, size] = span(text);
  switch (below(10)) {
    case 0:
      if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
      return;
    case 1:
      if (at < text.size()) text[at] = static_cast<char>(below(256));
      return;
    case 2:
      text.insert(at, 1 + below(4), static_cast<char>(below(256)));
      return;
    case 3:
      text.erase(at, size);
      return;
    case 4:
      return splice(text);
    case 5:
      return repeat(text);
    case 6:
      return put_number(text);
    case 7:
      return nest(text);
    default:
      return put_word(text);
  }
}

// A piece of another input in place of one of its own.
void Mutator::splice(std::string& text) {
  const auto& other = any_input();
  const auto there = span(other);
  const auto piece = other.substr(there.at, below(2) == 0 ? there.size : other.size());
  const auto here = span(text);
  text.replace(here.at, here.size, piece);
}

// The same piece again, a few times or so often that what recurses runs out of stack.
void Mutator::repeat(std::string& text) {
  const auto [at, size] = span(text);
  if (size == 0 || text.size() >= input_bytes) return;
  const auto room = (input_bytes - text.size()) / size;
  const auto times = std::min(below(16) == 0 ? room : below(64), room);
  const auto piece = text.substr(at, size);
  std::string pieces;
  pieces.reserve(times * size);
  for (std::size_t i = 0; i < times; ++i) pieces += piece;
  text.insert(at, pieces);
}

void Mutator::put_word(std::string& text) {
  if (reader_.words.empty()) return;
  const auto word = reader_.words[below(reader_.words.size())];
  const auto [at, size] = span(text);
  const auto often = below(200) == 0 ? (input_bytes - text.size() % input_bytes) / word.size() : 1;
  std::string words;
  for (std::size_t i = 0; i < often; ++i) words += word;
  text.replace(at, below(2) == 0 ? size : 0, words);
}

void Mutator::put_number(std::string& text) {
  const auto at = text.find_first_of(digits, below(text.size() + 1));
  if (at == std::string::npos) return;
  const auto end = std::min(text.find_first_not_of(digits, at), text.size());
  text.replace(at, end - at, numbers[below(numbers.size())]);
}

// Brackets in brackets in the place of a value: a few, or as many as there is room for.
void Mutator::nest(std::string& text) {
  const auto before = text.find_first_of(":,[(={", below(text.size() + 1));
  if (before == std::string::npos) return;
  const auto end = std::min(text.find_first_of(",]})", before + 1), text.size());
  const auto& [open, close] = nests[below(nests.size())];
  const auto room =
      (input_bytes - std::min(input_bytes, text.size())) / (open.size() + close.size());
  const auto depth = std::min(below(4) == 0 ? room : below(300), room);
  std::string value;
  for (std::size_t i = 0; i < depth; ++i) value += open;
  value.append(text, before + 1, end - before - 1);
  for (std::size_t i = 0; i < depth; ++i) value += close;
  text.replace(before + 1, end - before - 1, value);
}

}  // namespace golive::fuzz
