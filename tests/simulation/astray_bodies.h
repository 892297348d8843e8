// AstrayBodies: the bodies of another host, of which some, when they are begun again, ask for
// something else than before, as after an upgrade of what runs them.
#pragma once

#include "port/body_host.h"
#include "simulation/chance.h"
#include "simulation/laws.h"

namespace golive::simulation {

class AstrayBodies final : public BodyHost {
 public:
  AstrayBodies(std::unique_ptr<BodyHost> bodies, Inbox& inbox, Chance& chance, Trace& trace)
      : bodies_(std::move(bodies)), inbox_(inbox), chance_(chance), trace_(trace) {}

  void go_astray(std::size_t percent) { percent_ = percent; }

  void start(const BodyStart& body) override {
    const auto& effects = body.state->attempts.at(body.id).effects;
    if (effects.empty() || !chance_.percent(percent_)) return bodies_->start(body);
    trace_.tell("body: " + body.state->plan->items[body.id.item].path +
                " asks for something else than before");
    const auto& first = effects.front();
    inbox_.post(body.run,
                command::BodyDiverged{body.id, first.key, first.request, "something else"});
  }
  void deliver(const RunId& run, const AttemptId& id, const EffectKey& key,
               const std::string& outcome, Instant at) override {
    bodies_->deliver(run, id, key, outcome, at);
  }
  void stop(const RunId& run, const AttemptId& id) override { bodies_->stop(run, id); }
  void work() override { bodies_->work(); }
  [[nodiscard]] bool busy() const override { return bodies_->busy(); }

 private:
  std::unique_ptr<BodyHost> bodies_;
  Inbox& inbox_;
  Chance& chance_;
  Trace& trace_;
  std::size_t percent_ = 0;
};

}  // namespace golive::simulation
