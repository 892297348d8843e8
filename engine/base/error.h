// The one error value. It says what went wrong, where, and what to do; the doors translate `kind`
// into an HTTP status or an exit code. Bugs are assertions, not Errors.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace golive {

enum class ErrorKind {
  invalid,          // the request or the text is not of the right form
  unloadable,       // a runbook that cannot be loaded
  unauthenticated,  // who asks is not known
  forbidden,        // who asks may not
  not_found,
  conflict,     // makes no sense in the present state
  stale,        // rests on what was seen, and that has changed since
  too_large,    // over a limit of base/limits.h
  storage,      // the disk says no: the engine stops acting
  unavailable,  // another part (engine, door, network) does not answer
  reused,       // a key that is to mean one request came with another one
};

struct Error {
  ErrorKind kind = ErrorKind::invalid;
  std::string what;          // a sentence: what happened
  std::string place = {};    // "runbook.lua:12", an item's path, a field; empty if nowhere
  std::string way_out = {};  // a sentence: what to do; empty if `what` says it
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string what, std::string place = {},
                                  std::string way_out = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(what), std::move(place), std::move(way_out)});
}

// "runbook.lua:12: what (way out)": the one line a terminal shows.
std::string to_line(const Error& error);

}  // namespace golive
