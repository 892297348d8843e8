// UndefinedName: a name that is called or looked into, though nothing in its file declares it and
// no runbook is given it, found in the text: in a body it would show only when the body runs, on
// the morning that counts. A light reading of tokens: what is declared anywhere in the file counts
// as declared everywhere.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace golive {

struct UndefinedName {
  std::string name;  // of `ctx:name` only the name
  int line = 0;
  bool is_method = false;  // of ctx
};

using IsKnown = std::function<bool(const std::string& name)>;

// The first one.
std::optional<UndefinedName> undefined_name(std::string_view text, const IsKnown& is_global,
                                            const IsKnown& is_ctx_method);

// The first `ctx:secret "name"` whose name is not known. Names that are made up are not seen.
std::optional<UndefinedName> undefined_secret(std::string_view text, const IsKnown& is_secret);

}  // namespace golive
