// evidence: files attached to a run's items.
#include <CLI/CLI.hpp>

#include <fstream>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/output.h"
#include "api/cli/terminal.h"
#include "api/run_log.h"
#include "base/base64.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "view/evidence_view.h"

namespace golive::cli {
namespace {

namespace fs = std::filesystem;

struct EvidenceAsked {
  std::string run, item, file, title, sha256;
  bool as_json = false;
};

Result<std::ifstream> opened(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    return fail(ErrorKind::invalid, "there is no file " + path, "FILE");
  if (fs::file_size(path, error) > limits::evidence_bytes)
    return fail(ErrorKind::too_large,
                path + " is larger than " + std::to_string(limits::evidence_bytes >> 20) + " MB",
                "FILE", "compress it, or attach its hash as a text");
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(ErrorKind::invalid, path + " cannot be read", "FILE");
  return file;
}

Result<void> send_parts(const Invocation& invocation, std::ifstream& file,
                        const std::string& upload) {
  std::string part(limits::evidence_part_bytes, '\0');
  for (std::uint64_t at = 0;;) {
    file.read(part.data(), static_cast<std::streamsize>(part.size()));
    const auto count = static_cast<std::size_t>(file.gcount());
    if (file.bad()) return fail(ErrorKind::invalid, "the file cannot be read", "FILE");
    if (count == 0 && at > 0) return {};
    const auto taken =
        ask_engine(invocation, {{"op", "upload"},
                                {"upload", upload},
                                {"at", at},
                                {"content", to_base64(std::string_view(part).substr(0, count))}});
    if (!taken) return tl::unexpected<Error>(taken.error());
    if ((at += count) == 0 || file.eof()) return {};
  }
}

int add_file(const Invocation& invocation, const EvidenceAsked& asked) {
  auto file = opened(asked.file);
  if (!file) return failed(file.error());
  const auto upload = random_token();
  if (const auto sent = send_parts(invocation, *file, upload); !sent) return failed(sent.error());
  return send_command(invocation, asked.run, "add-evidence",
                      {{"item", asked.item},
                       {"title", asked.title},
                       {"file", fs::path(asked.file).filename().string()},
                       {"upload", upload}},
                      "Recorded: " + asked.file + " is evidence at " + asked.item + ".");
}

int list_files(const Invocation& invocation, const EvidenceAsked& asked) {
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error(), asked.as_json);
  RunLog log(asked.run);
  if (const auto read = log.read_on(**reader); !read) return failed(read.error(), asked.as_json);
  std::vector<const Evidence*> all;
  std::string text;
  for (const Evidence& each : log.run().evidence) {
    all.push_back(&each);
    text += (text.empty() ? "" : "\n") + evidence_line(log.run(), each);
  }
  if (asked.as_json) return done(evidence_json(log.run(), all).dump(2));
  return done(text.empty() ? "No file was attached." : text);
}

// By the first digits of its hash, as the list shows them.
Result<std::string> file_of(const Run& run, const std::string& digits) {
  std::string found;
  for (const Evidence& each : run.evidence) {
    if (!each.file.sha256.starts_with(digits) || each.file.sha256 == found) continue;
    if (!found.empty())
      return fail(ErrorKind::invalid, "several files begin with " + digits, "SHA256",
                  "give more of its digits");
    found = each.file.sha256;
  }
  if (!found.empty()) return found;
  return fail(ErrorKind::not_found, "the run has no evidence " + digits, "SHA256",
              "golive evidence list " + run.id);
}

int get_file(const Invocation& invocation, const EvidenceAsked& asked) {
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error());
  RunLog log(asked.run);
  if (const auto read = log.read_on(**reader); !read) return failed(read.error());
  const auto sha = file_of(log.run(), asked.sha256);
  if (!sha) return failed(sha.error());
  const auto path = DataDir::find(data_path(invocation))->evidence() / *sha;
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (sha256(bytes) != *sha)
    return failed({ErrorKind::storage,
                   path.string() + " is not what was attached",
                   {},
                   "restore it: the log says that its SHA-256 is " + *sha});
  return hand_out(asked.file, bytes);
}

using EvidenceDeed = int (*)(const Invocation&, const EvidenceAsked&);

CLI::App* add_evidence_command(CLI::App& family, Invocation& chosen, const char* name,
                               const char* told, const std::shared_ptr<EvidenceAsked>& asked,
                               EvidenceDeed deed) {
  auto* command = family.add_subcommand(name, told);
  command->add_option("RUN", asked->run, "The run's id")->required();
  command->callback([&chosen, asked, deed] {
    chosen.action = [&chosen, asked, deed] { return deed(chosen, *asked); };
  });
  return command;
}

}  // namespace

void add_evidencing(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<EvidenceAsked>();
  auto* family = app.add_subcommand("evidence", "Files that decisions rest on");
  family->require_subcommand(1);
  auto* add =
      add_evidence_command(*family, chosen, "add", "Attach a file to an item", asked, add_file);
  add->add_option("ITEM", asked->item, "A gate, a task, a step: its path or id")->required();
  add->add_option("FILE", asked->file, "At most 16 MB: text, JSON, XML, PDF, PNG, JPEG, zip, gzip")
      ->required();
  add->add_option("--title", asked->title, "What it is; else the file's name");
  auto* list =
      add_evidence_command(*family, chosen, "list", "What was attached", asked, list_files);
  list->add_flag("--json", asked->as_json, "For machines");
  auto* get = add_evidence_command(*family, chosen, "get", "One of them", asked, get_file);
  get->add_option("SHA256", asked->sha256, "Its hash, or the first digits")->required();
  get->add_option("-o", asked->file, "Into this file instead of the terminal");
}

}  // namespace golive::cli
