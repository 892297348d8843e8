#include "api/audit_export.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "api/whole_log.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "core/canonical_bytes.h"
#include "verify/digest.h"
#include "verify/judge.h"

namespace golive {
namespace {

namespace fs = std::filesystem;
using PutPiece = std::function<Result<void>(std::string_view)>;

constexpr std::size_t export_piece_bytes = std::size_t{256} << 10;

// Gathers small parts; what was refused once stays refused.
class ExportFile {
 public:
  explicit ExportFile(const PutPiece& put) : put_(put) {
    add_line(std::string(verify::first_line));
  }
  // The content follows, by add_piece(), and ends with end_part().
  void begin_part(const std::string& kind, const std::string& hash, std::uint64_t size) {
    add_line(kind + " " + hash + " " + std::to_string(size));
  }
  void add_piece(std::string_view bytes) {
    held_ += bytes;
    if (held_.size() >= export_piece_bytes) flush();
  }
  void end_part() { add_piece("\n"); }
  void add(const std::string& kind, const std::string& hash, std::string_view content) {
    begin_part(kind, hash, content.size());
    add_piece(content);
    end_part();
  }
  void add(const std::string& kind, const std::string& content) {
    add(kind, sha256(content), content);
  }
  [[nodiscard]] const Result<void>& done() const { return done_; }
  Result<void> signed_by(const SigningKey& key) {
    held_ += "signature " + key.sign(verify::signed_message(lines_.hex())) + "\n";
    flush();
    return done_;
  }

 private:
  void add_line(const std::string& line) {
    lines_.add(line);
    lines_.add("\n");
    held_ += line;
    held_ += '\n';
  }
  void flush() {
    if (done_) done_ = put_(held_);
    held_.clear();
  }
  const PutPiece& put_;
  Result<void> done_;
  std::string held_;
  verify::Digest lines_;
};

// Every text of 64 hex digits in quotes: what an event names by hash, whatever it is.
void collect_hashes(const std::string& body, std::set<std::string>& hashes) {
  constexpr std::size_t digits = 64;
  for (auto at = body.find('"'); at != std::string::npos; at = body.find('"', at + 1)) {
    if (at + digits + 1 >= body.size() || body[at + digits + 1] != '"') continue;
    const auto word = std::string_view(body).substr(at + 1, digits);
    if (verify::is_hex(word, digits)) hashes.emplace(word);
  }
}

// What the outcome of a process says of the output that is kept beside the log.
void collect_output_hashes(const std::string& body, std::set<std::string>& hashes) {
  const auto event = nlohmann::json::parse(body, nullptr, false);
  if (!event.is_object()) return;
  const auto text = event.find("outcome");
  if (text == event.end() || !text->is_string()) return;
  const auto outcome = nlohmann::json::parse(text->get_ref<const std::string&>(), nullptr, false);
  if (!outcome.is_object() || !outcome.contains("sha256")) return;
  for (const auto& hash : outcome["sha256"])
    if (hash.is_string()) hashes.insert(hash.get<std::string>());
}

// What a log held when it was looked at: what comes after is not read.
struct LogEnd {
  std::uint64_t events = 0;
  std::string head;
};

// `see` is given each event with the hash of the one before it.
template <class See>
Result<LogEnd> each_event(LogReader& reader, const std::string& log, const See& see) {
  const auto last = reader.last(log);
  if (!last) return tl::unexpected<Error>(last.error());
  LogEnd end{0, chain_start(log)};
  const auto count = *last ? (*last)->seq : 0;
  ChainHead head(log);
  while (end.events < count) {
    const auto page = reader.read(log, end.events, limits::events_page);
    if (!page) return tl::unexpected<Error>(page.error());
    if (page->empty()) return tl::unexpected(damaged(log, end.events + 1));
    for (const Record& record : *page) {
      if (end.events == count) break;
      if (record.seq != end.events + 1 || !head.accepts(record))
        return tl::unexpected(damaged(log, end.events + 1));
      if (Result<void> seen = see(end.head, record); !seen)
        return tl::unexpected<Error>(seen.error());
      end = {record.seq, record.hash};
    }
  }
  return end;
}

// In words that say which event, and what became of it.
tl::unexpected<Error> not_as_written(LogReader& reader, const std::string& log, Error found) {
  const auto records = read_whole_log(reader, log);
  const auto whole = records ? verify_chain(log, *records) : Result<void>();
  if (!whole) found = whole.error();
  found.kind = ErrorKind::conflict;
  return tl::unexpected(std::move(found));
}

Result<void> add_evidence(ExportFile& file, const std::string& hash, const fs::path& path) {
  const auto changed =
      fail(ErrorKind::conflict, "the evidence is not what was handed in", path.string(),
           "restore it from a copy: an export with it would prove nothing");
  std::error_code wrong;
  const auto size = fs::file_size(path, wrong);
  std::ifstream stream(path, std::ios::binary);
  if (wrong || !stream) return changed;
  file.begin_part("evidence", hash, size);
  verify::Digest digest;
  std::vector<char> piece(export_piece_bytes);
  for (auto left = size; left > 0 && file.done();) {
    stream.read(piece.data(),
                static_cast<std::streamsize>(std::min<std::uintmax_t>(left, export_piece_bytes)));
    const std::string_view bytes(piece.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.empty()) return changed;
    digest.add(bytes);
    file.add_piece(bytes);
    left -= bytes.size();
  }
  if (!file.done()) return file.done();
  if (digest.hex() != hash) return changed;
  file.end_part();
  return {};
}

std::string hash_of_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  verify::Digest digest;
  std::vector<char> piece(export_piece_bytes);
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    digest.add({piece.data(), static_cast<std::size_t>(stream.gcount())});
  }
  return stream.eof() ? digest.hex() : std::string();
}

