#include "keeper/keeper.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "uv/local_socket.h"

namespace golive {
namespace {

constexpr int backlog = 8;  // engines take turns

// Bytes that are no text never end the keeper.
std::string text_of(const nlohmann::json& outcome) {
  return outcome.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

uv_stream_t* stream_of(const LoopHandle<uv_pipe_t>& pipe) {
  return reinterpret_cast<uv_stream_t*>(pipe.get());
}

}  // namespace

Keeper::Keeper(uv_loop_t& loop, FileHandle socket)
    : loop_(loop), children_(loop), listener_(open_handle(uv_pipe_init, loop, this, 0)) {
  uv_pipe_open(listener_.get(), socket.release());
  uv_listen(stream_of(listener_), backlog, [](uv_stream_t* stream, int status) {
    if (status == 0) owner_of<Keeper>(stream).accept();
  });
}

bool Keeper::busy() const {
  return engine_ || std::any_of(held_.begin(), held_.end(),
                                [](const auto& each) { return each.second.process != nullptr; });
}

void Keeper::accept() {
  if (engine_) return;
  LoopHandle<uv_pipe_t> pipe;
  uv_os_fd_t socket = -1;
  do {
    pipe = open_handle(uv_pipe_init, loop_, this, 0);
    if (uv_accept(stream_of(listener_), stream_of(pipe)) != 0) return;  // nobody waits
    uv_fileno(reinterpret_cast<uv_handle_t*>(pipe.get()), &socket);
  } while (is_from_door(socket));  // it has no business here
  left_ = false;
  engine_ = std::make_unique<FrameStream>(
      std::move(pipe), limits::keeper_message_bytes,
      [this](std::string_view message) { hear(message); }, [this] { engine_is_gone(); });
}

void Keeper::hear(std::string_view message) {
  const auto order = read_order(message);
  if (!order) return engine_is_gone();
  std::visit([this](const auto& each) { act(each); }, *order);
}

void Keeper::engine_is_gone() {
  engine_.reset();
  std::vector<std::string> alone;
  for (const auto& [id, held] : held_)
    if (!held.kept) alone.push_back(id);
  for (const auto& id : alone) {
    act(order::End{id});
    act(order::Forget{id});
  }
  accept();
}

void Keeper::act(const order::Hello& hello) {
  if (since_ == 0) since_ = hello.since;
  if (hello.epoch <= epoch_) since_ = std::max(since_, hello.epoch + 1);
  epoch_ = hello.epoch;
  report::Holds holds{protocol_version, since_, {}};
  for (const auto& [id, held] : held_)
    if (!held.forgotten) holds.ids.push_back(id);
  tell(holds);
  for (const auto& [id, held] : held_)
    if (held.outcome) tell(report::Ended{id, *held.outcome});
}

void Keeper::act(const order::Gap& gap) { since_ = std::max(since_, gap.since); }

void Keeper::act(const order::Start& start) {
  const std::string& id = start.process.id;
  const auto [place, is_new] = held_.try_emplace(id);
  Held& held = place->second;
  if (!is_new) {  // never twice
    if (held.outcome) tell(report::Ended{id, *held.outcome});
    return;
  }
  held.kept = start.kept;
  held.redactor = redactor_of(start.hidden);
  auto started =
      Process::start(loop_, children_, start.process, *held.redactor,
                     [this, id](const nlohmann::json& outcome) { ended(id, text_of(outcome)); });
  if (started)
    held.process = std::move(*started);
  else
    ended(id, text_of({{"error", held.redactor->redact(started.error().what)}}));
}

void Keeper::act(const order::End& end) {
  const auto found = held_.find(end.id);
  if (found != held_.end() && found->second.process) found->second.process->end();
}

void Keeper::act(const order::Forget& forget) {
  const auto found = held_.find(forget.id);
  if (found == held_.end()) return;
  if (found->second.process)
    found->second.forgotten = true;  // it is still ending
  else
    held_.erase(found);
}

void Keeper::act(const order::Leave&) { left_ = true; }

void Keeper::ended(const std::string& id, std::string outcome) {
  Held& held = held_.at(id);
  const auto process = std::move(held.process);  // it ends with this call
  const bool forgotten = held.forgotten, kept = held.kept;
  if (kept && !forgotten) held.outcome = outcome;
  if (!kept || forgotten) held_.erase(id);
  if (!forgotten) tell(report::Ended{id, std::move(outcome)});
}

void Keeper::tell(const Report& report) {
  if (engine_) engine_->send(to_message(report));
}

std::shared_ptr<const Redactor> Keeper::redactor_of(const std::vector<std::string>& hidden) {
  if (last_redactor_ && hidden == last_hidden_) return last_redactor_;
  auto redactor = std::make_shared<Redactor>();
  // The engine has refused those that cannot be redacted.
  for (const auto& value : hidden) static_cast<void>(redactor->add(value));
  last_hidden_ = hidden;
  last_redactor_ = redactor;
  return redactor;
}

}  // namespace golive
