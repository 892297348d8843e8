// Board: the pages for people, beside the API in the same door. Knows who asks by a cookie (the
// engine says who that is), answers in pages, and turns every refusal and every accident into one.
// Holds no right of its own, and writes nothing. Any thread.
#pragma once

#include <filesystem>

#include "api/board/patience.h"
#include "api/rest/engine_link.h"
#include "api/rest/exchange.h"
#include "api/rest/run_folds.h"

namespace golive::board {

class Board {
 public:
  // The folds must outlive it; `output`: where processes' output is kept.
  Board(rest::RunFolds& folds, std::filesystem::path output)
      : folds_(folds), output_(std::move(output)) {}
  // Whether the request is for the board; else it is for the API.
  static bool owns(const rest::HttpRequest& request);
  rest::HttpResponse answer(const rest::HttpRequest& request, rest::EngineLink& engine);

 private:
  rest::RunFolds& folds_;
  std::filesystem::path output_;
  Patience patience_;
};

}  // namespace golive::board
