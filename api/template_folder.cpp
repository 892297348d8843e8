#include "api/template_folder.h"

#include <filesystem>
#include <fstream>
#include <functional>

#include "base/limits.h"
#include "base/utf8.h"
#include "report/catalog.h"

namespace golive {
namespace {

namespace fs = std::filesystem;

bool is_template(const std::string& name) {
  const std::string_view text = name;
  return text.ends_with(".mustache") || text == "board.css" ||
         (text.starts_with("words.") && text.ends_with(".json"));
}

Result<std::string> read_text(const fs::path& path) {
  std::error_code wrong;
  if (!fs::is_regular_file(path, wrong))
    return fail(ErrorKind::invalid, "it is no file", path.string(), "take it out of the folder");
  std::ifstream file(path, std::ios::binary);
  std::string text(limits::template_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad())
    return fail(ErrorKind::invalid, "the template cannot be read", path.string(),
                "check its rights");
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > limits::template_bytes)
    return fail(
        ErrorKind::too_large,
        "the template is longer than " + std::to_string(limits::template_bytes >> 10) + " KiB",
        path.string(), "split it, or shorten it");
  if (text.empty())
    return fail(ErrorKind::invalid, "the template is empty", path.string(),
                "take it out of the folder, and the built-in one is used");
  if (!is_utf8(text))
    return fail(ErrorKind::invalid, "the template is no UTF-8 text", path.string(),
                "save it as UTF-8");
  return text;
}

// What cannot be read is told to `refuse`, which says whether to go on without it.
Result<Templates> read_files(const std::string& folder,
                             const std::function<Result<void>(Error)>& refuse) {
  std::error_code wrong;
  fs::directory_iterator files(folder, wrong);
  if (wrong)
    return fail(ErrorKind::invalid, "the folder of templates cannot be read: " + wrong.message(),
                folder, "name a folder with templates, as docs/reports.md says");
  std::map<std::string, std::string> own;
  for (; !wrong && files != fs::directory_iterator(); files.increment(wrong)) {
    const auto name = files->path().filename().string();
    if (!is_template(name)) continue;
    if (own.size() == limits::template_files)
      return fail(ErrorKind::too_large,
                  "there are more than " + std::to_string(limits::template_files) + " templates",
                  folder);
    auto text = read_text(files->path());
    if (text)
      own.emplace(name, std::move(*text));
    else if (auto goes_on = refuse(text.error()); !goes_on)
      return tl::unexpected<Error>(goes_on.error());
  }
  if (own.empty())
    return fail(ErrorKind::invalid, "no template and no words are in the folder", folder,
                "put in j1-account.html.mustache, or words.fr.json");
  return Templates(folder, std::move(own));
}

}  // namespace

Result<Templates> read_templates(const std::string& folder) {
  auto templates =
      read_files(folder, [](Error error) { return tl::unexpected<Error>(std::move(error)); });
  if (!templates) return templates;
  for (const auto& [name, text] : templates->own())
    if (auto fits = check_own_template(*templates, name); !fits)
      return tl::unexpected<Error>(fits.error());
  return templates;
}

UsableTemplates read_usable_templates(const std::string& folder) {
  std::vector<Error> unread;
  auto templates = read_files(folder, [&](Error error) -> Result<void> {
    unread.push_back(std::move(error));
    return {};
  });
  if (!templates) {
    // Nothing but what cannot be read: that says more than that there is nothing.
    if (unread.empty()) unread.push_back(templates.error());
    return {{}, std::move(unread)};
  }
  auto usable = usable_templates(*std::move(templates));
  usable.left_out.insert(usable.left_out.begin(), unread.begin(), unread.end());
  return usable;
}

}  // namespace golive
