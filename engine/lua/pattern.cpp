#include "lua/pattern.h"

namespace golive {

void Matcher::spend(std::uint64_t steps) {
  if (steps_ < steps) throw PatternStepsUsedUp();
  steps_ -= steps;
}

std::optional<std::size_t> Matcher::match_at(std::size_t start) {
  choices_.clear();
  std::uint32_t index = 0;
  std::size_t position = start;
  for (;;) {
    spend(1);
    const Op& op = pattern_.ops()[index];
    if (op.kind == Op::Kind::accept) return position;
    if (advance(op, index, position))
      ++index;
    else if (!go_back(index, position))
      return std::nullopt;
  }
}

// Moves past one op; false: it does not match here. Captures need no undoing: on the way to the end
// each is set again after the last choice before it.
bool Matcher::advance(const Op& op, std::uint32_t index, std::size_t& position) {
  switch (op.kind) {
    case Op::Kind::byte:
    case Op::Kind::any:
    case Op::Kind::set:
      return repeat(op, index, position);
    case Op::Kind::open:
      captures_[op.index] = {position, position, false};
      return true;
    case Op::Kind::open_position:
      captures_[op.index] = {position, position, true};
      return true;
    case Op::Kind::close:
      captures_[op.index].end = position;
      return true;
    case Op::Kind::balance:
      return match_balance(op, position);
    case Op::Kind::frontier:
      return at_frontier(op, position);
    case Op::Kind::reference:
      return match_reference(op, position);
    case Op::Kind::subject_end:
      return position == subject_.size();
    case Op::Kind::accept:
      return true;
  }
  return false;
}

bool Matcher::matches_one(const Op& op, std::size_t position) const {
  if (position >= subject_.size()) return false;
  const auto byte = static_cast<unsigned char>(subject_[position]);
  switch (op.kind) {
    case Op::Kind::byte:
      return byte == op.first;
    case Op::Kind::set:
      return pattern_.set(op.index)[byte];
    default:
      return true;
  }
}

bool Matcher::repeat(const Op& op, std::uint32_t index, std::size_t& position) {
  if (op.repeat == Op::Repeat::lazy) {
    choices_.push_back({index, true, position, subject_.size()});
    return true;
  }
  const std::size_t start = position;
  const bool many = op.repeat == Op::Repeat::star || op.repeat == Op::Repeat::plus;
  const std::size_t most = many ? subject_.size() - start : 1;
  while (position - start < most && matches_one(op, position)) ++position;
  spend(position - start);
  const bool needed = op.repeat == Op::Repeat::once || op.repeat == Op::Repeat::plus;
  if (needed && position == start) return false;
  const std::size_t least = start + (needed ? 1 : 0);
  if (position > least) choices_.push_back({index, false, position - 1, least});
  return true;
}

// Takes up the last choice: a greedy one gives a byte back, a lazy one takes one more.
bool Matcher::go_back(std::uint32_t& index, std::size_t& position) {
  while (!choices_.empty()) {
    Choice& choice = choices_.back();
    index = choice.op + 1;
    if (choice.lazy) {
      if (matches_one(pattern_.ops()[choice.op], choice.next)) {
        position = ++choice.next;
        return true;
      }
      choices_.pop_back();
      continue;
    }
    position = choice.next;
    if (choice.next == choice.last)
      choices_.pop_back();
    else
      --choice.next;
    return true;
  }
  return false;
}

bool Matcher::match_balance(const Op& op, std::size_t& position) {
  if (position >= subject_.size() || static_cast<unsigned char>(subject_[position]) != op.first)
    return false;
  std::size_t depth = 1;
  for (std::size_t at = position + 1; at < subject_.size(); ++at) {
    spend(1);
    const auto byte = static_cast<unsigned char>(subject_[at]);
    if (byte == op.second) {
      if (--depth == 0) {
        position = at + 1;
        return true;
      }
    } else if (byte == op.first) {
      ++depth;
    }
  }
  return false;
}

bool Matcher::match_reference(const Op& op, std::size_t& position) {
  const Capture& earlier = captures_[op.index];
  if (earlier.position) return false;
  const std::string_view text = subject_.substr(earlier.start, earlier.end - earlier.start);
  spend(text.size());
  if (subject_.substr(position, text.size()) != text) return false;
  position += text.size();
  return true;
}

bool Matcher::at_frontier(const Op& op, std::size_t position) const {
  const auto before = position == 0 ? '\0' : subject_[position - 1];
  const auto after = position == subject_.size() ? '\0' : subject_[position];
  const auto& set = pattern_.set(op.index);
  return !set[static_cast<unsigned char>(before)] && set[static_cast<unsigned char>(after)];
}

}  // namespace golive
