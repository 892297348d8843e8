// Every event that the history tells has its French sentence: each kind is made here, in all its
// shapes, out of its list of fields, so that a new one cannot be forgotten.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "../view/told_run.h"
#include "core/event_fields.h"
#include "report/built_in_text.h"
#include "report/said.h"
#include "view/progress_line.h"

using namespace golive;
using namespace golive::test;

namespace {

// What people write is told as they wrote it.
const std::string theirs = "comme-ils-l-ont-dit";

// Gives every field of an event a value; other ones in each turn.
class Filling {
 public:
  Filling(const ToldRun& tale, int turn) : tale_(tale), turn_(turn) {}

  template <HasFields S>
  void fill(S& value) const {
    Fields<S>::rows([&](const auto&... field) { (fill_field(value, field), ...); });
  }

 private:
  template <class S, class M>
  void fill_field(S& value, const Field<S, M>& field) const {
    if (field.presence == Presence::optional && is(1)) return;
    if constexpr (std::is_same_v<M, ItemIndex>)
      value.*field.member = item(field.name);
    else
      fill(value.*field.member);
  }
  [[nodiscard]] bool is(int bit) const { return (turn_ >> bit) % 2 == 1; }
  [[nodiscard]] ItemIndex item(std::string_view named) const {
    if (named == "gate" || (named == "item" && is(2))) return tale_.at("go");
    return tale_.at(named == "contingency" ? "migration-failed" : "jdk");
  }

  void fill(std::string& text) const { text = theirs; }
  void fill(bool& flag) const { flag = is(0); }
  void fill(int& number) const { number = 2; }
  void fill(std::uint64_t& number) const { number = 2; }
  void fill(ItemIndex& index) const { index = tale_.at("jdk"); }
  void fill(Instant& instant) const { instant = tale_.now(); }
  void fill(Date& date) const { date = tale_.run.timeline->j; }
  void fill(Duration& duration) const { duration = std::chrono::minutes(5); }
  void fill(std::shared_ptr<const Plan>& plan) const { plan = tale_.run.plan; }
  void fill(std::shared_ptr<const Timeline>& timeline) const { timeline = tale_.run.timeline; }
  template <Enum E>
  void fill(E& value) const {
    const auto& table = EnumText<E>::table;
    value = table[static_cast<std::size_t>(turn_ / 8) % table.size()].first;
  }
  template <class T>
  void fill(std::vector<T>& values) const {
    values.resize(is(0) ? 1 : 2);
    for (auto& each : values) fill(each);
  }
  template <class T>
  void fill(std::map<std::string, T>& values) const {
    fill(values[theirs]);
  }

  const ToldRun& tale_;
  const int turn_;
};

constexpr int turns = 8 * 4;  // three bits, and up to four values of an enum

// What names who did it is people's to do, but for these.
template <class Body>
constexpr bool is_done_by_engine =
    std::is_same_v<Body, event::RunAborted> || std::is_same_v<Body, event::ItemSkipped> ||
    std::is_same_v<Body, event::ItemRetried> || std::is_same_v<Body, event::ContingencyActivated>;

template <class Body>
bool happens(const Body&) {
  return true;
}
// It is approved or refused as it is.
bool happens(const event::AmendmentDecided& decided) {
  return decided.verdict != Verdict::reservations;
}

template <class Body>
void tell_each(const ToldRun& tale, std::set<std::string>& sentences) {
  const auto tell = [&](const std::string& actor, const Body& body) {
    return progress_sentence(tale.run, {tale.run.seq + 1, tale.now(), actor, "", body});
  };
  for (int turn = 0; turn < turns; ++turn) {
    Body body{};
    if constexpr (!std::is_empty_v<Body>) Filling(tale, turn).fill(body);
    if (!happens(body)) continue;
    sentences.insert(tell("lea", body));
    if constexpr (is_done_by_engine<Body>) sentences.insert(tell("engine", body));
  }
}

template <class... Bodies>
std::set<std::string> sentences_of(const ToldRun& tale, const std::variant<Bodies...>*) {
  std::set<std::string> sentences;
  (tell_each<Bodies>(tale, sentences), ...);
  sentences.erase("");  // what nobody follows by the line
  return sentences;
}

}  // namespace

TEST_CASE("whatever happens is told in French in the history") {
  const auto words = *parse_words(built_in_text("words.fr.json"), "words", "fr");
  const auto tale = told_to_the_failure();
  const auto sentences = sentences_of(tale, static_cast<const EventBody*>(nullptr));
  CHECK(sentences.size() > 70);
  for (const auto& sentence : sentences) {
    CAPTURE(sentence);
    CHECK(said_progress(words, sentence) != sentence);
  }
}
