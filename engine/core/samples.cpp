#include "core/samples.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/canonical_json.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"

namespace golive {
namespace {

constexpr std::string_view title = "golive samples 1 every=";
constexpr std::string_view then = " during=";
constexpr std::uint64_t seal_mark = 7;  // of the three bits that a sample's verdict has
constexpr std::uint64_t component_mark = 4;
constexpr std::size_t seal_bytes = 64;
constexpr std::int64_t latest = 253'402'300'800'000;  // the year 10000, ms

void put(std::string& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) bytes += static_cast<char>((number & 0x7fU) | 0x80U);
  bytes += static_cast<char>(number);
}

std::uint64_t folded(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63);
}
std::int64_t unfolded(std::uint64_t number) {
  return static_cast<std::int64_t>(number >> 1U) ^ -static_cast<std::int64_t>(number & 1U);
}

struct Taken {
  std::uint64_t number = 0;
  bool whole = false, valid = true;
};

// Takes a number off the front; only the shortest form of one is valid.
Taken take(std::string_view& text) {
  Taken taken;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    taken.number |= static_cast<std::uint64_t>(byte & 0x7fU) << (7 * i);
    if ((byte & 0x80U) != 0) {
      if (i < 7) continue;  // eight bytes are enough for any
      taken.valid = false;
      return taken;
    }
    taken.valid = byte != 0 || i == 0;
    taken.whole = true;
    text.remove_prefix(i + 1);
    return taken;
  }
  return taken;
}

tl::unexpected<Error> broken(const std::string& what) {
  return fail(ErrorKind::storage, what, {}, "restore a copy of the data directory");
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

bool is_gap(const Sample& before, Instant next, Duration every) {
  return next - before.at > limits::watch_gap_looks * every + Duration(before.ms);
}

SamplesWriter::SamplesWriter(const SamplesHead& head) { so_far_.head = head; }

std::string SamplesWriter::begin() {
  so_far_.unsealed = std::string(title) + std::to_string(so_far_.head.every.count()) +
                     std::string(then) + std::to_string(so_far_.head.during.count()) + "\n";
  return so_far_.unsealed;
}

std::string SamplesWriter::add(const Sample& sample) {
  std::string bytes;
  const auto at = sample.at.time_since_epoch().count();
  const auto step = at - so_far_.last_at;
  put(bytes,
      (static_cast<std::uint64_t>(sample.ms) << 3U) | static_cast<std::uint64_t>(sample.seen));
  put(bytes, folded(step - so_far_.last_step));
  so_far_.last_step = so_far_.samples == 0 ? 0 : step;
  so_far_.last_at = at;
  ++so_far_.samples;
  so_far_.unsealed += bytes;
  return bytes;
}

std::string SamplesWriter::tell(const Components& components) {
  Components now;
  for (const auto& [name, health] : so_far_.components) now.emplace(name, Health::unknown);
  for (const auto& [name, health] : components) {
    const auto known = now.find(name);
    if (known == now.end() && now.size() >= limits::watch_components) continue;
    now[name] = health;
  }
  std::string bytes;
  for (const auto& [name, health] : now) {
    const auto before = so_far_.components.find(name);
    if (before != so_far_.components.end() && before->second == health) continue;
    put(bytes, (static_cast<std::uint64_t>(health) << 3U) | component_mark);
    put(bytes, name.size());
    bytes += name;
  }
  so_far_.components = std::move(now);
  so_far_.unsealed += bytes;
  return bytes;
}

std::string SamplesWriter::seal() {
  so_far_.seal = sha256(so_far_.seal + so_far_.unsealed);
  so_far_.unsealed.clear();
  so_far_.sealed_samples = so_far_.samples;
  return static_cast<char>(seal_mark) + so_far_.seal;
}

Result<std::size_t> SamplesReader::read_head(std::string_view text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos && text.size() < limits::samples_head_bytes) return 0;
  const auto line = text.substr(0, end);
  const auto middle = line.find(then);
  if (end == std::string_view::npos || !line.starts_with(title) || middle == line.npos)
    return broken("this is no file of samples");
  const auto every = number_of(line.substr(title.size(), middle - title.size()));
  const auto during = number_of(line.substr(middle + then.size()));
  if (!every || !during || *every == 0 || *every > latest || *during > latest)
    return broken("this is no file of samples");
  so_far_.head = {Duration(*every), Duration(*during)};
  so_far_.unsealed = std::string(line) + "\n";
  return end + 1;
}

