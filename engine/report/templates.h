// Templates: the texts that documents are made with, by file name: those of people's own folder,
// and the built-in ones where it has none. Copies share what they hold.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace golive {

class Templates {
 public:
  using Files = std::map<std::string, std::string>;

  Templates() : Templates({}, {}) {}  // the built-in ones alone
  // `own`: text by file name; `folder` is for messages.
  Templates(std::string folder, Files own)
      : folder_(std::move(folder)), own_(std::make_shared<Files>(std::move(own))) {}

  // Empty if there is none.
  [[nodiscard]] std::string_view text(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& name) const { return !text(name).empty(); }
  // What people call it: "brand/j1-account.html.mustache".
  [[nodiscard]] std::string place(const std::string& name) const;
  [[nodiscard]] const Files& own() const { return *own_; }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] Templates without(const std::string& name) const;

 private:
  std::string folder_;
  std::shared_ptr<const Files> own_;
};

}  // namespace golive
