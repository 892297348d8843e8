#include "verify/judge.h"

#include <algorithm>
#include <array>
#include <optional>

#include "verify/digest.h"
#include "verify/signers.h"

namespace golive::verify {
namespace {

constexpr std::array<std::string_view, 7> kinds{"log",  "key",      "site", "event",
                                                "text", "evidence", "head"};
enum Place : std::size_t { in_log, in_key, in_site, in_events, in_texts, in_evidence, in_head };

constexpr std::size_t short_part_bytes = 4096;  // log, key and head are far shorter

std::string event_name(std::uint64_t seq) { return "event " + std::to_string(seq); }

std::string events_were(std::uint64_t from, std::uint64_t to) {
  return from == to ? event_name(from) + " was "
                    : "events " + std::to_string(from) + " to " + std::to_string(to) + " were ";
}

class Judge {
 public:
  Judge(ReadBytes read, const Asked& asked) : parts_(std::move(read)), asked_(asked) {}

  Judgement judged() {
    const auto first = parts_.line();
    if (!first || *first != first_line) {
      found_.wrong = "it is no audit export of golive's: its first line is another";
      return found_;
    }
    found_.verdict = Verdict::refuted;
    add_line(*first);
    while (found_.wrong.empty() && read_next()) {
    }
    if (gap_to_ != 0 && !reordered_)
      found_.wrong = events_were(found_.events + 1, gap_to_ - 1) + "removed";
    if (found_.wrong.empty()) found_.verdict = Verdict::holds;
    found_.signers = signers_.to_text();
    return found_;
  }

 private:
  bool wrong(std::string sentence) {
    // Once an event is missing, that is what is told, unless it turns up further down.
    if (found_.wrong.empty()) found_.wrong = std::move(sentence);
    return false;
  }
  bool cut() {
    return wrong("the file ends after " + event_name(found_.events) + ": its end was cut off");
  }
  // With its end, which stands behind it in the stream.
  void add_line(std::string_view line) { lines_.add({line.data(), line.size() + 1}); }

  bool read_next() {
    const auto line = parts_.line();
    if (!line) {
      const bool ended = parts_.take(1).empty();
      return ended ? cut() : wrong("a line that golive does not write follows " + here());
    }
    if (place_ == in_head) return check_signature(*line);
    const auto part = read_part_line(*line);
    const auto* kind = part ? std::find(kinds.begin(), kinds.end(), part->kind) : kinds.end();
    if (kind == kinds.end()) return wrong("a line that golive does not write follows " + here());
    const auto next = static_cast<std::size_t>(kind - kinds.begin());
    if (!may_follow(next)) return wrong("a part stands where none may, after " + here());
    place_ = next;
    // The line goes when its content is read.
    HashText kept_hash;
    std::copy(part->hash.begin(), part->hash.end(), kept_hash.begin());
    const auto hash = view(kept_hash);
    const auto size = part->size;
    add_line(*line);
    if (!(place_ == in_events ? read_event(hash, size) : read_part(hash, size))) return false;
    const auto end = parts_.take(1);
    if (end.empty()) return cut();
    return end == "\n" || wrong("what follows " + here() + " was changed");
  }

  [[nodiscard]] std::string here() const {
    if (found_.events == 0) return "the beginning";
    return place_ <= in_events ? event_name(found_.events) : "the events";
  }
  // One log, one key, then events, texts, evidence, and one head.
  [[nodiscard]] bool may_follow(std::size_t next) const {
    if (!place_) return next == in_log;
    if (*place_ == in_log || next <= in_key) return *place_ == in_log && next == in_key;
    return next >= *place_;
  }

  bool read_event(std::string_view hash, std::uint64_t size) {
    const auto seq = found_.events + 1;
    if (size > event_bytes) return wrong(event_name(seq) + " is larger than any");
    const auto bytes = parts_.take(static_cast<std::size_t>(size));
    if (bytes.size() != size) return gap_to_ == 0 && cut();
    digest_.add(bytes);
    const bool intact = view(digest_.hash()) == hash;
    const auto links = read_event_links(bytes);
    if (gap_to_ != 0) return look_for_missing(links);
    if (!intact) return wrong(event_name(seq) + " was changed");
    if (!links) return wrong(event_name(seq) + " has not the form of an event");
    if (links->seq > seq) {
      gap_to_ = links->seq;
      return true;
    }
    if (links->seq < seq) return wrong(event_name(links->seq) + " was added a second time");
    if (links->previous != found_.head)
      return wrong(seq == 1 ? "event 1 is the first of another log than " + found_.log
                            : event_name(seq) + " does not follow " + event_name(seq - 1) +
                                  ": it was taken from another log, or one of the two was "
                                  "rewritten");
    if (auto sentence = signers_.see_event(found_.log, *links); !sentence.empty())
      return wrong(std::move(sentence));
    found_.events = seq;
    found_.head = hash;
    for (const KeptHead& kept : asked_.kept)
      if (kept.seq == seq && kept.hash != hash)
        return wrong(event_name(seq) +
                     " is not the one whose head was kept: the log was rewritten since");
    return true;
  }

  bool look_for_missing(const std::optional<EventLinks>& links) {
    const auto seq = found_.events + 1;
    if (!links || links->seq != seq) return true;
    reordered_ = true;
    return wrong(event_name(seq) + " was reordered: " + event_name(gap_to_) +
                 " stands in its place");
  }

