#include "api/evidence_intake.h"

#include "base/base64.h"
#include "base/limits.h"
#include "core/decide.h"

namespace golive {

// A file on its way through the thread pool.
struct EvidenceIntake::Keeping {
  uv_work_t work{};
  EvidenceIntake intake;
  Attachment attachment;
  Redactor redactor;
  Result<EvidenceFile> kept = {};
};

EvidenceIntake::EvidenceIntake(uv_loop_t& loop, Engine& engine, EvidenceStore& store,
                               RealWorld& world, Clock& clock)
    : loop_(&loop), engine_(&engine), store_(&store), world_(&world), clock_(&clock) {}

Result<std::uint64_t> EvidenceIntake::add_part(const Actor& actor, const std::string& upload,
                                               std::uint64_t at, const std::string& content) const {
  if (upload.empty() || upload.size() > limits::once_key_bytes)
    return fail(ErrorKind::invalid, "the upload's name has 1 to 255 bytes", "upload",
                "send a UUID, the same with each part");
  const auto bytes = from_base64(content);
  if (!bytes) return fail(ErrorKind::invalid, "is no base64", "content");
  if (bytes->size() > limits::evidence_part_bytes)
    return fail(ErrorKind::too_large,
                "the part is larger than " + std::to_string(limits::evidence_part_bytes) + " bytes",
                "content", "send smaller parts");
  if (at > limits::evidence_bytes)
    return fail(ErrorKind::too_large, "lies beyond the largest file that is kept", "at");
  return store_->add_part(actor.name, upload, at, *bytes);
}

bool EvidenceIntake::would_be_refused(const Attachment& attachment) const {
  const Run* run = engine_->find(attachment.run);
  if (run == nullptr || engine_->storage_error()) return true;
  auto tried = attachment.command;
  tried.kept.sha256 = "tried";
  return !decide(*run, {clock_->now(), attachment.actor, std::move(tried), {}});
}

void EvidenceIntake::take(Attachment attachment) {
  const Run* run = engine_->find(attachment.run);
  // The engine says why, and has it recorded where it matters.
  if (would_be_refused(attachment) ||
      !store_->has(attachment.actor.name, attachment.command.upload))
    return submit(std::move(attachment));
  ++*under_way_;
  world_->with_redactor(*run, [self = *this, attachment = std::move(attachment)](
                                  const Redactor& redactor) { self.keep(attachment, redactor); });
}

void EvidenceIntake::keep(Attachment attachment, const Redactor& redactor) const {
  auto* keeping = new Keeping{{}, *this, std::move(attachment), redactor};
  keeping->work.data = keeping;
  uv_queue_work(
      loop_, &keeping->work,
      [](uv_work_t* work) {
        auto& self = *static_cast<Keeping*>(work->data);
        const auto& command = self.attachment.command;
        self.kept = self.intake.store_->keep(self.attachment.actor.name, command.upload,
                                             command.file, self.redactor);
      },
      [](uv_work_t* work, int status) {
        const std::unique_ptr<Keeping> done(static_cast<Keeping*>(work->data));
        --*done->intake.under_way_;
        if (status != 0) return;
        if (!done->kept) return done->attachment.reply(tl::unexpected(done->kept.error()));
        done->attachment.command.kept = *done->kept;
        done->intake.submit(std::move(done->attachment));
      });
}

// Once it is on disk what it names, the parts have served; before, the command may come again.
void EvidenceIntake::submit(Attachment attachment) const {
  const auto reply = [store = store_, person = attachment.actor.name,
                      upload = attachment.command.upload,
                      told = std::move(attachment.reply)](Result<Answer> done) {
    if (done) store->drop(person, upload);
    told(std::move(done));
  };
  engine_->submit(attachment.run, attachment.actor, std::move(attachment.command), reply,
                  attachment.once);
}

}  // namespace golive
