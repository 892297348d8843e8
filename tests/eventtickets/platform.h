// Platform: what EventTickets is released on, in virtual time. It outlives the engine, does what it
// is asked at once, except what fails on its day, and keeps a journal in which people and probes
// look what became of something.
#pragma once

#include <map>
#include <string>

#include "port/world.h"

namespace golive::test {

class Platform final : public World {
 public:
  // `fails`: the item whose processes end with code 1, whenever it acts; empty: none.
  explicit Platform(std::string fails) : fails_(std::move(fails)) {}
  void serve(Inbox& inbox) { inbox_ = &inbox; }

  void perform(const Performance& performance) override;
  void cancel(const RunId&, const AttemptId&, const EffectKey&) override {}
  void release(const RunId&, const AttemptId&, const EffectKey&, EffectKind) override {}
  void end_run(const RunId&) override {}
  Fate fate(const RunId&, const AttemptId&, const EffectKey&, EffectKind) override {
    return Fate::unknown;
  }

  // What an effect came to; empty if it was never begun.
  [[nodiscard]] std::string journal(const std::string& effect) const;
  // How often each was done of what must not be repeated.
  [[nodiscard]] const std::map<std::string, int>& done() const { return done_; }
  [[nodiscard]] int looks() const { return looks_; }  // into the journal, by probes

 private:
  [[nodiscard]] bool fails(const Performance& performance) const;

  std::string fails_;
  Inbox* inbox_ = nullptr;
  std::map<std::string, std::string> journal_;
  std::map<std::string, int> done_;
  int looks_ = 0;
};

}  // namespace golive::test
