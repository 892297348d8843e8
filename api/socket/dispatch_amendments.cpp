// Changed runbooks: what one would make of a run, and having it proposed.
#include <memory>
#include <nlohmann/json.hpp>

#include "api/amended_runbook.h"
#include "api/new_run.h"
#include "api/socket/answering.h"
#include "api/socket/dispatcher.h"
#include "api/socket/typed_text.h"
#include "core/amendment.h"
#include "core/codec.h"
#include "view/amendment_view.h"

namespace golive {
namespace {

Error no_such_run(const RunId& run) {
  return {ErrorKind::not_found,
          "there is no run \"" + run + "\"",
          {},
          "see which there are with `golive status`"};
}

Result<LoadedRunbook> load_files(const std::string& archive, const RunbookFiles& files) {
  const auto text = amended_runbook(archive, files);
  if (!text) return tl::unexpected<Error>(text.error());
  auto loaded = load_runbook(*text);
  if (!loaded) return loaded;
  if (const auto taken = check_taken(*text, files, *loaded); !taken)
    return tl::unexpected<Error>(taken.error());
  return loaded;
}

}  // namespace

// A changed runbook on its way through the thread pool.
struct Dispatcher::Changing {
  uv_work_t work{};
  Dispatcher* dispatcher;
  request::RunbookChange change;
  std::string archive, onto;  // the run's plan: its text, if files of it change, and its hash
  AnswerLine answer;
  Changed then;
  Result<LoadedRunbook> loaded = {};
};

void Dispatcher::load_change(const request::RunbookChange& change, const AnswerLine& answer,
                             Changed then) {
  if (change.files.empty() == change.runbook.empty())
    return refuse(answer, {ErrorKind::invalid, "a changed runbook is wanted", "runbook",
                           "send runbook, its path on the engine's machine, or files, the texts "
                           "that change"});
  if (change.files.empty() && !is_absolute(change.runbook, answer)) return;
  const Run* run = engine_.find(change.run);
  if (run == nullptr) return refuse(answer, no_such_run(change.run));
  Result<std::string> archive;
  if (!change.files.empty()) archive = store_.text(run->plan->hash);
  if (!archive) return refuse(answer, archive.error());
  auto* changing =
      new Changing{{}, this, change, std::move(*archive), run->plan->hash, answer, std::move(then)};
  changing->work.data = changing;
  ++loading_;
  uv_queue_work(
      &loop_, &changing->work,
      [](uv_work_t* work) {
        auto& self = *static_cast<Changing*>(work->data);
        self.loaded = self.change.files.empty() ? load_runbook(self.change.runbook)
                                                : load_files(self.archive, self.change.files);
      },
      [](uv_work_t* work, int status) {
        const std::unique_ptr<Changing> done(static_cast<Changing*>(work->data));
        --done->dispatcher->loading_;
        if (status != 0) return;
        if (!done->loaded) return refuse(done->answer, done->loaded.error());
        done->then(*done->loaded, done->onto);
      });
}

void Dispatcher::answer_to(const request::CompareRun& request, const Asker& asker,
                           const AnswerLine& answer) {
  if (!may_bring("compare_run", asker, answer)) return;
  load_change(
      request.change, answer,
      [this, id = request.change.run, answer](const LoadedRunbook& loaded, const std::string&) {
        const Run* run = engine_.find(id);
        if (run == nullptr) return refuse(answer, no_such_run(id));
        if (is_final(*run))
          return refuse(answer,
                        {ErrorKind::conflict, "the run " + id + " is over", {}, "start a new run"});
        grant(answer, comparison_view(*run, compare_plans(*run, loaded.plan)));
      });
}

void Dispatcher::answer_to(const request::AmendRun& request, const Asker& asker,
                           const AnswerLine& answer) {
  if (const auto good = check_reason(request.reason); !good) return refuse(answer, good.error());
  // Who may not bring code is refused by the run, whose log says so; the text is not looked at.
  if (!asker.actor.may_bring_code)
    return engine_.submit(
        request.change.run, asker.actor, command::Amend{{}, request.reason},
        [answer](const Result<Answer>& done) { refuse(answer, done.error()); }, asker.once);
  load_change(request.change, answer,
              [this, request, asker, answer](const LoadedRunbook& loaded, const std::string& onto) {
                propose(request, asker, answer, loaded, onto);
              });
}

void Dispatcher::propose(const request::AmendRun& request, const Asker& asker,
                         const AnswerLine& answer, const LoadedRunbook& loaded,
                         const std::string& onto) {
  const auto& id = request.change.run;
  const Run* run = engine_.find(id);
  if (run == nullptr) return refuse(answer, no_such_run(id));
  const Reply reply = [this, answer, id](const Result<Answer>& done) {
    if (!done) return refuse(answer, done.error());
    nlohmann::json fields{{"seq", done->seq}};
    const Run* amended = engine_.find(id);
    for (std::size_t i = 0; amended != nullptr && i < amended->amendments.size(); ++i) {
      if (amended->amendments[i].seq > done->seq) break;
      fields["amendment"] = i + 1;
      fields["state"] = text_of(amended->amendments[i].state);
    }
    grant(answer, std::move(fields));
  };
  // The text is on disk before the event that names it, beside the one that it takes over from.
  if (const auto kept = store_.put_text(loaded.archive); !kept)
    return reply(tl::unexpected<Error>(kept.error()));
  nlohmann::json typed{{"reason", request.reason}};
  mask_typed_text(typed, world_.redactor_at_hand(*run));
  command::Amend amend{std::make_shared<const Plan>(loaded.plan),
                       typed["reason"].get<std::string>(), request.seen};
  if (!request.change.files.empty()) amend.onto = onto;
  engine_.submit(id, asker.actor, std::move(amend), reply, asker.once);
}

}  // namespace golive
