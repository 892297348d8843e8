#include <array>

#include "base/limits.h"
#include "core/codec.h"
#include "core/condition_fields.h"
#include "core/json_reader.h"

namespace golive {

template <>
struct Fields<command::Decide> {
  using C = command::Decide;
  static constexpr std::string_view kind = "decide";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &C::gate), need("verdict", &C::verdict), may("role", &C::role),
                need("reason", &C::reason), may("conditions", &C::conditions),
                may("seen", &C::seen));
  }
};
template <>
struct Fields<command::BreakGlass> {
  using C = command::BreakGlass;
  static constexpr std::string_view kind = "break-glass";
  static constexpr auto rows(auto&& read) {
    return read(need("gate", &C::gate), may("role", &C::role), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::CloseReservation> {
  using C = command::CloseReservation;
  static constexpr std::string_view kind = "close-reservation";
  static constexpr auto rows(auto&& read) {
    return read(need("reservation", &C::reservation), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::AddEvidence> {
  using C = command::AddEvidence;
  static constexpr std::string_view kind = "add-evidence";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &C::item), may("title", &C::title), need("file", &C::file),
                need("upload", &C::upload));
  }
};
template <>
struct Fields<command::Bind> {
  using C = command::Bind;
  static constexpr std::string_view kind = "bind";
  static constexpr auto rows(auto&& read) {
    return read(need("role", &C::role), need("people", &C::people), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::Delegate> {
  using C = command::Delegate;
  static constexpr std::string_view kind = "delegate";
  static constexpr auto rows(auto&& read) {
    return read(need("role", &C::role), need("to", &C::to), need("from", &C::from),
                need("until", &C::until), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::DecideAmendment> {
  using C = command::DecideAmendment;
  static constexpr std::string_view kind = "decide-amendment";
  static constexpr auto rows(auto&& read) {
    return read(need("amendment", &C::amendment), need("verdict", &C::verdict),
                may("role", &C::role), need("reason", &C::reason), may("seen", &C::seen));
  }
};
template <>
struct Fields<command::WithdrawAmendment> {
  using C = command::WithdrawAmendment;
  static constexpr std::string_view kind = "withdraw-amendment";
  static constexpr auto rows(auto&& read) {
    return read(need("amendment", &C::amendment), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::StartTask> {
  static constexpr std::string_view kind = "start-task";
  static constexpr auto rows(auto&& read) { return read(need("item", &command::StartTask::item)); }
};
template <>
struct Fields<command::EndTask> {
  using C = command::EndTask;
  static constexpr std::string_view kind = "end-task";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &C::item), need("result", &C::result), may("comment", &C::comment));
  }
};
template <>
struct Fields<command::RetryItem> {
  using C = command::RetryItem;
  static constexpr std::string_view kind = "retry";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &C::item), may("reason", &C::reason), may("only", &C::only));
  }
};
template <>
struct Fields<command::SkipItem> {
  using C = command::SkipItem;
  static constexpr std::string_view kind = "skip";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &C::item), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::MarkDone> {
  using C = command::MarkDone;
  static constexpr std::string_view kind = "mark-done";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &C::item), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::Pause> {
  static constexpr std::string_view kind = "pause";
  static constexpr auto rows(auto&& read) { return read(may("reason", &command::Pause::reason)); }
};
template <>
struct Fields<command::Resume> {
  static constexpr std::string_view kind = "resume";
  static constexpr auto rows(auto&& read) { return read(may("reason", &command::Resume::reason)); }
};
template <>
struct Fields<command::Abort> {
  using C = command::Abort;
  static constexpr std::string_view kind = "abort";
  static constexpr auto rows(auto&& read) {
    return read(need("reason", &C::reason), need("rollback", &C::rollback));
  }
};
template <>
struct Fields<command::MoveJ> {
  using C = command::MoveJ;
  static constexpr std::string_view kind = "move";
  static constexpr auto rows(auto&& read) {
    return read(need("j", &C::j), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::LiftFreeze> {
  using C = command::LiftFreeze;
  static constexpr std::string_view kind = "lift";
  static constexpr auto rows(auto&& read) {
    return read(need("freeze", &C::freeze), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::Activate> {
  using C = command::Activate;
  static constexpr std::string_view kind = "activate";
  static constexpr auto rows(auto&& read) {
    return read(need("contingency", &C::contingency), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::Decline> {
  using C = command::Decline;
  static constexpr std::string_view kind = "decline";
  static constexpr auto rows(auto&& read) {
    return read(need("contingency", &C::contingency), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::AnswerDoubt> {
  using C = command::AnswerDoubt;
  static constexpr std::string_view kind = "answer-doubt";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &C::item), need("answer", &C::answer),
                may_json_text("outcome", &C::outcome), need("reason", &C::reason));
  }
};
template <>
struct Fields<command::AnswerQuestion> {
  using C = command::AnswerQuestion;
  static constexpr std::string_view kind = "answer";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &C::item), need("answer", &C::answer), may("reason", &C::reason),
                may("key", &C::key));
  }
};
// Named in messages, never read from outside.
template <>
struct Fields<command::Amend> {
  static constexpr std::string_view kind = "amend";
};
template <>
struct Fields<command::Tick> {
  static constexpr std::string_view kind = "tick";
};
template <>
struct Fields<command::TakeOver> {
  static constexpr std::string_view kind = "take-over";
};
template <>
struct Fields<command::RequestEffect> {
  static constexpr std::string_view kind = "request-effect";
};
template <>
struct Fields<command::FinishEffect> {
  static constexpr std::string_view kind = "finish-effect";
};
template <>
struct Fields<command::LoseEffect> {
  static constexpr std::string_view kind = "lose-effect";
};
template <>
struct Fields<command::FinishBody> {
  static constexpr std::string_view kind = "finish-body";
};
template <>
struct Fields<command::BodyDiverged> {
  static constexpr std::string_view kind = "body-diverged";
};
template <>
struct Fields<command::JudgeWatch> {
  static constexpr std::string_view kind = "judge-watch";
};

namespace {

// The alternatives with a table are those of people.
template <std::size_t I = 0>
std::vector<std::string_view> command_names() {
  if constexpr (I < std::variant_size_v<CommandBody>) {
    auto names = command_names<I + 1>();
    using Kind = std::variant_alternative_t<I, CommandBody>;
    if constexpr (HasKind<Kind>) names.insert(names.begin(), Fields<Kind>::kind);
    return names;
  } else {
    return {};
  }
}

Result<void> check_text(std::string_view name, const std::string& text, bool required,
                        bool is_json) {
  const std::string place(name);
  const auto limit = is_json ? limits::outcome_bytes : limits::reason_bytes;
  if (text.size() > limit)
    return fail(ErrorKind::too_large, "is longer than " + std::to_string(limit) + " bytes", place,
                "shorten it");
  if (!is_utf8(text)) return fail(ErrorKind::invalid, "must be UTF-8", place);
  if (!is_json && has_control(text))
    return fail(ErrorKind::invalid, "must hold no control characters", place,
                "write plain text; lines and tabs are fine");
  const bool blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (blank && required)
    return fail(ErrorKind::invalid, "must not be empty", place,
                name == "reason" ? "say why: it stands in the log and in the reports" : "");
  return {};
}

Result<void> check_texts(const CommandBody& command) {
  Result<void> fine;
  const auto check = [&](const auto& value, const auto& field) {
    using M = std::decay_t<decltype(value.*field.member)>;
    if constexpr (std::is_same_v<M, std::string>)
      if (fine)
        fine = check_text(field.name, value.*field.member, field.presence == Presence::required,
                          field.is_json);
    if constexpr (std::is_same_v<M, std::vector<std::string>>)
      for (const auto& text : value.*field.member)
        if (fine) fine = check_text(field.name, text, true, false);
    if constexpr (std::is_same_v<M, std::vector<Condition>>)
      for (const Condition& condition : value.*field.member) {
        if (fine) fine = check_text(field.name, condition.text, true, false);
        if (fine) fine = check_text(field.name, condition.owner, false, false);
        if (fine) fine = check_text(field.name, condition.due, false, false);
      }
  };
  std::visit(
      [&](const auto& value) {
        using Kind = std::decay_t<decltype(value)>;
        if constexpr (HasKind<Kind>)
          Fields<Kind>::rows([&](const auto&... field) { (check(value, field), ...); });
      },
      command);
  return fine;
}

Error unknown_command(std::string_view name) {
  const auto names = command_names();
  const auto meant = closest(name, names);
  return {ErrorKind::not_found,
          "\"" + std::string(cut_utf8(name, 60)) + "\" is no command",
          {},
          meant.empty() ? "the commands are " + listed(names)
                        : "did you mean \"" + std::string(meant) + "\"?"};
}

}  // namespace

Result<CommandBody> command_from_json(std::string_view name, const nlohmann::json& fields) {
  auto command = read_kind<CommandBody>(name, fields, JsonTexts::values, unknown_command(name));
  if (!command) return command;
  if (auto fine = check_texts(*command); !fine) return tl::unexpected<Error>(fine.error());
  return command;
}

Result<void> check_reason(const std::string& reason) {
  return check_text("reason", reason, true, false);
}

std::string_view name_of(const CommandBody& command) { return kind_text(command); }

}  // namespace golive
