#include "api/rest/target.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/limits.h"
#include "base/utf8.h"

namespace golive::rest {
namespace {

std::optional<unsigned char> hex_pair(std::string_view text) {
  unsigned value = 0;
  if (text.size() < 2) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + 2, value, 16);
  if (error != std::errc() || end != text.data() + 2) return std::nullopt;
  return static_cast<unsigned char>(value);
}

// Encoded, these would smuggle a border or a dot segment past whoever reads the path undecoded.
bool changes_structure(unsigned char byte) {
  constexpr std::array<unsigned char, 3> structural{'/', '\\', '.'};
  return byte < 0x20 || byte == 0x7f ||
         std::find(structural.begin(), structural.end(), byte) != structural.end();
}

}  // namespace

bool is_canonical(std::string_view path) {
  if (path.empty() || path.front() != '/' || path.size() > limits::target_bytes) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto byte = static_cast<unsigned char>(path[i]);
    if (byte <= 0x20 || byte >= 0x7f || byte == '\\') return false;
    const char next = i + 1 < path.size() ? path[i + 1] : '\0';
    if (byte == '/' && (next == '/' || next == '.')) return false;
    if (byte != '%') continue;
    const auto encoded = hex_pair(path.substr(i + 1));
    if (!encoded || changes_structure(*encoded)) return false;
  }
  return true;
}

std::optional<std::string> url_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') return std::nullopt;
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const auto byte = hex_pair(text.substr(i + 1));
    if (!byte || *byte == 0) return std::nullopt;
    decoded += static_cast<char>(*byte);
    i += 2;
  }
  if (!is_utf8(decoded)) return std::nullopt;
  return decoded;
}

std::optional<std::vector<std::string>> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    auto segment = url_decode(path.substr(0, end));
    if (!segment) return std::nullopt;
    segments.push_back(std::move(*segment));
    path.remove_prefix(end);
  }
  return segments;
}

Result<Query> parse_query(const std::map<std::string, std::string>& raw,
                          const std::vector<std::string_view>& known) {
  Query query;
  for (const auto& [raw_name, raw_value] : raw) {
    const auto name = url_decode(raw_name);
    const auto value = url_decode(raw_value);
    if (!name || !value)
      return fail(ErrorKind::invalid, "the query is not encoded as it should be", raw_name,
                  "percent-encode its values in UTF-8");
    if (std::find(known.begin(), known.end(), *name) == known.end()) {
      std::string names;
      for (const auto word : known) (names += names.empty() ? "" : ", ") += word;
      return fail(ErrorKind::invalid, "there is no such query parameter", *name,
                  names.empty() ? "leave the query out" : "use " + names);
    }
    // Two readers could each take another one of them.
    if (!query.emplace(*name, *value).second)
      return fail(ErrorKind::invalid, "the query parameter is given twice", *name, "give it once");
  }
  return query;
}

Result<std::uint64_t> number_in(const Query& query, const std::string& name,
                                std::uint64_t otherwise) {
  const auto found = query.find(name);
  if (found == query.end()) return otherwise;
  const auto& text = found->second;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    return fail(ErrorKind::invalid, "\"" + text + "\" is no whole number", name, {});
  return number;
}

}  // namespace golive::rest
