// Templates: the texts that documents are made with, by file name: those of people's own folder,
// and the built-in ones where it has none.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace golive {

class Templates {
 public:
  Templates() = default;  // the built-in ones alone
  // `own`: text by file name; `folder` is for messages.
  Templates(std::string folder, std::map<std::string, std::string> own)
      : folder_(std::move(folder)), own_(std::move(own)) {}

  // Empty if there is none.
  [[nodiscard]] std::string_view text(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& name) const { return !text(name).empty(); }
  // What people call it: "brand/j1-account.html.mustache".
  [[nodiscard]] std::string place(const std::string& name) const;
  [[nodiscard]] const std::map<std::string, std::string>& own() const { return own_; }

 private:
  std::string folder_;
  std::map<std::string, std::string> own_;
};

}  // namespace golive
