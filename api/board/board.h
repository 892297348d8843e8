// Board: the pages for people, beside the API in the same door. Knows who asks by a cookie (the
// engine says who that is), answers in pages, and turns every refusal and every accident into one.
// Holds no right of its own, and writes nothing. Any thread.
#pragma once

#include <filesystem>

#include "api/rest/door.h"
#include "api/rest/engine_link.h"
#include "api/rest/exchange.h"

namespace golive::board {

class Board {
 public:
  // The door must outlive it; `output`: where processes' output is kept.
  Board(rest::Door& door, std::filesystem::path output) : door_(door), output_(std::move(output)) {}
  // Whether the request is for the board; else it is for the API.
  static bool owns(const rest::HttpRequest& request);
  rest::HttpResponse answer(const rest::HttpRequest& request, rest::EngineLink& engine);

 private:
  rest::Door& door_;
  std::filesystem::path output_;
};

}  // namespace golive::board
