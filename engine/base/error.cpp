#include "base/error.h"

namespace golive {

std::string to_line(const Error& error) {
  std::string line;
  if (!error.place.empty() && !error.what.starts_with(error.place + " "))
    line += error.place + ": ";
  line += error.what;
  if (!error.way_out.empty()) line += " (" + error.way_out + ")";
  return line;
}

}  // namespace golive
