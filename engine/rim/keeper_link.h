// KeeperLink: the engine's side of its keeper (keeper/protocol.h). Takes up the one that an earlier
// engine has left, or starts one at the first process. If the keeper dies, each process that it
// held ends with the outcome {"lost": why}, and the next process gets a new keeper. On the loop's
// thread.
#pragma once

#include <filesystem>
#include <map>
#include <optional>

#include "keeper/protocol.h"
#include "port/world.h"
#include "uv/errand.h"
#include "uv/file_handle.h"
#include "uv/frame_stream.h"

namespace golive {

class KeeperLink {
 public:
  struct Place {
    std::filesystem::path folder;   // the data directory
    std::filesystem::path program;  // golive-keeper
  };
  // `epoch`: the engine's.
  KeeperLink(uv_loop_t& loop, Place place, std::uint64_t epoch);
  // Tells the keeper that this engine goes in order.
  ~KeeperLink();
  KeeperLink(const KeeperLink&) = delete;
  KeeperLink& operator=(const KeeperLink&) = delete;

  // Before anything else: is there a keeper, and what does it hold. Turns the loop. Error: there is
  // one, and it does not answer.
  Result<void> find();
  // Of a process that an earlier engine was to start. What is under way must be attached to.
  Fate fate(const std::string& id);
  // Begun for an earlier engine, and not attached to yet.
  [[nodiscard]] bool holds(const std::string& id) const { return earlier_.contains(id); }
  // What is held and nobody has asked for.
  [[nodiscard]] std::vector<std::string> unclaimed() const;

  // What is kept goes on without this engine; its outcome must be forgotten at last. `hidden` is
  // redacted from its output.
  StartedErrand start(const ProcessRequest& request, bool kept,
                      const std::vector<std::string>& hidden, ErrandDone done);
  // Takes up what is held, or was until the keeper died: then it is lost.
  std::unique_ptr<Errand> attach(const std::string& id, ErrandDone done);
  void forget(const std::string& id);
  // What tells this data directory's processes from those of others: a variable that they get.
  [[nodiscard]] std::pair<std::string, std::string> mark() const;
  // For a process that nobody takes up: unlike any other of this data directory.
  std::string unique_id(const char* kind);

 private:
  class Kept;

  [[nodiscard]] std::filesystem::path socket() const;
  [[nodiscard]] std::string way_out() const;
  [[nodiscard]] tl::unexpected<Error> no_answer() const;
  Result<void> launch();
  void speak(FileHandle socket, std::uint64_t since);
  void send(const Order& order);
  void hear(std::string_view message);
  void on_end();

  uv_loop_t& loop_;
  Place place_;
  std::uint64_t epoch_;
  std::unique_ptr<FrameStream> keeper_;
  std::uint64_t version_ = protocol_version;  // the keeper's
  std::optional<std::uint64_t> since_;        // as the keeper says, once it has answered
  struct Earlier {
    bool claimed = false;
    std::optional<std::string> outcome = {};  // JSON, once it is there
  };
  std::map<std::string, Earlier> earlier_;  // an earlier engine's, not attached to yet
  std::map<std::string, Kept*> waiting_;
  bool has_gap_ = false;  // something was begun before this keeper that it cannot know of
  std::uint64_t last_ = 0;
};

}  // namespace golive
