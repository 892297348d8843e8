#include "api/audit_export.h"

#include <fstream>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "api/whole_log.h"
#include "base/sha256.h"
#include "core/canonical_bytes.h"
#include "verify/digest.h"
#include "verify/judge.h"

namespace golive {
namespace {

class ExportFile {
 public:
  ExportFile() { add_line(std::string(verify::first_line)); }
  void add(const std::string& kind, const std::string& hash, std::string_view content) {
    add_line(kind + " " + hash + " " + std::to_string(content.size()));
    bytes_ += content;
    bytes_ += '\n';
  }
  void add(const std::string& kind, const std::string& content) {
    add(kind, sha256(content), content);
  }
  std::string signed_by(const SigningKey& key) && {
    bytes_ += "signature " + key.sign(verify::signed_message(lines_.hex())) + "\n";
    return std::move(bytes_);
  }

 private:
  void add_line(const std::string& line) {
    lines_.add(line);
    lines_.add("\n");
    bytes_ += line;
    bytes_ += '\n';
  }
  std::string bytes_;
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

// The store's texts and the folder's files, each kind in the order of hashes.
Result<std::pair<std::size_t, std::size_t>> add_named(ExportFile& file, LogReader& reader,
                                                      const std::set<std::string>& hashes,
                                                      const std::filesystem::path& folder) {
  std::vector<std::pair<std::string, std::filesystem::path>> files;
  std::size_t texts = 0;
  for (const auto& hash : hashes) {
    if (const auto text = reader.text(hash)) {
      file.add("text", hash, *text);
      ++texts;
    } else if (text.error().kind != ErrorKind::not_found) {
      return tl::unexpected<Error>(text.error());
    } else if (std::error_code ignored; std::filesystem::is_regular_file(folder / hash, ignored)) {
      files.emplace_back(hash, folder / hash);
    }
  }
  for (const auto& [hash, path] : files) {
    std::ifstream stream(path, std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(stream)), {});
    if (sha256(content) != hash)
      return fail(ErrorKind::conflict, "the evidence is not what was handed in", path.string(),
                  "restore it from a copy: an export with it would prove nothing");
    file.add("evidence", hash, content);
  }
  return std::pair{texts, files.size()};
}

}  // namespace

Result<std::string> audit_export(LogReader& reader, const std::string& log,
                                 const std::filesystem::path& evidence, const SigningKey& key) {
  const auto records = read_whole_log(reader, log);
  if (!records) return tl::unexpected<Error>(records.error());
  if (records->empty())
    return fail(ErrorKind::not_found, "there is no log of that name", log,
                "golive status lists the runs");
  if (const auto whole = verify_chain(log, *records); !whole)
    return fail(ErrorKind::conflict, whole.error().what, whole.error().place,
                whole.error().way_out);
  ExportFile file;
  file.add("log", log);
  file.add("key", key.public_key());
  std::set<std::string> hashes;
  auto previous = chain_start(log);
  for (const auto& record : *records) {
    file.add("event", record.hash, canonical_bytes(previous, record));
    previous = record.hash;
    collect_hashes(record.body, hashes);
  }
  const auto named = add_named(file, reader, hashes, evidence);
  if (!named) return tl::unexpected<Error>(named.error());
  file.add("head", std::to_string(records->size()) + " " + std::to_string(named->first) + " " +
                       std::to_string(named->second) + " " + previous);
  return std::move(file).signed_by(key);
}

}  // namespace golive
