// Lower case of ASCII, whatever the locale: names of headers, words of protocols. Pure.
#pragma once

#include <string>
#include <string_view>

namespace golive {

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& each : lower)
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
  return lower;
}

}  // namespace golive