// Those of the run's outputs that are still what its events name. A machine that lost its power may
// have lost the end of one, and space may have been made: neither keeps a log from being exported.
std::map<std::string, fs::path> named_outputs(const fs::path& folder,
                                              const std::set<std::string>& hashes) {
  std::map<std::string, fs::path> named;
  if (hashes.empty()) return named;
  std::error_code wrong;
  fs::directory_iterator files(folder, wrong);
  for (; !wrong && files != fs::directory_iterator(); files.increment(wrong)) {
    if (std::error_code ignored; !files->is_regular_file(ignored)) continue;
    auto hash = hash_of_file(files->path());
    if (hashes.contains(hash)) named.emplace(std::move(hash), files->path());
  }
  return named;
}

struct Named {
  std::set<std::string> hashes, outputs;
};

// The store's texts and the folders' files, each kind in the order of hashes.
Result<std::pair<std::size_t, std::size_t>> add_named(ExportFile& file, LogReader& reader,
                                                      const Named& named, const fs::path& folder,
                                                      const fs::path& outputs) {
  auto files = named_outputs(outputs, named.outputs);
  std::size_t texts = 0;
  for (const auto& hash : named.hashes) {
    if (const auto text = reader.text(hash)) {
      file.add("text", hash, *text);
      ++texts;
    } else if (text.error().kind != ErrorKind::not_found) {
      return tl::unexpected<Error>(text.error());
    } else if (std::error_code ignored; fs::is_regular_file(folder / hash, ignored)) {
      files[hash] = folder / hash;
    }
  }
  for (const auto& [hash, path] : files)
    if (const auto added = add_evidence(file, hash, path); !added)
      return tl::unexpected<Error>(added.error());
  return std::pair{texts, files.size()};
}

}  // namespace

Result<void> each_audit_key(
    LogReader& reader,
    const std::function<std::string(const std::string& previous, const Record& used)>& see) {
  const auto end = each_event(
      reader, site_log, [&](const std::string& previous, const Record& record) -> Result<void> {
        const auto sentence = record.kind == "audit_key_used" ? see(previous, record) : "";
        if (sentence.empty()) return {};
        return fail(ErrorKind::conflict, sentence, "the site log", "golive audit verify site");
      });
  if (!end) return tl::unexpected<Error>(end.error());
  return {};
}

Result<void> audit_export(LogReader& reader, const std::string& log, const ExportedFiles& files,
                          const SigningKey& key, const PutPiece& put) {
  ExportFile file(put);
  file.add("log", log);
  file.add("key", key.public_key());
  if (log != site_log) {
    const auto keys = each_audit_key(reader, [&](const std::string& previous, const Record& used) {
      file.add("site", used.hash, canonical_bytes(previous, used));
      return std::string();
    });
    if (!keys) return not_as_written(reader, site_log, keys.error());
  }
  Named named;
  const auto end = each_event(reader, log, [&](const std::string& previous, const Record& record) {
    file.add("event", record.hash, canonical_bytes(previous, record));
    collect_hashes(record.body, named.hashes);
    if (record.kind == "effect_finished") collect_output_hashes(record.body, named.outputs);
    return file.done();
  });
  if (!file.done()) return file.done();
  if (!end) return not_as_written(reader, log, end.error());
  if (end->events == 0)
    return fail(ErrorKind::not_found, "there is no log of that name", log,
                "golive status lists the runs");
  const auto added = add_named(file, reader, named, files.evidence, files.output / log);
  if (!added) return tl::unexpected<Error>(added.error());
  file.add("head", std::to_string(end->events) + " " + std::to_string(added->first) + " " +
                       std::to_string(added->second) + " " + end->head);
  return file.signed_by(key);
}

}  // namespace golive
