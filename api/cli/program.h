// The command line of `golive`: parses it, runs what was chosen, answers with the exit code.
#pragma once

namespace golive::cli {

int run_program(int argc, char** argv);

}  // namespace golive::cli
