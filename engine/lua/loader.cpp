#include "lua/loader.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "lua/ctx_secret.h"
#include "lua/item_hash.h"
#include "lua/plan_reader.h"
#include "lua/script.h"
#include "lua/undefined_name.h"

namespace golive {
namespace {

Result<void> check_files(const RunbookText& text) {
  const auto scripts = std::count_if(text.files.begin(), text.files.end(),
                                     [](const auto& file) { return file.first.ends_with(".lua"); });
  if (static_cast<std::size_t>(scripts) > limits::runbook_files)
    return fail(ErrorKind::unloadable,
                "the runbook has more than " + std::to_string(limits::runbook_files) + " files");
  for (const auto& [file, content] : text.files)
    if (file.ends_with(".lua") && (!is_utf8(content) || !is_utf8(file)))
      return fail(ErrorKind::unloadable, "the file is not UTF-8", to_utf8(file));
  return {};
}

Result<Plan> plan_of(Script& script) {
  try {
    Plan plan = read_plan(script);
    hash_items(script, plan);
    return plan;
  } catch (const Unloadable& refused) {
    return tl::unexpected(refused.error);
  }
}

// In a body it would show only when the body runs.
Result<void> check_secrets(const Plan& plan, const std::map<std::string, std::string>& files) {
  for (const auto& [file, content] : files) {
    const auto found = undefined_secret(
        content, [&](const std::string& name) { return !unknown_secret(plan, name); });
    if (!found) continue;
    auto why = *unknown_secret(plan, found->name);
    why.place = file + ":" + std::to_string(found->line);
    return tl::unexpected(std::move(why));
  }
  return {};
}

}  // namespace

Result<LoadedRunbook> LuaLoader::load(const RunbookText& text) {
  if (auto checked = check_files(text); !checked) return tl::unexpected(checked.error());
  Script script(std::make_shared<const RunbookText>(text), true);
  if (auto evaluated = script.evaluate(); !evaluated) return tl::unexpected(evaluated.error());
  auto plan = plan_of(script);
  if (!plan) return tl::unexpected(plan.error());
  if (auto checked = check_secrets(*plan, script.used()); !checked)
    return tl::unexpected(checked.error());
  LoadedRunbook loaded{std::move(*plan), to_archive({script.used(), text.main})};
  loaded.plan.hash = sha256(loaded.archive);
  for (Item& item : loaded.plan.items)  // in doubt it is another one with each text
    if (item.code == unclear_code) item.code = loaded.plan.hash.substr(0, item_code_digits);
  if (auto finished = finish_plan(loaded.plan); !finished) {
    Error error = finished.error();
    if (error.place.empty()) error.place = text.main;  // about the plan as a whole
    return tl::unexpected(error);
  }
  return loaded;
}

std::string to_archive(const RunbookText& text) {
  return nlohmann::json{{"files", text.files}, {"main", text.main}}.dump();
}

Result<RunbookText> from_archive(const std::string& archive) {
  const auto json = nlohmann::json::parse(archive, nullptr, false);
  const bool fits = json.is_object() && json.contains("files") && json["files"].is_object() &&
                    json.contains("main") && json["main"].is_string();
  if (!fits) return fail(ErrorKind::unloadable, "the archive of the runbook is damaged");
  RunbookText text{{}, json["main"]};
  for (const auto& [file, content] : json["files"].items()) {
    if (!content.is_string())
      return fail(ErrorKind::unloadable, "the archive of the runbook is damaged", file);
    text.files[file] = content;
  }
  return text;
}

}  // namespace golive
