#include "api/runbook_folder.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/limits.h"
#include "base/utf8.h"

namespace golive {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> unloadable(std::string what, const fs::path& place,
                                 std::string way_out = {}) {
  return fail(ErrorKind::unloadable, std::move(what), place.string(), std::move(way_out));
}

Result<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(limits::runbook_file_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (!file.eof() && file.fail()))
    return unloadable("the file cannot be read", path, "check its rights");
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > limits::runbook_file_bytes)
    return unloadable("the file is larger than a runbook may be", path,
                      "keep each file under 1 MB; data belongs in files that the steps read");
  return text;
}

bool is_inside(const fs::path& folder, const fs::path& real) {
  return std::mismatch(folder.begin(), folder.end(), real.begin(), real.end()).first ==
         folder.end();
}

// A text that the runbook may name, as its calendar of holidays. What cannot be one is an error
// only once it is named: a folder may hold any texts.
void add_text(const fs::path& folder, const fs::path& path, RunbookText& text) {
  std::error_code error;
  const auto real = fs::canonical(path, error);
  if (error || !is_inside(folder, real)) return;
  const auto name = path.lexically_relative(folder).generic_string();
  const auto size = fs::file_size(real, error);
  if (error || !is_utf8(name)) return;
  const auto content = size > limits::holiday_file_bytes ? std::string() : read_file(real);
  if (size > limits::holiday_file_bytes)
    text.refused[name] =
        "is larger than " + std::to_string(limits::holiday_file_bytes >> 10) + " KB";
  else if (!content)
    text.refused[name] = "cannot be read";
  else if (!is_utf8(*content))
    text.refused[name] = "is not UTF-8";
  else
    text.files[name] = *content;
}

Result<void> read_folder(const fs::path& folder, RunbookText& text) {
  std::error_code error;
  std::size_t scripts = 0, texts = 0;
  fs::recursive_directory_iterator entries(folder, error);  // does not follow links to folders
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    const auto& path = entries->path();
    if (path.filename().string().starts_with(".")) entries.disable_recursion_pending();
    std::error_code ignored;
    if (!entries->is_regular_file(ignored)) continue;
    const bool is_text = path.extension() == ".txt" || path.extension() == ".ics";
    if (is_text && ++texts <= limits::runbook_files) add_text(folder, path, text);
    if (path.extension() != ".lua") continue;
    const auto real = fs::canonical(path, ignored);
    if (!is_inside(folder, real))
      return unloadable("the file is a link that leads out of the runbook's folder", path,
                        "copy the file into the folder");
    auto content = read_file(real);
    if (!content) return tl::unexpected<Error>(content.error());
    text.files[path.lexically_relative(folder).generic_string()] = std::move(*content);
    if (++scripts > limits::runbook_files)
      return unloadable("the folder holds more Lua files than a runbook may have", folder,
                        "give the runbook a folder of its own");
  }
  if (error) return unloadable("the folder cannot be read: " + error.message(), folder);
  return {};
}

Result<RunbookFolder> read_runbook_folder(const fs::path& folder) {
  std::error_code unreadable;
  if (!fs::is_regular_file(folder / "runbook.lua", unreadable))
    return unloadable("the folder has no runbook.lua", folder,
                      "name a folder with runbook.lua in it, or a .lua file");
  RunbookFolder result{{}, folder};
  if (auto read = read_folder(folder, result.text); !read)
    return tl::unexpected<Error>(read.error());
  return result;
}

}  // namespace

Result<std::string> read_lua_file(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return unloadable("there is no such file", path);
  return read_file(path);
}

Result<RunbookFolder> read_runbook(const fs::path& runbook) {
  std::error_code error;
  const auto real = fs::canonical(runbook, error);
  if (error)
    return unloadable("there is no such runbook", runbook,
                      "name a folder with runbook.lua in it, or a .lua file");
  if (real.filename() == "runbook.lua") return read_runbook_folder(real.parent_path());
  if (fs::is_directory(real, error)) return read_runbook_folder(real);
  if (real.extension() != ".lua")
    return unloadable("a runbook is a folder with runbook.lua, or a .lua file", real);
  auto content = read_file(real);
  if (!content) return tl::unexpected<Error>(content.error());
  RunbookFolder result{{}, real.parent_path()};
  result.text.main = real.filename().string();
  result.text.files[result.text.main] = std::move(*content);
  return result;
}

}  // namespace golive
