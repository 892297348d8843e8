// Notice text: what people read of a notice, in the plan's language, made of its facts alone. A
// plain text: what a medium needs escaped, it escapes itself.
#pragma once

#include <string>

#include "base/error.h"
#include "report/rendering.h"

namespace golive {

struct NoticeText {
  std::string title;  // one line; says first that it is a rehearsal, or a drill
  std::string text;   // lines
};

// `facts`: as view/notices.h makes them. Of the wish, its language, template and words count.
// Controls and line breaks of what people wrote have become spaces.
Result<NoticeText> notice_text(const ReportWish& wish, const std::string& facts);

}  // namespace golive
