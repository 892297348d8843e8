// Golden: a document held against the file that shows it; UPDATE_GOLDEN=1 writes the files anew,
// and the difference is the review.
#pragma once

#include <string>

namespace golive::test {

// `name` is in tests/report/golden/.
void check_golden(const std::string& name, const std::string& made_now);

}  // namespace golive::test
