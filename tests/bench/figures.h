// The measurements, one for each family of figures; each throws what kept it from measuring.
#pragma once

#include "figure.h"

namespace golive::bench {

std::vector<Measured> measure_sequential();
std::vector<Measured> measure_concurrent();
std::vector<Measured> measure_exec_1();
std::vector<Measured> measure_exec_8();
std::vector<Measured> measure_http();
std::vector<Measured> measure_parked();
std::vector<Measured> measure_decisions();
std::vector<Measured> measure_timers();
std::vector<Measured> measure_start();
std::vector<Measured> measure_reload();
std::vector<Measured> measure_polls();
std::vector<Measured> measure_holes();
std::vector<Measured> measure_redaction();
std::vector<Measured> measure_review();
std::vector<Measured> measure_verify();

}  // namespace golive::bench
