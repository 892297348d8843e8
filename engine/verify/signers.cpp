#include "verify/signers.h"

#include <algorithm>
#include <optional>

#include "verify/digest.h"

namespace golive::verify {
namespace {

// Canonical JSON of a known form, read from its beginning to its end.
class BodyReader {
 public:
  explicit BodyReader(std::string_view body) : rest_(body) {}
  BodyReader& skip(std::string_view text) {
    fits_ = fits_ && rest_.substr(0, text.size()) == text;
    if (fits_) rest_.remove_prefix(text.size());
    return *this;
  }
  BodyReader& until(char end, std::string_view& value) {
    const auto at = rest_.find(end);
    fits_ = fits_ && at != std::string_view::npos;
    if (fits_) value = rest_.substr(0, at);
    if (fits_) rest_.remove_prefix(at);
    return *this;
  }
  [[nodiscard]] bool is_read() const { return fits_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

struct SignedHead {
  std::string_view head, key, occasion, of, signature;
};

std::optional<SignedHead> read_head(std::string_view body) {
  SignedHead read;
  BodyReader reader(body);
  reader.skip("{\"head\":\"").until('"', read.head).skip("\",\"key\":\"").until('"', read.key);
  reader.skip("\",\"occasion\":\"").until('"', read.occasion).skip("\",\"of\":");
  reader.until(',', read.of).skip(",\"signature\":\"").until('"', read.signature).skip("\"}");
  return reader.is_read() ? std::optional(read) : std::nullopt;
}

struct KeyUsed {
  std::string_view former, key, vouched_for;
};

std::optional<KeyUsed> read_key_used(std::string_view body) {
  KeyUsed read;
  BodyReader reader(body);
  reader.skip("{\"former\":\"").until('"', read.former).skip("\",\"key\":\"");
  reader.until('"', read.key).skip("\",\"vouched_for\":\"").until('"', read.vouched_for);
  reader.skip("\"}");
  return reader.is_read() && is_hex(read.key, 64) ? std::optional(read) : std::nullopt;
}

std::string sized_texts(std::initializer_list<std::string_view> texts) {
  std::string bytes;
  for (const auto text : texts)
    bytes.append(std::to_string(text.size())).append(":").append(text).append(",");
  return bytes;
}

bool asks_for_head(std::string_view kind) {
  return kind == "gate_approved" || kind == "gate_refused" || kind == "gate_waived" ||
         kind == "run_completed" || kind == "run_rolled_back" || kind == "run_aborted";
}

std::string numbered(std::uint64_t seq) { return "event " + std::to_string(seq); }

}  // namespace

bool Signers::knows(std::string_view key) const {
  return key == file_key_ || std::any_of(site_keys_.begin(), site_keys_.end(),
                                         [&](const Known& known) { return known.key == key; });
}

std::string Signers::add_site_event(const EventLinks& event) {
  const auto used = event.kind == "audit_key_used" ? read_key_used(event.body) : std::nullopt;
  const auto name = "the site log's " + numbered(event.seq);
  if (!used) return name + " does not introduce a key";
  const auto before = site_keys_.empty() ? std::string() : site_keys_.back().key;
  if (used->former != before)
    return name + " does not follow the key before it: one was removed, added or reordered";
  const bool vouches = !used->vouched_for.empty();
  if (vouches && !is_signed(before, sized_texts({"golive key", used->key}), used->vouched_for))
    return name + " says that the former key vouches for the new one, and it does not";
  site_keys_.push_back({std::string(used->key), vouches});
  return {};
}

std::string Signers::see_event(const std::string& log, const EventLinks& event) {
  // The site log introduces keys itself; no other may.
  if (log == "site" && event.kind == "audit_key_used") return add_site_event(event);
  const bool is_head = event.kind == "head_signed";
  // A head vouches for all that stands before it.
  if (is_head)
    asking_ = 0;
  else if (asking_ == 0 && asks_for_head(event.kind))
    asking_ = event.seq;
  return is_head ? see_head(log, event) : std::string();
}

std::string Signers::see_head(const std::string& log, const EventLinks& event) {
  const auto read = read_head(event.body);
  const auto name = "the head in " + numbered(event.seq);
  if (!read) return name + " has not the form of one";
  const auto of = read_number(read->of);
  if (!of || *of + 1 != event.seq || read->head != event.previous)
    return name + " is not of the event before it: it was taken from another log, or rewritten";
  if (!knows(read->key))
    return name + " is signed by another key: its fingerprint is " + fingerprint(read->key) +
           ", which neither the file nor the site log knows";
  const auto message = sized_texts({"golive head", log, read->of, read->head, event.at});
  if (!is_signed(read->key, message, read->signature))
    return name + " is not signed by the key that it names";
  ++heads_;
  last_head_ = event.seq;
  ++by_key_[std::string(read->key)];
  return {};
}

bool Signers::all_by(const std::string& wanted) const {
  return std::all_of(by_key_.begin(), by_key_.end(), [&](const auto& key_and_count) {
    return fingerprint(key_and_count.first) == wanted;
  });
}

std::string Signers::to_text() const {
  std::string text;
  if (heads_ != 0)
    text = "heads " + std::to_string(heads_) + " signed in the log, the last by event " +
           std::to_string(last_head_) + "\n";
  else if (asking_ != 0)
    text = "heads none signed in the log\n";
  for (const auto& [key, count] : by_key_)
    if (key != file_key_)
      text += "      " + std::to_string(count) + " by key " + fingerprint(key) + "\n";
  if (asking_ != 0)
    text += "      none for event " + std::to_string(asking_) +
            ", which asks for one: the engine had no key then\n";
  for (const auto& [key, vouched_for] : site_keys_)
    text += "site  key " + fingerprint(key) +
            (key == site_keys_.front().key ? ": the first"
             : vouched_for                 ? ": the one before vouches for it"
                                           : ": the one before does not vouch for it") +
            "\n";
  return text;
}

}  // namespace golive::verify
