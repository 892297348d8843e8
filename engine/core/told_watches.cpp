#include "core/told_watches.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "base/utf8.h"

namespace golive {
namespace {

using Request = nlohmann::json;

constexpr std::size_t watches_compared = 32;  // more of one body are told apart by their keys

std::string text_in(const Request& request, const char* of, const char* field) {
  const auto part = request.find(of);
  if (part == request.end() || !part->is_object()) return {};
  const auto found = part->find(field);
  if (found == part->end()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string command_in(const Request& request) {
  const auto part = request.find("exec");
  if (part == request.end() || !part->is_object()) return {};
  std::string words;
  for (const auto& word : part->value("argv", Request::array()))
    if (word.is_string()) words += (words.empty() ? "" : " ") + word.get<std::string>();
  return words;
}

}  // namespace

bool may_watch(EffectKind kind, const std::string& request) {
  return kind == EffectKind::poll && request.find("\"during_ms\"") != std::string::npos;
}

std::vector<ToldWatch> told_watches(const Run& run, ItemIndex item) {
  std::vector<ToldWatch> all;
  for (auto attempt = run.attempts.lower_bound({item, Slot::action, 0});
       attempt != run.attempts.end() && attempt->first.item == item; ++attempt) {
    const Attempt& asked = attempt->second;
    const auto first = static_cast<std::ptrdiff_t>(all.size());
    for (const auto& [key, told] : asked.watches)
      if (const auto place = asked.places.find(key); place != asked.places.end())
        all.push_back({&asked.effects[place->second], &told});
    // Those of one attempt stand in one array, as they were asked for.
    std::sort(all.begin() + first, all.end(),
              [](const ToldWatch& a, const ToldWatch& b) { return a.effect < b.effect; });
  }
  return all;
}

std::string what_it_watches(const Effect& poll) {
  const auto request = Request::parse(poll.request, nullptr, false);
  std::string name = poll.key;
  if (request.contains("http"))
    name = text_in(request, "http", "url");
  else if (request.contains("connect"))
    name = text_in(request, "connect", "host") + ":" + text_in(request, "connect", "port");
  else if (request.contains("resolve"))
    name = text_in(request, "resolve", "host");
  else if (request.contains("exec"))
    name = command_in(request);
  return std::string(cut_utf8(name.substr(0, name.find('\n')), limits::watched_name_bytes));
}

std::string which_watch(const std::vector<ToldWatch>& all, const ToldWatch& one) {
  if (all.size() < 2) return {};
  const auto name = what_it_watches(*one.effect);
  const bool has_namesake =
      all.size() > watches_compared ||
      std::any_of(all.begin(), all.end(), [&](const ToldWatch& each) {
        return each.effect != one.effect && what_it_watches(*each.effect) == name;
      });
  return " (" + name + (has_namesake ? ", " + one.effect->key : std::string()) + ")";
}

std::string why_told(const WatchTold& watch) {
  if (watch.ended) return watch.why.empty() ? "ended" : "ended: " + watch.why;
  if (!watch.answered) return watch.why;
  return (watch.why.empty() ? "" : watch.why + "; ") + "borne by " + watch.by + ": " + watch.reason;
}

}  // namespace golive
