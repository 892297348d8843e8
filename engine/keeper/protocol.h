// What the engine and its keeper say to each other: messages on keeper.sock, each a CBOR map
// (which, unlike JSON, carries bytes that are no text). An order of no known form is not obeyed,
// and ends the conversation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "keeper/process_request.h"

namespace golive {

// Hello and holds keep their form; an engine that is answered with another version goes no further.
inline constexpr std::uint64_t protocol_version = 1;

namespace order {

// First on each connection. A keeper that hears its first hello vouches from then on: nothing that
// was begun in epoch `since` or later is missing from what it holds. An epoch that is not higher
// than the last one comes from a data directory put back from a copy: it vouches from the next on.
struct Hello {
  std::uint64_t since = 0, epoch = 0;
};
// Something was begun that this keeper cannot know of: it vouches from epoch `since` on.
struct Gap {
  std::uint64_t since = 0;
};
// Once an id. `kept`: goes on when the engine is gone, and its outcome is held until it is
// forgotten; others end with the connection. `hidden`: the values to be redacted from its output.
struct Start {
  ProcessRequest process;
  bool kept = false;
  std::vector<std::string> hidden;
};
// Ends the process with all that it has started; its outcome follows.
struct End {
  std::string id;
};
// The outcome is on disk, or of no use.
struct Forget {
  std::string id;
};
// The engine goes in order: a keeper that holds nothing may go, too.
struct Leave {};

}  // namespace order
using Order =
    std::variant<order::Hello, order::Gap, order::Start, order::End, order::Forget, order::Leave>;

namespace report {

// The answer to a hello: what is held, ended or not. The outcomes of those that have ended follow.
struct Holds {
  std::uint64_t version = protocol_version;
  std::uint64_t since = 0;
  std::vector<std::string> ids;
};
// A process has ended, or could not be started; JSON as docs/effects.md has it.
struct Ended {
  std::string id, outcome;
};

}  // namespace report
using Report = std::variant<report::Holds, report::Ended>;

std::string to_message(const Order& order);
std::string to_message(const Report& report);
std::optional<Order> read_order(std::string_view message);
std::optional<Report> read_report(std::string_view message);

}  // namespace golive
