#include "api/amended_runbook.h"

#include <algorithm>
#include <set>
#include <vector>

#include "base/limits.h"
#include "base/utf8.h"
#include "lua/loader.h"

namespace golive {
namespace {

constexpr std::string_view library = "golive/";

bool is_path_in_folder(const std::string& name) {
  std::size_t start = 0;
  while (start <= name.size()) {
    const auto end = std::min(name.find('/', start), name.size());
    const auto part = name.substr(start, end - start);
    if (part.empty() || part.front() == '.') return false;
    start = end + 1;
  }
  const auto odd = [](unsigned char c) { return c < ' ' || c == '\\' || c == 0x7f; };
  return is_utf8(name) && std::none_of(name.begin(), name.end(), odd);
}

Result<void> check_file(const std::string& name, const std::string& content) {
  const auto shown = to_utf8(name.substr(0, limits::name_bytes));
  if (!is_path_in_folder(name) || name.size() > limits::target_bytes)
    return fail(ErrorKind::invalid, "\"" + shown + "\" is no path in a runbook's folder", "files",
                "name it as the runbook's folder does: \"runbook.lua\", \"lib/smoke.lua\"");
  if (name.starts_with(library))
    return fail(ErrorKind::invalid, shown + " is of golive's own library", "files",
                "a run takes it from golive itself");
  const auto is = [&](const char* ending) { return name.ends_with(ending); };
  if (!is(".lua") && !is(".txt") && !is(".ics"))
    return fail(ErrorKind::invalid, shown + " is no file of a runbook", "files",
                "send its .lua files, and the .txt and .ics files that it names");
  if (content.size() > limits::runbook_file_bytes)
    return fail(ErrorKind::too_large, shown + " is larger than a file of a runbook may be", "files",
                "data belongs in files that the steps read");
  if (!is_utf8(content))
    return fail(ErrorKind::invalid, shown + " is not UTF-8", "files", "save it as UTF-8");
  return {};
}

std::string listed_files(const RunbookText& text) {
  std::string all;
  for (const auto& [file, content] : text.files)
    if (!file.starts_with(library)) all += (all.empty() ? "" : ", ") + file;
  return all;
}

// A browser sends a file's name alone.
Result<std::string> file_meant(const RunbookText& text, const std::string& name) {
  if (text.files.contains(name) || name.find('/') != std::string::npos) return name;
  std::vector<std::string> called;
  for (const auto& [file, content] : text.files)
    if (file.ends_with("/" + name) && !file.starts_with(library)) called.push_back(file);
  if (called.empty()) return name;
  if (called.size() == 1) return called.front();
  return fail(ErrorKind::invalid, "several files of the runbook are called " + name, "files",
              "say which one: " + called[0] + ", " + called[1]);
}

}  // namespace

Result<RunbookText> amended_runbook(const std::string& archive, const RunbookFiles& files) {
  auto text = from_archive(archive);
  if (!text) return text;
  const RunbookText before = *text;
  std::set<std::string> changed;
  for (const auto& [name, content] : files) {
    if (auto good = check_file(name, content); !good) return tl::unexpected<Error>(good.error());
    const auto meant = file_meant(before, name);
    if (!meant) return tl::unexpected<Error>(meant.error());
    if (!changed.insert(*meant).second)
      return fail(ErrorKind::invalid, *meant + " is sent twice, under two names", "files",
                  "send one of the two");
    text->files[*meant] = content;
  }
  return text;
}

Result<void> check_taken(const RunbookText& text, const RunbookFiles& files,
                         const LoadedRunbook& loaded) {
  const auto taken = from_archive(loaded.archive);
  if (!taken) return tl::unexpected<Error>(taken.error());
  for (const auto& [name, content] : files) {
    const auto meant = file_meant(text, name);
    if (meant && taken->files.contains(*meant)) continue;
    return fail(ErrorKind::invalid, "the runbook takes no notice of " + name, "files",
                "its files are " + listed_files(*taken) + ": give the file the name it has there");
  }
  return {};
}

}  // namespace golive
