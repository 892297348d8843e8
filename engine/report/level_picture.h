// Level picture: what a watch has seen, as an availability strip and a curve of response times; the
// shapes are given in percent of the picture's width and height, and stretch with the page.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "report/phrase.h"
#include "view/service_level.h"

namespace golive {

// {"strip": [{"x", "width", "tone"}], "lines50": [{"points"}], "lines95", "has_curve", "top",
// "from", "to"}; null if nothing was seen. `top` is the response time at the upper border.
nlohmann::json level_picture(const ServiceLevel& level, const Phrase& phrase);

// "84 ms", "1.3 s"
std::string response_time(std::uint32_t ms, const Phrase& phrase);

}  // namespace golive
