#include "uv/frame_stream.h"

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <vector>

#include "tests/uv/test_loop.h"
#include "uv/file_handle.h"

namespace golive {
namespace {

std::vector<std::string> all_of(Frames& frames) {
  std::vector<std::string> messages;
  while (const auto message = frames.next()) messages.emplace_back(*message);
  return messages;
}

TEST_CASE("messages come whole, however their bytes are cut up") {
  const auto bytes = framed("one") + framed("") + framed(std::string(300, 'x'));
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    Frames frames(1'000);
    std::vector<std::string> messages;
    for (std::size_t at = 0; at < bytes.size(); at += cut) {
      frames.feed(std::string_view(bytes).substr(at, cut));
      for (auto& message : all_of(frames)) messages.push_back(std::move(message));
    }
    REQUIRE(messages == std::vector<std::string>{"one", "", std::string(300, 'x')});
  }
}

TEST_CASE("a message over the limit ends the stream before it is held") {
  Frames frames(10);
  frames.feed(framed("short") + std::string("\xff\xff\xff\xff", 4));
  CHECK(all_of(frames) == std::vector<std::string>{"short"});
  CHECK(frames.too_long());
  frames.feed(framed("later"));
  CHECK(all_of(frames).empty());
}

// Two ends of one socket.
struct Line {
  TestLoop loop;
  std::vector<std::string> heard;
  bool ended = false;
  FileHandle far;
  std::unique_ptr<FrameStream> near;

  explicit Line(std::size_t limit = 10 << 20) {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
    far = FileHandle(ends[1]);
    near = stream_on(FileHandle(ends[0]), limit);
  }
  std::unique_ptr<FrameStream> stream_on(FileHandle socket, std::size_t limit) {
    auto pipe = open_handle(uv_pipe_init, loop.get(), static_cast<void*>(nullptr), 0);
    uv_pipe_open(pipe.get(), socket.release());
    return std::make_unique<FrameStream>(
        std::move(pipe), limit, [this](std::string_view message) { heard.emplace_back(message); },
        [this] { ended = true; });
  }
  void type(const std::string& bytes) const {
    REQUIRE(::write(far.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
};

TEST_CASE("what one end sends the other hears, in order, also more than the socket holds") {
  Line line;
  auto far = line.stream_on(std::move(line.far), 10 << 20);
  const std::string large(3 << 20, 'x');
  far->send("first");
  far->send(large);
  far->send("last");
  line.loop.run_until([&] { return line.heard.size() == 3; });
  CHECK(line.heard[0] == "first");
  CHECK(line.heard[1] == large);
  CHECK(line.heard[2] == "last");
}

TEST_CASE("an end that goes is told, after what it has said") {
  Line line;
  line.type(framed("goodbye"));
  line.far = FileHandle();
  line.loop.run_until([&] { return line.ended; });
  CHECK(line.heard == std::vector<std::string>{"goodbye"});
  line.near->send("to nobody");
}

TEST_CASE("bytes that are no frames end the stream") {
  Line line(100);
  line.type("GET / HTTP/1.1\r\n\r\n");
  line.loop.run_until([&] { return line.ended; });
  CHECK(line.heard.empty());
}

TEST_CASE("a stream may be destroyed by what it tells") {
  Line line;
  auto pipe = open_handle(uv_pipe_init, line.loop.get(), static_cast<void*>(nullptr), 0);
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
  uv_pipe_open(pipe.get(), ends[0]);
  const FileHandle other(ends[1]);
  int heard = 0;
  std::unique_ptr<FrameStream> stream;
  stream = std::make_unique<FrameStream>(
      std::move(pipe), 100,
      [&](std::string_view) {
        ++heard;
        stream.reset();
      },
      [] {});
  const auto bytes = framed("one") + framed("two");
  REQUIRE(::write(other.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  line.loop.run_until([&] { return heard > 0; });
  CHECK(heard == 1);
}

}  // namespace
}  // namespace golive
