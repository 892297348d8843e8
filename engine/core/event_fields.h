// The JSON of events: kind and fields, one row an event. Internal to the codecs; described for
// readers in docs/event_format.md.
#pragma once

#include "core/amendment_event_fields.h"
#include "core/event.h"
#include "core/gate_event_fields.h"
#include "core/json_fields.h"
#include "core/watch_event_fields.h"

namespace golive {

template <>
struct Fields<AttemptId> {
  static constexpr auto rows(auto&& read) {
    return read(need("item", &AttemptId::item), need("slot", &AttemptId::slot),
                need("attempt", &AttemptId::attempt));
  }
};

template <>
struct Fields<Drill> {
  static constexpr auto rows(auto&& read) {
    return read(may("failing", &Drill::failing), may("absent", &Drill::absent),
                may("late", &Drill::late), may("late_items", &Drill::late_items));
  }
};

template <>
struct Fields<event::RunCreated> {
  using E = event::RunCreated;
  static constexpr std::string_view kind = "run_created";
  static constexpr auto rows(auto&& read) {
    return read(need("run", &E::run), need("plan", &E::plan), need("timeline", &E::timeline),
                need("folder", &E::folder), need("environment", &E::environment),
                need("parameters", &E::parameters), need("mode", &E::mode), need("seed", &E::seed),
                may("drill", &E::drill));
  }
};

template <>
struct Fields<event::RunStarted> {
  static constexpr std::string_view kind = "run_started";
  static constexpr auto rows(auto&& read) { return read(); }
};

template <>
struct Fields<event::RunPaused> {
  using E = event::RunPaused;
  static constexpr std::string_view kind = "run_paused";
  static constexpr auto rows(auto&& read) { return read(need("reason", &E::reason)); }
};

template <>
struct Fields<event::RunResumed> {
  using E = event::RunResumed;
  static constexpr std::string_view kind = "run_resumed";
  static constexpr auto rows(auto&& read) { return read(need("reason", &E::reason)); }
};

template <>
struct Fields<event::ClockJumped> {
  using E = event::ClockJumped;
  static constexpr std::string_view kind = "clock_jumped";
  static constexpr auto rows(auto&& read) { return read(need("by", &E::by)); }
};

template <>
struct Fields<event::JMoved> {
  using E = event::JMoved;
  static constexpr std::string_view kind = "j_moved";
  static constexpr auto rows(auto&& read) {
    return read(need("before", &E::before), need("timeline", &E::timeline),
                need("reason", &E::reason));
  }
};

template <>
struct Fields<event::FreezeLifted> {
  using E = event::FreezeLifted;
  static constexpr std::string_view kind = "freeze_lifted";
  static constexpr auto rows(auto&& read) {
    return read(need("freeze", &E::freeze), need("reason", &E::reason));
  }
};

template <>
struct Fields<MeasuredUndo> {
  static constexpr auto rows(auto&& read) {
    return read(need("item", &MeasuredUndo::item), need("took", &MeasuredUndo::took));
  }
};

template <>
struct Fields<event::UndosMeasured> {
  using E = event::UndosMeasured;
  static constexpr std::string_view kind = "undos_measured";
  static constexpr auto rows(auto&& read) {
    return read(need("rehearsals", &E::rehearsals), need("undos", &E::undos));
  }
};

template <>
struct Fields<event::RunCompleted> {
  static constexpr std::string_view kind = "run_completed";
  static constexpr auto rows(auto&& read) { return read(); }
};

template <>
struct Fields<event::RunRolledBack> {
  static constexpr std::string_view kind = "run_rolled_back";
  static constexpr auto rows(auto&& read) { return read(); }
};

template <>
struct Fields<event::RunAborted> {
  using E = event::RunAborted;
  static constexpr std::string_view kind = "run_aborted";
  static constexpr auto rows(auto&& read) {
    return read(need("reason", &E::reason), need("rolled_back", &E::rolled_back));
  }
};

template <>
struct Fields<event::EngineTookOver> {
  using E = event::EngineTookOver;
  static constexpr std::string_view kind = "engine_took_over";
  static constexpr auto rows(auto&& read) { return read(need("epoch", &E::epoch)); }
};

template <>
struct Fields<event::ItemOpened> {
  using E = event::ItemOpened;
  static constexpr std::string_view kind = "item_opened";
  static constexpr auto rows(auto&& read) { return read(need("item", &E::item)); }
};

template <>
struct Fields<event::TaskStarted> {
  using E = event::TaskStarted;
  static constexpr std::string_view kind = "task_started";
  static constexpr auto rows(auto&& read) { return read(need("item", &E::item)); }
};

template <>
struct Fields<event::TaskEnded> {
  using E = event::TaskEnded;
  static constexpr std::string_view kind = "task_ended";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("result", &E::result), need("comment", &E::comment));
  }
};

template <>
struct Fields<event::ItemSkipped> {
  using E = event::ItemSkipped;
  static constexpr std::string_view kind = "item_skipped";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("reason", &E::reason),
                need("by_condition", &E::by_condition));
  }
};

template <>
struct Fields<event::ItemMarkedDone> {
  using E = event::ItemMarkedDone;
  static constexpr std::string_view kind = "item_marked_done";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("reason", &E::reason));
  }
};

template <>
struct Fields<event::StartMissed> {
  using E = event::StartMissed;
  static constexpr std::string_view kind = "start_missed";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("why", &E::why));
  }
};

template <>
struct Fields<event::ReturnPassed> {
  using E = event::ReturnPassed;
  static constexpr std::string_view kind = "return_passed";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("why", &E::why));
  }
};