  bool read_part(std::string_view hash, std::uint64_t size) {
    std::string kept;
    for (std::uint64_t left = size; left > 0;) {
      const auto bytes =
          parts_.take(static_cast<std::size_t>(std::min<std::uint64_t>(left, chunk_bytes)));
      if (bytes.empty()) return cut();
      digest_.add(bytes);
      if (kept.size() < short_part_bytes) kept.append(bytes.substr(0, short_part_bytes));
      left -= bytes.size();
    }
    const bool intact = digest_.hex() == hash;
    if (!intact) return wrong(name_of_part(hash) + " was changed");
    if (place_ == in_log) return take_log(kept);
    if (place_ == in_key) return take_key(kept);
    if (place_ == in_site) return take_site_event(kept);
    if (place_ == in_head) return check_head(kept);
    (place_ == in_texts ? found_.texts : found_.evidence) += 1;
    return true;
  }

  [[nodiscard]] std::string name_of_part(std::string_view hash) const {
    if (place_ == in_log) return "the log's name";
    if (place_ == in_key) return "the public key";
    if (place_ == in_site) return "an event of the site log";
    if (place_ == in_head) return "the head";
    return (place_ == in_texts ? "the plan's text " : "the evidence ") + std::string(hash);
  }

  bool take_log(const std::string& name) {
    found_.log = name;
    const std::string_view opening = "golive log";
    digest_.add("10:" + std::string(opening) + "," + std::to_string(name.size()) + ":" + name +
                ",");
    found_.head = digest_.hex();
    return true;
  }

  bool take_key(const std::string& key) {
    key_ = key;
    signers_.use_file_key(key);
    found_.fingerprint = fingerprint(key);
    if (found_.fingerprint.empty()) return wrong("what stands for the public key is none");
    if (asked_.pinned.empty() || asked_.pinned == found_.fingerprint) return true;
    return wrong("it is signed by another key: its fingerprint is " + found_.fingerprint +
                 ", not " + asked_.pinned);
  }

  bool take_site_event(const std::string& bytes) {
    const auto links = read_event_links(bytes);
    auto sentence = links ? signers_.add_site_event(*links)
                          : std::string("an event of the site log has not the form of one");
    return sentence.empty() || wrong(std::move(sentence));
  }

  // "<events> <texts> <evidence> <hash>": what was there when it was signed.
  bool check_head(const std::string& head) {
    if (gap_to_ != 0) return false;
    std::array<std::string, 4> words;
    std::size_t at = 0;
    for (auto& word : words) {
      const auto end = std::min(head.find(' ', at), head.size());
      word = head.substr(std::min(at, head.size()), end - std::min(at, head.size()));
      at = end + 1;
    }
    const auto events = read_number(words[0]), texts = read_number(words[1]),
               evidence = read_number(words[2]);
    if (!events || !texts || !evidence || at != head.size() + 1) return wrong("the head is none");
    if (*events > found_.events)
      return wrong(events_were(found_.events + 1, *events) + "cut off the end");
    if (*events < found_.events)
      return wrong(events_were(*events + 1, found_.events) + "added at the end");
    if (words[3] != found_.head) return wrong("the head is of another log than these events");
    if (*texts != found_.texts) return wrong("a plan's text was removed or added");
    if (*evidence != found_.evidence) return wrong("evidence was removed or added");
    for (const KeptHead& kept : asked_.kept)
      if (kept.seq > found_.events)
        return wrong("the log ends before " + event_name(kept.seq) +
                     ", whose head was kept: its end was cut off, or it was rewritten since");
    return true;
  }

  bool check_signature(std::string_view line) {
    constexpr std::string_view word = "signature ";
    if (line.substr(0, word.size()) != word)
      return wrong("a line that golive does not write stands where the signature was");
    const std::string signature(line.substr(word.size()));
    if (!is_signed(key_, signed_message(lines_.hex()), signature))
      return wrong(
          "the signature is not this key's for what stands here: all fits together, and "
          "was put together or signed by somebody without the key");
    if (!parts_.take(1).empty()) return wrong("something was added after the signature");
    return false;
  }

  PartStream parts_;
  const Asked& asked_;
  Judgement found_;
  Signers signers_;
  Digest digest_, lines_;
  std::optional<std::size_t> place_;
  std::string key_;
  std::uint64_t gap_to_ = 0;  // what stands where found_.events + 1 should
  bool reordered_ = false;
};

}  // namespace

std::string signed_message(const std::string& lines_hash) {
  return std::string(first_line) + "\n" + lines_hash;
}

Judgement judge(ReadBytes read, const Asked& asked) {
  return Judge(std::move(read), asked).judged();
}

std::string to_text(const Judgement& judgement, const std::string& file, const Asked& asked) {
  const bool pinned = !asked.pinned.empty();
  if (judgement.verdict != Verdict::holds) return file + ": " + judgement.wrong + ".\n";
  std::string text = file + ": holds.\n";
  text += "log " + judgement.log + ": " + std::to_string(judgement.events) + " events, " +
          std::to_string(judgement.texts) + " plan texts, " + std::to_string(judgement.evidence) +
          " files of evidence\nhead " + judgement.head + "\nkey  " + judgement.fingerprint +
          (pinned ? " (the one that was asked for)" : "") + "\n" + judgement.signers;
  for (const KeptHead& kept : asked.kept)
    text += "kept  event " + std::to_string(kept.seq) + " is still the one whose head was kept\n";
  text +=
      "\nProven: whoever held the key signed exactly these events, in this order, with these "
      "texts and this evidence.\nNot proven: that they say what happened; that the log did not "
      "go on after; when it was signed.\n";
  if (asked.kept.empty())
    text +=
        "Not proven: that the log was not written anew by who has the key. Hold it against a head "
        "that a notice or a report has printed: --head NUMBER:HASH.\n";
  if (!pinned)
    text +=
        "Not proven: whose key it is. Compare its fingerprint with one that you were given "
        "another way: --key FINGERPRINT.\n";
  return text;
}

}  // namespace golive::verify
