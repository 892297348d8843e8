#include "report/templates.h"

#include "report/built_in_text.h"

namespace golive {

std::string_view Templates::text(const std::string& name) const {
  const auto found = own_->find(name);
  return found != own_->end() ? std::string_view(found->second) : built_in_text(name);
}

std::string Templates::place(const std::string& name) const {
  return own_->contains(name) && !folder_.empty() ? folder_ + "/" + name : name;
}

Templates Templates::without(const std::string& name) const {
  auto others = *own_;
  others.erase(name);
  return {folder_, std::move(others)};
}

}  // namespace golive
