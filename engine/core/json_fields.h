// Fields: the JSON names of a struct's members, written once and used for writing and for strict
// reading. A struct has JSON when Fields<S> is specialised: `static constexpr auto table =
// std::tuple{...}`, and for an alternative of a variant also its stable `kind`. Internal to the
// codecs: includes all of json.hpp.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <type_traits>

namespace golive {

enum class Presence {
  required,
  optional,  // left out when it has its default value
  inlined,   // a struct whose fields stand among those of the outer one
};

template <class S, class M>
struct Field {
  std::string_view name;
  M S::*member;
  Presence presence;
  bool is_json = false;  // a text that is JSON itself: a string in a log, a value in the API
};

template <class S, class M>
constexpr Field<S, M> need(std::string_view name, M S::*member) {
  return {name, member, Presence::required};
}
template <class S, class M>
constexpr Field<S, M> may(std::string_view name, M S::*member) {
  return {name, member, Presence::optional};
}
template <class S, class M>
constexpr Field<S, M> inlined(M S::*member) {
  return {"", member, Presence::inlined};
}
template <class S, class M>
constexpr Field<S, M> json_text(std::string_view name, M S::*member) {
  return {name, member, Presence::required, true};
}
template <class S, class M>
constexpr Field<S, M> may_json_text(std::string_view name, M S::*member) {
  return {name, member, Presence::optional, true};
}

template <class S>
struct Fields;

template <class S>
concept HasFields = requires {
  Fields<S>::rows([](const auto&...) {});
};

template <class S>
concept HasKind = HasFields<S> && requires {
  Fields<S>::kind;
};

template <class E>
concept Enum = std::is_enum_v<E>;

// Whether texts that are JSON themselves (Field::is_json) stand in quotes or as values.
enum class JsonTexts { quoted, values };

}  // namespace golive
