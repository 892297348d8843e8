// audit verify: whether a log is the one that was written. audit export, audit key: a log as one
// signed file, and by which key.
#include <fmt/core.h>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "api/audit_export.h"
#include "api/cli/families.h"
#include "api/cli/output.h"
#include "api/cli/terminal.h"
#include "api/run_log.h"
#include "api/signing_key.h"
#include "api/whole_log.h"
#include "core/chain.h"
#include "store/event_count.h"
#include "store/sqlite_reader.h"
#include "verify/asked.h"
#include "verify/digest.h"
#include "verify/judge.h"
#include "verify/signers.h"

namespace golive::cli {
namespace {

// What the log's own heads, and those that somebody kept, say of it.
Result<void> check_heads(verify::Signers& signers, const std::string& log,
                         const std::vector<Record>& records, const verify::Asked& held) {
  const auto wrong = [&](const std::string& what) {
    return fail(ErrorKind::conflict, what, "log " + log,
                "nothing after the last head that holds can be relied on; compare with an export");
  };
  for (const auto& kept : held.kept) {
    if (kept.seq > records.size())
      return wrong("the log ends before event " + std::to_string(kept.seq) +
                   ", whose head was kept");
    if (records[kept.seq - 1].hash != kept.hash)
      return wrong("event " + std::to_string(kept.seq) +
                   " is not the one whose head was kept: the log was rewritten since");
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& record = records[i];
    const auto at = to_text(record.at);
    const auto sentence = signers.see_event(log, {i == 0 ? std::string_view() : records[i - 1].hash,
                                                  record.seq, at, record.kind, record.body});
    if (!sentence.empty()) return wrong(sentence);
  }
  return {};
}

// By which keys, the site log says; that it says so itself is not proven here.
Result<verify::Signers> site_signers(LogReader& reader) {
  verify::Signers signers;
  const auto sentence =
      each_audit_key(reader, [&](const std::string& previous, const Record& used) {
        const auto at = to_text(used.at);
        return signers.add_site_event({previous, used.seq, at, used.kind, used.body});
      });
  if (sentence) return signers;
  auto wrong = sentence.error();
  if (wrong.kind == ErrorKind::storage) wrong.kind = ErrorKind::conflict;
  return tl::unexpected(std::move(wrong));
}

// The chain, event by event; the heads; then that the events still tell a run.
Result<std::size_t> verify(LogReader& reader, const std::string& log, const verify::Asked& held,
                           std::string& told) {
  const auto records = read_whole_log(reader, log);
  if (!records) return tl::unexpected<Error>(records.error());
  if (const auto chained = verify_chain(log, *records); !chained)
    return tl::unexpected<Error>(chained.error());
  auto signers = log == site_log ? verify::Signers() : site_signers(reader);
  if (!signers) return tl::unexpected<Error>(signers.error());
  if (const auto heads = check_heads(*signers, log, *records, held); !heads)
    return tl::unexpected<Error>(heads.error());
  if (!held.pinned.empty() && !signers->all_by(held.pinned))
    return fail(ErrorKind::conflict, "not every head is signed by key " + held.pinned, "log " + log,
                "golive audit export, and golive-verify, tell by which");
  told = signers->to_text();
  if (log == site_log) return records->size();
  RunLog run(log);
  if (const auto folded = run.read_on(reader); !folded)
    return tl::unexpected<Error>(folded.error());
  // The plan's text is kept under the hash that its first event names, and so is each amended one.
  std::vector<std::string> texts{run.run().plan->hash};
  for (const Amendment& each : run.run().amendments) texts.push_back(each.plan->hash);
  for (const std::string& hash : texts)
    if (const auto text = reader.text(hash); !text)
      return fail(ErrorKind::conflict, text.error().what, log + ", the runbook's text",
                  text.error().way_out);
  return records->size();
}

// A chain whose end was cut off still holds: the count beside the database tells.
Result<void> check_count(const Invocation& invocation) {
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return tl::unexpected<Error>(dir.error());
  const auto counted = EventCount::counted(dir->database());
  if (!counted) return tl::unexpected<Error>(counted.error());
  const auto reader = SqliteReader::open(dir->database());
  if (!reader) return tl::unexpected<Error>(reader.error());
  return (*reader)->check_all_kept(*counted);
}

struct AuditAsked {
  std::string log, file, key_file, key;
  std::vector<std::string> heads;
};

// What --key and --head name.
Result<verify::Asked> held_against(const AuditAsked& asked) {
  verify::Asked held;
  if (!asked.key.empty()) {
    held.pinned = verify::pinned_fingerprint(asked.key);
    if (held.pinned.empty())
      return fail(ErrorKind::invalid, "neither a fingerprint nor a file with a public key",
                  "--key " + asked.key, "golive audit key prints both");
  }
  for (const std::string& text : asked.heads) {
    const auto kept = verify::read_kept_head(text);
    if (!kept)
      return fail(ErrorKind::invalid, "no head as a notice or a report prints it", "--head " + text,
                  "NUMBER:HASH, an event's number and its 64 hex digits");
    held.kept.push_back(*kept);
  }
  return held;
}

// The judgement of golive-verify, in its words.
int verify_file(const AuditAsked& asked) {
  const auto held = held_against(asked);
  if (!held) return failed(held.error());
  std::ifstream file(asked.log, std::ios::binary);
  const auto read = [&](char* to, std::size_t most) {
    file.read(to, static_cast<std::streamsize>(most));
    return static_cast<std::size_t>(file.gcount());
  };
  const auto judgement = verify::judge(read, *held);
  const auto text = verify::to_text(judgement, asked.log, *held);
  if (judgement.verdict == verify::Verdict::holds) return hand_out({}, text);
  fmt::print(stderr, "golive: {}", text);
  return judgement.verdict == verify::Verdict::refuted ? exit_no : exit_wrong_use;
}

// --key-file, else GOLIVE_AUDIT_KEY, else beside the data.
Result<SigningKey> signing_key(const Invocation& invocation, const AuditAsked& asked) {
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return tl::unexpected<Error>(dir.error());
  return SigningKey::open_or_make(asked.key_file.empty() ? dir->path() / "audit_key.pem"
                                                         : std::filesystem::path(asked.key_file));
}

int tell_key(const Invocation& invocation, const AuditAsked& asked) {
  const auto key = signing_key(invocation, asked);
  if (!key) return failed(key.error());
  return done(fmt::format("public key   {}\nfingerprint  {}", key->public_key(),
                          verify::fingerprint(key->public_key())));
}

int export_log(const Invocation& invocation, const AuditAsked& asked) {
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error());
  const auto key = signing_key(invocation, asked);
  if (!key) return failed(key.error());
  const ExportedFiles files{data_path(invocation) / "evidence", data_path(invocation) / "output"};
  const auto made = make_whole(asked.file, [&](const Put& put) {
    return audit_export(**reader, asked.log, files, *key, put);
  });
  if (made) return exit_done;
  const int code = failed(made.error());
  return made.error().kind == ErrorKind::conflict ? exit_no : code;
}

int verify_log(const Invocation& invocation, const AuditAsked& asked) {
  const auto& log = asked.log;
  const auto held = held_against(asked);
  if (!held) return failed(held.error());
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error());
  std::string told;
  auto count = verify(**reader, log, *held, told);
  if (count)
    if (const auto whole = check_count(invocation); !whole) count = tl::unexpected(whole.error());
  while (!told.empty() && told.back() == '\n') told.pop_back();
  if (count)
    return done(fmt::format("{}: {} events, the chain holds.{}{}", log, *count,
                            told.empty() ? "" : "\n", told));
  const int code = failed(count.error());
  const auto kind = count.error().kind;
  // A log that was tampered with is a no, however it shows.
  return kind == ErrorKind::invalid || kind == ErrorKind::conflict ? exit_no : code;
}

}  // namespace

