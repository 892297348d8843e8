// What the engine and its keeper say to each other: a stream of frames, first orders, then reports.
#include <array>

#include "base/limits.h"
#include "keeper/protocol.h"
#include "reader.h"
#include "uv/frame_stream.h"

namespace golive::fuzz {
namespace {

bool read_one(std::string_view message) {
  if (const auto order = read_order(message))
    return hold(read_order(to_message(*order)).has_value(), "an order can be said again"), true;
  if (const auto report = read_report(message))
    return hold(read_report(to_message(*report)).has_value(), "a report can be said again"), true;
  return false;
}

// However the stream is cut up, the same messages come out.
bool read_stream(std::string_view input) {
  std::array<std::size_t, 2> accepted{};
  for (const bool by_byte : {false, true}) {
    Frames frames(limits::keeper_message_bytes);
    const std::size_t step = by_byte ? 1 : input.size() + 1;
    for (std::size_t at = 0; at < input.size(); at += step) {
      frames.feed(input.substr(at, step));
      while (const auto message = frames.next()) accepted[by_byte] += read_one(*message) ? 1 : 0;
    }
  }
  hold(accepted[0] == accepted[1], "the same messages come out");
  return accepted[0] > 0;
}

}  // namespace

Reader keeper_reader() {
  const order::Start start{{"run-1/3/run/1/2",
                            {"sh", "-c", "true"},
                            {{"PATH", "/bin"}},
                            "/tmp",
                            "in",
                            Duration(5'000),
                            "/tmp/out"},
                           true,
                           {"correct horse"}};
  return {"keeper",
          {framed(to_message(order::Hello{7, 6})) + framed(to_message(start)),
           framed(to_message(order::End{"a"})) + framed(to_message(order::Forget{"a"})) +
               framed(to_message(order::Leave{})),
           framed(to_message(report::Holds{1, 3, {"a", "b"}})) +
               framed(to_message(report::Ended{"a", R"({"code":0})"}))},
          {"\x64kind", "\x65start", "\x62id", "\xa2", "\xa9", "\x81", "\xff", "\xf5", "\x1b"},
          read_stream};
}

}  // namespace golive::fuzz
