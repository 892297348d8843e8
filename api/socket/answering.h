// Answering: the two shapes that an answer on the engine's socket has.
#pragma once

#include <nlohmann/json.hpp>

#include "api/socket/error_json.h"
#include "api/socket/server.h"

namespace golive {

inline void refuse(const AnswerLine& answer, const Error& error) {
  answer(nlohmann::json{{"error", error_to_json(error)}}.dump());
}

inline void grant(const AnswerLine& answer, nlohmann::json fields) {
  fields["ok"] = true;
  answer(fields.dump());
}

}  // namespace golive