void add_auditing(CLI::App& app, Invocation& chosen) {
  auto* audit = app.add_subcommand("audit", "The log of a run as evidence");
  audit->require_subcommand(1);
  const auto asked = std::make_shared<AuditAsked>();
  auto* verifying =
      audit->add_subcommand("verify", "Find a changed, removed, added or reordered event");
  verifying
      ->add_option("RUN", asked->log,
                   "The run's id; \"site\" for the log of people and tokens; or an export's file")
      ->required();
  verifying->add_option("--key", asked->key,
                        "The key it must be signed by: its fingerprint, or a file with it");
  verifying->add_option("--head", asked->heads,
                        "A head that was kept, NUMBER:HASH, as a notice or a report prints it");
  verifying->callback([&chosen, asked] {
    chosen.action = [&chosen, asked] {
      std::error_code ignored;
      const bool is_file = std::filesystem::is_regular_file(asked->log, ignored);
      return is_file ? verify_file(*asked) : verify_log(chosen, *asked);
    };
  });
  const auto add_key_file = [&](CLI::App* command) {
    command->add_option("--key-file", asked->key_file, "The signing key, kept elsewhere")
        ->envname("GOLIVE_AUDIT_KEY");
  };
  auto* exporting = audit->add_subcommand("export", "A log and its evidence as one signed file");
  exporting->add_option("RUN", asked->log, "The run's id, or \"site\"")->required();
  exporting->add_option("-o", asked->file, "Into this file instead of the terminal");
  add_key_file(exporting);
  exporting->callback([&chosen, asked] {
    chosen.action = [&chosen, asked] { return export_log(chosen, *asked); };
  });
  auto* key = audit->add_subcommand("key", "The public key of what is signed, and its fingerprint");
  add_key_file(key);
  key->callback(
      [&chosen, asked] { chosen.action = [&chosen, asked] { return tell_key(chosen, *asked); }; });
}

}  // namespace golive::cli