Result<std::size_t> SamplesReader::read_seal(std::string_view text) {
  if (text.size() < 1 + seal_bytes) return 0;
  const auto seal = sha256(so_far_.seal + so_far_.unsealed);
  if (text.substr(1, seal_bytes) != seal)
    return broken("the samples were changed: the seal at byte " + std::to_string(whole_) +
                  " does not fit what is before it");
  so_far_.seal = seal;
  so_far_.unsealed.clear();
  so_far_.sealed_samples = so_far_.samples;
  return 1 + seal_bytes;
}

tl::unexpected<Error> SamplesReader::changed() const {
  return broken("the samples were changed: at byte " + std::to_string(whole_) +
                " is nothing that golive writes");
}

Result<std::size_t> SamplesReader::took(std::string_view text, std::size_t length) {
  so_far_.unsealed += text.substr(0, length);
  return length;
}

Result<std::size_t> SamplesReader::read_component(std::string_view text) {
  auto after = text;
  const auto health = take(after);
  const auto length = health.whole ? take(after) : Taken{};
  const bool known = health.number >> 3U <= static_cast<std::uint64_t>(Health::unknown);
  if (!health.valid || !length.valid || !known || length.number > limits::component_name_bytes ||
      (length.whole && length.number == 0))
    return changed();
  if (!length.whole || after.size() < length.number) return 0;
  const std::string name(after.substr(0, length.number));
  const bool full = so_far_.components.size() >= limits::watch_components;
  if (!is_utf8(name) || (full && !so_far_.components.contains(name))) return changed();
  so_far_.components[name] = static_cast<Health>(health.number >> 3U);
  if (component_) component_(name, so_far_.components[name]);
  return took(text, text.size() - after.size() + length.number);
}

// The length of the record at the front; 0: it is not whole.
Result<std::size_t> SamplesReader::read_record(std::string_view text, const Visit& visit) {
  if (so_far_.head.every == Duration(0)) return read_head(text);
  if (text.front() == static_cast<char>(seal_mark)) return read_seal(text);
  if ((static_cast<unsigned char>(text.front()) & 7U) == component_mark)
    return read_component(text);
  auto after = text;
  const auto seen = take(after);
  const auto later = seen.whole ? take(after) : Taken{};
  const auto at = so_far_.last_at + so_far_.last_step + unfolded(later.number);
  const bool fits = (seen.number & 7U) <= static_cast<std::uint64_t>(Seen::degraded) &&
                    seen.number >> 3U <= UINT32_MAX && at >= 0 && at <= latest;
  if (!seen.valid || !later.valid || (seen.whole && later.whole && !fits)) return changed();
  if (!later.whole) return 0;
  so_far_.last_step = so_far_.samples == 0 ? 0 : at - so_far_.last_at;
  so_far_.last_at = at;
  ++so_far_.samples;
  visit({Instant(Duration(at)), static_cast<Seen>(seen.number & 7U),
         static_cast<std::uint32_t>(seen.number >> 3U)});
  return took(text, text.size() - after.size());
}

Result<void> SamplesReader::feed(std::string_view piece, const Visit& visit) {
  rest_ += piece;
  std::string_view text = rest_;
  while (!text.empty()) {
    const auto length = read_record(text, visit);
    if (!length) return tl::unexpected<Error>(length.error());
    if (*length == 0) break;
    whole_ += *length;
    text.remove_prefix(*length);
  }
  rest_.erase(0, rest_.size() - text.size());
  return {};
}

std::string with_samples(const std::string& outcome, const std::string& samples) {
  auto json = nlohmann::json::parse(outcome, nullptr, false);
  auto named = nlohmann::json::parse(samples, nullptr, false);
  if (!json.is_object() || json.contains("samples") || !named.is_object()) return outcome;
  json["samples"] = std::move(named);
  return canonical(json);
}

}  // namespace golive
