#include "sim/drawn_bodies.h"

namespace golive {

void DrawnBodies::start(const BodyStart& body) {
  if (body.id.slot == Slot::when)
    return inbox_.post(body.run, command::FinishBody{body.id, true, R"({"met":true,"reason":""})"});
  const Duration takes =
      drawing_.fails(body.id) ? drawing_.until_failure(body.id) : drawing_.duration(body.id);
  const Instant until = body.state->attempts.at(body.id).run_started_at + takes;
  const auto until_ms = std::to_string(until.time_since_epoch().count());
  inbox_.post(body.run,
              command::RequestEffect{
                  body.id, "1", EffectKind::sleep, "{\"until_ms\":" + until_ms + "}", {}});
}

void DrawnBodies::deliver(const RunId& run, const AttemptId& id, const EffectKey&,
                          const std::string&, Instant) {
  const bool good = !drawing_.fails(id);
  inbox_.post(run, command::FinishBody{id, good, good ? "null" : "simulated failure"});
}

}  // namespace golive
