#include <array>

#include "api/board/visit.h"
#include "base/sha256.h"

namespace golive::board {
namespace {

struct Asset {
  std::string_view name, type;
};
constexpr std::array assets{Asset{"board.css", "text/css; charset=utf-8"},
                            Asset{"board.js", "text/javascript; charset=utf-8"}};

}  // namespace

std::string asset_path(const Visit& visit, std::string_view name) {
  const auto dot = name.rfind('.');
  constexpr std::size_t enough = 12;
  return "/board/assets/" + std::string(name.substr(0, dot)) + "-" +
         sha256(visit.door.templates.text(std::string(name))).substr(0, enough) +
         std::string(name.substr(dot));
}

rest::HttpResponse show_asset(const Visit& visit) {
  for (const auto& asset : assets) {
    if (visit.request.path != asset_path(visit, asset.name)) continue;
    rest::HttpResponse response{200,
                                std::string(visit.door.templates.text(std::string(asset.name))),
                                std::string(asset.type)};
    response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    return response;
  }
  return refusal(visit, {ErrorKind::not_found, "there is no such file", {}, {}});
}

}  // namespace golive::board
