#include "api/rest/page.h"

#include <fmt/core.h>
#include <charconv>

namespace golive::rest {
namespace {

constexpr char cursor_mark = 'c';

std::optional<std::uint64_t> read_cursor(std::string_view text) {
  if (text.size() < 2 || text.front() != cursor_mark) return std::nullopt;
  text.remove_prefix(1);
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  // In the one form that was given out.
  if (cursor_after(count).substr(1) != text) return std::nullopt;
  return count;
}

}  // namespace

std::string cursor_after(std::uint64_t count) { return fmt::format("{}{:x}", cursor_mark, count); }

Result<PageWish> page_wish(const Query& query, std::size_t usual, std::size_t most) {
  const auto limit = number_in(query, "limit", usual);
  if (!limit) return tl::unexpected<Error>(limit.error());
  if (*limit < 1 || *limit > most)
    return fail(ErrorKind::invalid, "a page has from 1 to " + std::to_string(most), "limit",
                "read on with the cursor that the answer's `next` is");
  PageWish wish{0, *limit};
  const auto cursor = query.find("cursor");
  if (cursor == query.end()) return wish;
  const auto after = read_cursor(cursor->second);
  if (!after)
    return fail(ErrorKind::invalid, "there is no such cursor", "cursor",
                "send what an answer had as `next`, or none to begin");
  wish.after = *after;
  return wish;
}

}  // namespace golive::rest
