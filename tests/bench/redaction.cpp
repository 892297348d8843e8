// redaction: a log as services write it, with 50 secrets to mask, in the chunks that a pipe gives.
#include <random>

#include "base/redact.h"
#include "figures.h"
#include "sample.h"

namespace golive::bench {
namespace {

constexpr int times_taken = 5, secrets = 50;
constexpr std::size_t text_bytes = 32 << 20, chunk_bytes = 64 << 10;

std::string random_value(std::mt19937& random) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_/+=!$ ";
  std::string value;
  for (auto size = 12 + random() % 30; size > 0; --size)
    value += letters[random() % letters.size()];
  return value;
}

std::string log_text(std::mt19937& random, const std::vector<std::string>& values) {
  std::string text;
  while (text.size() < text_bytes) {
    text += "2027-01-15T09:12:33.123Z INFO [catalog] order " +
            std::to_string(random() % 1'000'000) + " was written to the journal of the day, took " +
            std::to_string(random() % 900) + " ms\n";
    if (random() % 1'000 == 0) text += "the password is " + values[random() % values.size()] + "\n";
  }
  return text;
}

}  // namespace

std::vector<Measured> measure_redaction() {
  std::mt19937 random(20270115);
  std::vector<std::string> values;
  Redactor redactor;
  for (int i = 0; i < secrets; ++i) must(redactor.add(values.emplace_back(random_value(random))));
  const auto text = log_text(random, values);
  std::vector<double> rates;
  std::size_t out = 0;
  for (int i = 0; i < times_taken; ++i) {
    const Stopwatch watch;
    RedactedStream stream(redactor);
    for (std::string_view rest = text; !rest.empty();
         rest.remove_prefix(std::min(chunk_bytes, rest.size())))
      out += stream.feed(rest.substr(0, chunk_bytes)).size();
    out += stream.finish().size();
    rates.push_back(static_cast<double>(text.size()) / watch.seconds() / 1e6);
  }
  if (out == times_taken * text.size()) throw std::runtime_error("nothing was masked");
  return {{median(rates), {}}};
}

}  // namespace golive::bench