template <>
struct Fields<event::ItemRetried> {
  using E = event::ItemRetried;
  static constexpr std::string_view kind = "item_retried";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("reason", &E::reason),
                may("speaks_for", &E::speaks_for));
  }
};

template <>
struct Fields<event::AttemptStarted> {
  using E = event::AttemptStarted;
  static constexpr std::string_view kind = "attempt_started";
  static constexpr auto rows(auto&& read) { return read(inlined(&E::id)); }
};

template <>
struct Fields<event::EffectRequested> {
  using E = event::EffectRequested;
  static constexpr std::string_view kind = "effect_requested";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), need("key", &E::key), need("effect", &E::kind),
                json_text("request", &E::request));
  }
};

template <>
struct Fields<event::EffectFinished> {
  using E = event::EffectFinished;
  static constexpr std::string_view kind = "effect_finished";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), need("key", &E::key), json_text("outcome", &E::outcome));
  }
};

template <>
struct Fields<event::OutcomeRefused> {
  using E = event::OutcomeRefused;
  static constexpr std::string_view kind = "outcome_refused";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), need("key", &E::key), json_text("outcome", &E::outcome),
                need("why", &E::why));
  }
};

template <>
struct Fields<event::AttemptSucceeded> {
  using E = event::AttemptSucceeded;
  static constexpr std::string_view kind = "attempt_succeeded";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), json_text("result", &E::result));
  }
};

template <>
struct Fields<event::AttemptFailed> {
  using E = event::AttemptFailed;
  static constexpr std::string_view kind = "attempt_failed";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), need("error", &E::error));
  }
};

template <>
struct Fields<event::RetryScheduled> {
  using E = event::RetryScheduled;
  static constexpr std::string_view kind = "retry_scheduled";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("not_before", &E::not_before));
  }
};

template <>
struct Fields<event::DoubtArose> {
  using E = event::DoubtArose;
  static constexpr std::string_view kind = "doubt_arose";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), need("key", &E::key), need("why", &E::why),
                need("expected", &E::expected), need("asked", &E::asked));
  }
};

template <>
struct Fields<event::DoubtAnswered> {
  using E = event::DoubtAnswered;
  static constexpr std::string_view kind = "doubt_answered";
  static constexpr auto rows(auto&& read) {
    return read(inlined(&E::id), need("key", &E::key), need("answer", &E::answer),
                json_text("outcome", &E::outcome), need("reason", &E::reason));
  }
};

template <>
struct Fields<event::ContingencyOffered> {
  using E = event::ContingencyOffered;
  static constexpr std::string_view kind = "contingency_offered";
  static constexpr auto rows(auto&& read) {
    return read(need("contingency", &E::contingency), need("why", &E::why));
  }
};

template <>
struct Fields<event::ContingencyActivated> {
  using E = event::ContingencyActivated;
  static constexpr std::string_view kind = "contingency_activated";
  static constexpr auto rows(auto&& read) {
    return read(need("contingency", &E::contingency), need("role", &E::role),
                need("reason", &E::reason));
  }
};

template <>
struct Fields<event::ContingencyDeclined> {
  using E = event::ContingencyDeclined;
  static constexpr std::string_view kind = "contingency_declined";
  static constexpr auto rows(auto&& read) {
    return read(need("contingency", &E::contingency), need("role", &E::role),
                need("reason", &E::reason));
  }
};

template <>
struct Fields<event::ContingencyOverdue> {
  using E = event::ContingencyOverdue;
  static constexpr std::string_view kind = "contingency_overdue";
  static constexpr auto rows(auto&& read) { return read(need("contingency", &E::contingency)); }
};

template <>
struct Fields<event::ContingencyEnded> {
  using E = event::ContingencyEnded;
  static constexpr std::string_view kind = "contingency_ended";
  static constexpr auto rows(auto&& read) { return read(need("contingency", &E::contingency)); }
};

template <>
struct Fields<event::RollbackStarted> {
  using E = event::RollbackStarted;
  static constexpr std::string_view kind = "rollback_started";
  static constexpr auto rows(auto&& read) {
    return read(need("to", &E::to), need("items", &E::items), need("reason", &E::reason));
  }
};

template <>
struct Fields<event::UndoPassedOver> {
  using E = event::UndoPassedOver;
  static constexpr std::string_view kind = "undo_passed_over";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("possible", &E::possible), need("why", &E::why));
  }
};

template <>
struct Fields<event::RollbackEnded> {
  static constexpr std::string_view kind = "rollback_ended";
  static constexpr auto rows(auto&& read) { return read(); }
};

template <>
struct Fields<event::CommandRefused> {
  using E = event::CommandRefused;
  static constexpr std::string_view kind = "command_refused";
  static constexpr auto rows(auto&& read) {
    return read(need("command", &E::command), need("item", &E::item), need("reason", &E::reason));
  }
};

template <>
struct Fields<event::ItemLate> {
  using E = event::ItemLate;
  static constexpr std::string_view kind = "item_late";
  static constexpr auto rows(auto&& read) {
    return read(need("item", &E::item), need("why", &E::why));
  }
};

template <>
struct Fields<event::DayNoted> {
  static constexpr std::string_view kind = "day_noted";
  static constexpr auto rows(auto&& read) {
    return read(need("channel", &event::DayNoted::channel));
  }
};

template <>
struct Fields<event::HeadSigned> {
  using E = event::HeadSigned;
  static constexpr std::string_view kind = "head_signed";
  static constexpr auto rows(auto&& read) {
    return read(need("occasion", &E::occasion), need("of", &E::of), need("head", &E::head),
                need("key", &E::key), need("signature", &E::signature));
  }
};

}  // namespace golive
