// Pages of a list: how many a client wants, and from where. A cursor names a place in what only
// grows, so that nothing is left out or comes twice while more is added; to a client it is a word.
#pragma once

#include "api/rest/target.h"

namespace golive::rest {

struct PageWish {
  std::uint64_t after = 0;  // how many are before it
  std::size_t limit = 0;
};

// Of "cursor" and "limit" in a query; the limit is from 1 to `most`.
Result<PageWish> page_wish(const Query& query, std::size_t usual, std::size_t most);
std::string cursor_after(std::uint64_t count);

}  // namespace golive::rest
