// Visit: a request to the board, with who sends it and the language to answer in.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "api/rest/door.h"
#include "api/rest/engine_link.h"
#include "api/rest/exchange.h"
#include "api/rest/run_folds.h"
#include "api/rest/source_patience.h"
#include "report/words.h"

namespace golive::board {

struct Visit {
  const rest::HttpRequest& request;
  rest::EngineLink& engine;
  rest::RunFolds& folds;
  rest::SourcePatience& patience;
  const std::filesystem::path& output;
  rest::Door& door;
  Words words;
  bool language_chosen = false;                        // else a run is told in its plan's
  std::map<std::string, std::string> query = {};       // decoded
  std::map<std::string, std::string> parameters = {};  // of the path, by name
  std::string token = {}, name = {};                   // empty: a stranger
  std::vector<std::string> roles = {};
  bool may_bring_code = false;
  std::string reads = {};  // of a link: the one run it shows
};

std::string asked(const Visit& visit, const std::string& name);  // of the query; may be empty

// A page: its template ("run": templates/board-run.mustache) with the layout around it. `context`
// may have "title" and "live" (the run whose events are listened to). "?format=json" shows it.
rest::HttpResponse page(const Visit& visit, const std::string& name, nlohmann::json context,
                        int status = 200);
// What is wrong, as every page says it: {"what", "place", "way_out"}, in the language of the words.
nlohmann::json told_error(const Words& words, const Error& error);
// A page that says why not, with a way out.
rest::HttpResponse refusal(const Visit& visit, const Error& error, int status = 0);
rest::HttpResponse see_other(const std::string& where);
std::string url_encode(std::string_view text);

// The pages, one function each; all but the first three need somebody who is known.
using Show = rest::HttpResponse (*)(const Visit& visit);
rest::HttpResponse show_sign_in(const Visit& visit);  // sign_in.cpp
rest::HttpResponse sign_in(const Visit& visit);
rest::HttpResponse open_link(const Visit& visit);
rest::HttpResponse sign_out(const Visit& visit);
rest::HttpResponse show_runs(const Visit& visit);   // runs_page.cpp
rest::HttpResponse show_run(const Visit& visit);    // run_page.cpp
rest::HttpResponse show_item(const Visit& visit);   // item_page.cpp
rest::HttpResponse show_move(const Visit& visit);   // move_page.cpp
rest::HttpResponse show_amend(const Visit& visit);  // amend_page.cpp
rest::HttpResponse compare_files(const Visit& visit);
rest::HttpResponse propose(const Visit& visit);
rest::HttpResponse show_history(const Visit& visit);      // history_page.cpp
rest::HttpResponse show_report_page(const Visit& visit);  // report_page.cpp
rest::HttpResponse act(const Visit& visit);               // acting.cpp
rest::HttpResponse attach_file(const Visit& visit);       // attaching.cpp
rest::HttpResponse show_asset(const Visit& visit);        // asset.cpp

// Where the browser finds a file of the board, by a name that changes with its text.
std::string asset_path(const Visit& visit, std::string_view name);

}  // namespace golive::board
