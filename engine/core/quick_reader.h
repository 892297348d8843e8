// QuickReader: from the text of canonical JSON to structs with Fields, with no JSON value in
// between. It knows what golive itself writes and no more: at anything else it answers false, and
// JsonReader has the say, also about what is wrong. So a log is read at the speed of its bytes, and
// what is accepted or refused, and how, stands in one place. Internal to the codecs.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/enum_text.h"
#include "base/instant.h"
#include "base/limits.h"
#include "core/json_fields.h"
#include "core/timeline.h"

namespace golive {

class QuickReader {
 public:
  explicit QuickReader(std::string_view text) : left_(text) {}

  // Whether the whole text is such a value. If not, `out` is of no use.
  template <class T>
  bool read_all(T& out) {
    return read(out) && left_.empty();
  }

 private:
  bool read(std::string& out);
  bool read(bool& out);
  bool read(Instant& out) { return parsed(out, parse_instant); }
  bool read(Date& out) { return parsed(out, parse_date); }
  bool read(Duration& out) { return parsed(out, parse_logged_duration); }
  bool read(Moment& out) { return parsed(out, parse_moment); }
  // Compiled once, in plan_json.cpp and timeline_json.cpp, like JsonReader's.
  bool read(Plan& out);
  bool read(Timeline& out);

  template <std::integral N>
  bool read(N& out) {
    std::uint64_t number = 0;
    const auto* end = left_.data() + left_.size();
    const auto [rest, error] = std::from_chars(left_.data(), end, number);
    const bool padded = left_.starts_with('0') && rest != left_.data() + 1;
    if (error != std::errc{} || padded || !std::in_range<N>(number)) return false;
    out = static_cast<N>(number);
    left_.remove_prefix(static_cast<std::size_t>(rest - left_.data()));
    return true;
  }
  template <Enum E>
  bool read(E& out) {
    const auto value = read(text_) ? parse_enum<E>(text_) : std::nullopt;
    if (value) out = *value;
    return value.has_value();
  }
  template <class T>
  bool read(std::optional<T>& out) {
    return read(out.emplace());
  }
  template <class T>
  bool read(std::shared_ptr<const T>& out) {
    auto value = std::make_shared<T>();
    if (!read(*value)) return false;
    out = std::move(value);
    return true;
  }
  template <class T>
  bool read(std::vector<T>& out) {
    return each('[', ']', [&] { return read(out.emplace_back()); });
  }
  template <class T>
  bool read(std::map<std::string, T>& out) {
    return each('{', '}', [&] {
      std::string name;
      if (!read(name) || !take(':')) return false;
      const auto [place, is_new] = out.try_emplace(std::move(name));
      return is_new && read(place->second);
    });
  }
  template <HasFields S>
  bool read(S& out) {
    return read_struct(out);
  }

  // The fields of a struct are numbered as they stand in its rows, inlined ones in their place.
  struct Progress {
    std::size_t number = 0;  // of the field looked at
    std::uint64_t seen = 0;  // a bit a field
    bool good = false;       // whether the one with the name was read
  };
  template <HasFields S>
  bool read_struct(S& out) {
    static constexpr auto required = required_fields<S>();
    std::uint64_t seen = 0;
    const auto read_one = [&] {
      std::string_view name;
      if (!take_name(name)) return false;
      Progress progress{.seen = seen};
      const bool known = read_named(name, out, progress);
      seen = progress.seen;
      return known && progress.good;
    };
    return each('{', '}', read_one) && (seen & required) == required;
  }
  // Whether there is such a field.
  template <class S>
  bool read_named(std::string_view name, S& out, Progress& progress) {
    return Fields<S>::rows([&](const auto&... field) {
      return (read_if_named(name, field, out.*field.member, progress) || ...);
    });
  }
  template <class S, class M>
  bool read_if_named(std::string_view name, const Field<S, M>& field, M& out, Progress& progress) {
    if constexpr (HasFields<M>)
      if (field.presence == Presence::inlined) return read_named(name, out, progress);
    const auto bit = std::uint64_t{1} << progress.number++;
    if (name != field.name) return false;
    progress.good = (progress.seen & bit) == 0 && read(out);
    progress.seen |= bit;
    return true;
  }
  template <class S>
  static constexpr std::uint64_t required_fields() {
    std::size_t number = 0;
    std::uint64_t required = 0;
    add_required<S>(number, required);
    return required;
  }
  template <class S>
  static constexpr void add_required(std::size_t& number, std::uint64_t& required) {
    const auto add = [&]<class M>(const Field<S, M>& field) {
      if constexpr (HasFields<M>)
        if (field.presence == Presence::inlined) return add_required<M>(number, required);
      if (field.presence == Presence::required) required |= std::uint64_t{1} << number;
      ++number;  // a 65th field does not compile: the bit above would be none
    };
    Fields<S>::rows([&](const auto&... field) { (add(field), ...); });
  }

  template <class T>
  bool parsed(T& out, Result<T> (*parse)(std::string_view)) {
    if (!read(text_)) return false;
    const auto value = parse(text_);
    if (value) out = *value;
    return value.has_value();
  }
  // The elements of a list or an object; `read_one` takes one.
  template <class ReadOne>
  bool each(char opening, char closing, const ReadOne& read_one) {
    if (!take(opening) || ++depth_ > limits::json_depth) return false;
    if (!take(closing)) {
      do
        if (!read_one()) return false;
      while (take(','));
      if (!take(closing)) return false;
    }
    --depth_;
    return true;
  }
  bool take(char expected) {
    if (!left_.starts_with(expected)) return false;
    left_.remove_prefix(1);
    return true;
  }
  bool take_name(std::string_view& name);  // up to its colon, with no escapes in it

  std::string_view left_;
  std::string text_;  // of a value that is parsed further
  std::size_t depth_ = 0;
};

template <class Variant>
struct QuickKinds;
template <HasKind... Kinds>
struct QuickKinds<std::variant<Kinds...>> {
  using Variant = std::variant<Kinds...>;
  struct Kind {
    std::string_view name;
    bool (*read)(std::string_view text, Variant& out);
  };
  static constexpr auto sorted() {
    std::array kinds{Kind{Fields<Kinds>::kind, [](std::string_view text, Variant& out) {
                            return QuickReader(text).read_all(out.template emplace<Kinds>());
                          }}...};
    std::sort(kinds.begin(), kinds.end(),
              [](const Kind& a, const Kind& b) { return a.name < b.name; });
    return kinds;
  }
};

// The alternative whose Fields have this kind.
template <class Variant>
bool read_quickly(std::string_view kind, std::string_view text, Variant& out) {
  static constexpr auto kinds = QuickKinds<Variant>::sorted();
  const auto found = std::lower_bound(
      kinds.begin(), kinds.end(), kind,
      [](const auto& known, std::string_view wanted) { return known.name < wanted; });
  return found != kinds.end() && found->name == kind && found->read(text, out);
}

}  // namespace golive
