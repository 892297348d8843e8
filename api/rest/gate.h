// Gate: every request passes it, whatever it asks. Checks the form of the target and the headers,
// knows who asks (the engine says so), denies by default, and turns every refusal and every
// accident into a problem document. Nothing leaves it by exception.
#pragma once

#include <optional>

#include "api/rest/door.h"
#include "api/rest/engine_link.h"
#include "api/rest/exchange.h"

namespace golive::rest {

// What can be said without asking anybody: a refusal of the request's form, or the answer to
// /health/live. Never waits.
std::optional<HttpResponse> answer_at_once(const HttpRequest& request);

// The answer to a request that answer_at_once() had nothing to say about. May wait for engine and
// disk.
HttpResponse answer(const HttpRequest& request, EngineLink& engine, Door& door);

}  // namespace golive::rest
