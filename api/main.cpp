// golive: the command line, and by `golive serve` the engine.
#include "api/cli/program.h"

int main(int argc, char** argv) { return golive::cli::run_program(argc, argv); }
