// Every limit of the product, by name, with its reason. A text or a queue without a limit here is a
// bug.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/instant.h"

namespace golive::limits {

using namespace std::chrono_literals;

// Runbooks
constexpr std::size_t runbook_file_bytes = 1 << 20;  // a plan is text that people read
constexpr std::size_t runbook_files = 200;           // library modules included
constexpr std::size_t items_per_plan = 5'000;        // ten times the largest plan seen
constexpr std::size_t amendments_per_run = 50;       // each is a whole plan in the log
constexpr int item_depth = 32;                       // items in items; readers of plans recurse
constexpr std::size_t id_length = 64;                // ids stand in paths, URLs and table cells
constexpr int moment_days = 360;              // from J: a zone's rules cover a year around it
constexpr int moment_working_days = 240;      // no more than those 360 days
constexpr std::size_t holiday_dates = 1'000;  // of one plan's files: some thirty years
constexpr std::size_t holiday_file_bytes = 64 << 10;         // as many lines with a comment each
constexpr Duration duration_max = std::chrono::days(3'650);  // sums with instants stay in range
constexpr std::size_t lua_memory_bytes = 64u << 20;          // a plan of 500 lines takes 0.1 MB
constexpr std::size_t lua_block_bytes = 64u << 10;           // what a state takes at once
constexpr std::uint64_t lua_instructions =
    100'000'000;                              // about 1 s between two contacts with the world
constexpr std::uint64_t lua_slice = 100'000;  // then others have their turn: about 1 ms
constexpr Duration bodies_in_a_turn = std::chrono::milliseconds(20);  // more go on in the next
constexpr int parallel_depth = 16;  // of ctx:parallel within another
constexpr std::uint64_t lua_instructions_in_all =
    1'000'000'000;  // of one attempt, about 10 s: what a restart may take to go through it again
constexpr std::uint64_t lua_pattern_steps = 20'000'000;  // about 0.2 s for one string.find
constexpr int body_effects = 20'000;  // of one attempt; a body that loops over effects ends
constexpr std::size_t findings_per_code = 100;      // more of one kind are one thing to mend
constexpr Duration contingency_estimate_max = 24h;  // of a step: an emergency is over by then

// Plans in Markdown that become a runbook
constexpr std::size_t plan_document_bytes = 1 << 20;  // ten times the longest one seen
constexpr std::size_t plan_document_depth = 64;       // lists and quotes in each other
constexpr std::size_t imported_title_bytes = 160;     // the rest goes into the description
constexpr std::size_t imported_text_bytes = 8'000;    // one description: a block of commands
constexpr std::size_t imported_roles = 50;            // a table with more names people

// Bodies and effects
constexpr Duration attempt_timeout = 1h;         // default; twice the estimate if that is more
constexpr Duration http_timeout = 30s;           // default of one request
constexpr Duration poll_every = 2s;              // default
constexpr Duration poll_within = 5min;           // default
constexpr int retry_times = 100;                 // more is a poll
constexpr std::size_t outcome_bytes = 64 << 10;  // of output handed to a body and kept in the log
constexpr std::size_t output_file_bytes = 16 << 20;          // of one process's output kept on disk
constexpr std::size_t http_body_bytes = 1 << 20;             // of an answer read
constexpr Duration missed_start = std::chrono::minutes(15);  // so much later is just late
constexpr Duration no_return_warning = 30min;                // ahead of it: to gather who decides
constexpr int move_days = 300;  // of J from where it first was: the zone is known for a year
constexpr long http_connections = 256;            // kept open for further requests
constexpr std::size_t request_bytes = 256 << 10;  // of one effect's request in the log
constexpr std::size_t secret_min_bytes = 8;       // shorter ones cannot be redacted safely
constexpr std::size_t captured_bytes = 8 << 10;   // of one value: the largest tokens seen
constexpr std::size_t captured_values = 1'000;    // of one run: all go to each process's keeper
constexpr std::size_t keeper_message_bytes = 16 << 20;  // secrets of a run and standard input
constexpr Duration keeper_idle = 60s;  // that it waits for an engine that was killed to come back

// Watches
constexpr int watch_consecutive = 2;      // default: one look alone may have been unlucky
constexpr int watch_gap_looks = 3;        // missed ones, after which nobody knows what was
constexpr std::size_t watch_changes = 6;  // of verdict, told as they come ...
constexpr Duration watch_changes_within =
    1h;                                       // ... so often in this; more tell one thing: it flaps
constexpr Duration watch_calm = 10min;        // of one verdict, until what flapped is told anew
constexpr std::size_t watch_why_bytes = 500;  // a line of a page
constexpr std::size_t watched_name_bytes = 80;  // an address where it is one of several
constexpr std::size_t choices_bytes = 2'000;    // of open questions, in one refusal
constexpr std::size_t watch_components = 50;    // of one service; more are another's business
constexpr std::size_t component_name_bytes = 64;
constexpr Duration watch_spread_max = 30s;     // until its first look: people wait to see it
constexpr double poll_spread = 0.1;            // of `every`, by which a pause is longer at most
constexpr std::uint64_t samples_a_seal = 256;  // a machine that dies loses so many at most
constexpr std::size_t samples_piece_bytes = 65'536;  // read at once
constexpr std::size_t samples_head_bytes = 100;      // of a file's first line
constexpr std::size_t strip_slots = 168;             // of its picture: the hours of seven days
constexpr std::size_t interruptions_told = 1'000;    // of one watch; the others are counted

// Documents
constexpr Duration gate_alarm_before = 30min;  // to gather who decides; said so in the alarm's text
constexpr Duration gate_day_alarm = 9h;        // of a gate without a time: when people are at work
constexpr std::size_t template_bytes = 1 << 20;     // with all that it includes: a page of HTML
constexpr std::size_t template_files = 200;         // in one folder
constexpr std::size_t template_includes = 16;       // in each other
constexpr std::size_t template_depth = 32;          // sections in each other; they recurse
constexpr std::size_t template_turns = 20'000'000;  // tags gone through: some ten seconds
constexpr std::size_t document_bytes = 256u << 20;  // made: ten times a log of 100,000 events
constexpr Duration typesetting = std::chrono::seconds(120);  // of a PDF: a hundred pages take ten

// People and doors
constexpr std::size_t reason_bytes = 4'000;   // a reason, a comment
constexpr std::size_t name_bytes = 100;       // an actor's name
constexpr std::size_t conditions = 20;        // of one decision: more is a no-go
constexpr std::size_t bound_people = 50;      // of one role in one run
constexpr std::size_t delegations = 500;      // of one run: each decision looks through them
constexpr int delegation_days = 366;          // longer is another role
constexpr Duration break_glass_wait = 30min;  // for the second person: both act on one situation
constexpr std::size_t escalation_rungs = 10;  // of one gate; each is a call that somebody gets
constexpr std::size_t command_bytes =
    512 << 10;  // one message on the engine's socket or of a REST body
constexpr std::size_t inbox_commands = 10'000;  // more is refused as unavailable
constexpr std::size_t follow_ups_in_a_row = 8;  // then others have their turn: a body may say much
constexpr std::size_t turn_commands = 512;  // an outcome and what follows are two: a turn of 10 ms
constexpr std::size_t events_page = 1'000;  // of one read of a log
constexpr Duration token_lifetime = std::chrono::hours(24 * 90);
constexpr Duration session_lifetime = 12h;     // a long day J; absolute: a forgotten browser ends
constexpr std::size_t sessions = 20;           // of one person, at once; the oldest make room
constexpr int link_days = 30;                  // at most: who only reads can be given a new one
constexpr std::size_t board_long_phase = 60;   // items shown at first; the others on request
constexpr std::size_t board_output = 4 << 10;  // of a process's output, from its end
constexpr std::size_t board_history = 100;     // lines of a page
constexpr std::size_t json_depth = 32;         // of a message from outside: writers of JSON recurse
constexpr std::size_t socket_connections =
    200;  // on the engine's socket; each holds at most two messages
constexpr std::size_t target_bytes = 1'024;  // of a request's path: ids are short
constexpr std::size_t response_bytes =
    900 << 10;  // a reader that stops reading blocks the door beyond 2 MB
constexpr std::size_t door_threads =
    8;  // requests worked on at once; most wait for the engine's fsync
constexpr std::size_t door_queue = 256;  // requests that wait for a thread; more is refused
constexpr Duration door_wait = 5s;  // of a read for a sequence number; under the door's own 408
constexpr Duration engine_answer = 15s;      // a client's patience with the engine's socket
constexpr Duration engine_return = 10s;      // of a command line whose engine was killed: a restart
constexpr std::size_t once_key_bytes = 255;  // of an Idempotency-Key: a UUID has 36
constexpr Duration once_kept = 24h;          // a client that tries again for a day has given up
constexpr std::size_t runs_page = 1'000;     // of one answer
constexpr double actor_rate = 100;           // requests a second of one actor, in the long run
constexpr double actor_burst = 1'000;        // at once: a meeting's worth of boards by one token
constexpr std::size_t paced = 10'000;        // actors, or sources, whose pace is remembered
constexpr int wrong_tokens = 10;             // of one source, free: somebody has copied badly
constexpr Duration wrong_token_delay = 1s;   // after one more, doubled by each further, up to ...
constexpr Duration wrong_token_delay_max = 5min;  // ... this
constexpr std::size_t streams = 1'000;            // of events, in all: each is a socket and a page
constexpr std::size_t streams_per_actor = 64;     // a team's boards under one token
constexpr std::size_t stream_page = 200;          // events read ahead for one reader
constexpr std::size_t stream_bytes = 256 << 10;   // read ahead for it
constexpr Duration stream_look = 20ms;            // at the log, while anybody listens
constexpr Duration stream_heartbeat = 15s;        // under the minute after which proxies give up
constexpr Duration stream_patience = 30s;         // with a reader that takes nothing
constexpr Duration stream_token_check = 2s;       // a revoked token hears no more after this
constexpr std::size_t access_log_bytes = 16 << 20;  // then it is put aside, and the last one lost
constexpr std::size_t access_log_strangers = 20;    // lines a second about who is not known

// Evidence
constexpr std::size_t evidence_bytes = 16 << 20;        // of one file: a scan of 40 pages
constexpr std::size_t evidence_part_bytes = 256 << 10;  // of an upload: one message, in base64
constexpr std::size_t evidence_files = 500;             // of one run: its subject names them all
constexpr std::size_t evidence_title_bytes = 200;       // a line of a page
constexpr std::size_t evidence_uploads = 8;             // unfinished, of one person at once
constexpr std::size_t evidence_uploads_in_all = 64;     // a gigabyte
constexpr Duration evidence_upload_kept = 24h;          // unfinished; then it is swept away
constexpr std::size_t junit_depth = 32;                 // of elements in each other
constexpr std::size_t junit_failing = 20;               // tests that are named: the file has all
constexpr std::size_t junit_name_bytes = 200;           // of one of them

// Notices
constexpr Duration late_after = 5min;             // of its time: sooner, it is about to happen
constexpr std::size_t notice_text_bytes = 2'000;  // of one text in it: what a phone shows
constexpr std::size_t notice_items = 8;           // of each part of a daily note
constexpr Duration notice_timeout = 15s;          // of one attempt to send it: then the next's turn
constexpr Duration notice_retry_first = 2s;       // doubled after each attempt, up to ...
constexpr Duration notice_retry_max = 15min;      // ... this: an outage's end is seen in time
constexpr Duration notice_patience = 24h;         // what nobody takes for a day is news no more
constexpr std::size_t notices_open = 10'000;      // not sent yet: more tell nobody anything
constexpr std::size_t notices_given_up = 1'000;   // remembered, the newest; all are in the log
constexpr std::size_t notices_in_flight = 64;     // at once, one of each run and channel
constexpr std::size_t notice_answer_bytes = 64 << 10;  // of what a target says to it
constexpr std::size_t notice_recipients = 100;         // of one mail

// Rehearsals
constexpr std::size_t rehearsals = 20;  // of a plan, the newest: older ones measured another world

// Simulation and tests of runbooks
constexpr std::size_t simulated_turns = 100'000;  // of one run; EventTickets takes some 500
constexpr std::size_t simulation_runs = 100'000;  // at once: more would not say more
constexpr std::size_t simulation_threads = 2;     // an engine on the same machine has work, too
constexpr std::size_t simulation_causes = 10;     // told; what is rarer hardly prevents anything
constexpr Duration test_time = std::chrono::days(400);  // virtual, of one test: a year around J
constexpr std::size_t test_script_lines = 1'000;  // of one test; each request looks through them

}  // namespace golive::limits
