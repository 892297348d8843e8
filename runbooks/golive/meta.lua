---@meta _
-- For the editor: what runbooks, their tests and scenarios are made of, and what ctx can do.
-- Written by `golive annotations` from what golive itself goes by; nothing that runs reads it.
-- luacheck: ignore

---A day: "J-18", "J", "J+1"; "J-5wd" counts working days.
---@alias golive.Day string
---A moment: "J-1 18:00".
---@alias golive.Moment string
---A time of day, "08:15", or a moment.
---@alias golive.Clock string
---"90s", "15m", "1h30m", "7d"
---@alias golive.Duration string
---What an item does, for check, forecast and reports.
---@alias golive.Does string|golive.KnownDoes
---@alias golive.KnownDoes "backup"|"migration"|"deploy"|"check"|"restore"|golive.Milestone
---@alias golive.Milestone "downtime_start"|"opening"|"failover"
---What a channel is told of.
---@alias golive.Notice "gates"|"doubts"|"failures"|"lateness"|"contingencies"|"run"|"daily"
---@alias golive.Text string|number|golive.Secret
---@alias golive.Deciders golive.Role|golive.Rule|(golive.Role|golive.Rule)[]
---@alias golive.Probe fun(ctx: golive.Ctx, doubt: golive.Doubt): "done"|"not-done", table?
---@alias golive.Body golive.ReadyBody|fun(ctx: golive.Ctx): any

---What a block makes; it stands where it is written.
---@class golive.Block
---What any_of, failed and the like make.
---@class golive.Rule

---A value that nobody reads: it goes into env, stdin, headers, body or json.
---@class golive.Secret
---@field prefix fun(self: golive.Secret, text: string): golive.Secret # Put before it

---A body of the library, or one made like it.
---@class golive.ReadyBody
---@field body fun(ctx: golive.Ctx): any # What it does
---@field traits? golive.Traits # What it declares, unless the item says otherwise
---@field undo? golive.Body # Takes it back
---@field probe? golive.Probe # Looks whether it has happened

---A role of the plan.
---@alias golive.Role string
---A secret of the plan.
---@alias golive.SecretName string
---A parameter of the plan's environments.
---@alias golive.Param string
---An item: its path, or any end of it that only one has.
---@alias golive.Item string

---@class golive.Retry
---@field times? integer # How often it is tried again
---@field every? golive.Duration # How long after a failure

---@class golive.Rung
---@field after golive.Duration # How long after silence has put the gate on hold
---@field to golive.Role # Who is told then

---@class golive.Traits
---@field does? golive.Does # What it is
---@field effects? boolean # false: it changes nothing
---@field interruption? "ask"|"retry"|"probe" # As of the item
---@field irreversible? boolean # It cannot be undone
---@field estimate? golive.Duration # How long it takes
---@field undo_estimate? golive.Duration # How long undoing takes
---@field timeout? golive.Duration # An attempt is ended after it
---@field every? golive.Duration # How often it asks
---@field tolerate? integer # How many bad answers in a row it bears

---@class golive.ItemFields
---@field title? string # What people read
---@field description? string # More for people: how it is done
---@field owner? golive.Role # Whose it is
---@field on? golive.Day # The day on which it may begin
---@field at? golive.Clock # When it begins, on that day: "08:15", or "J-1 18:00"
---@field from? golive.Day # The first day
---@field to? golive.Day # The last day, included
---@field estimate? golive.Duration # How long it takes
---@field after? golive.Item|golive.Item[] # Earlier items that must be done first; of a smoke test as a text: what it is hooked after
---@field when? fun(ctx: golive.Ctx): boolean, string? # Whether it is done at all, and the reason if not
---@field does? golive.Does # What it is, for check, forecast and reports
---@field window? string # The window outside of which nothing of it starts; no contingency has one

---@class golive.BodyFields: golive.ItemFields
---@field run golive.Body # What it does: a function, or a ready-made body
---@field undo? golive.Body # Takes back what run did, also half of it
---@field undo_estimate? golive.Duration # How long undoing takes
---@field interruption? "ask"|"retry"|"probe" # What becomes of an action that may or may not have happened
---@field probe? golive.Probe # Looks whether an action in doubt has happened
---@field irreversible? boolean # It cannot be undone, and that is meant
---@field timeout? golive.Duration # An attempt is ended after it
---@field retry? integer|golive.Retry # How often it is tried again by itself
---@field on_failure? "ask"|"retry"|"continue"|golive.Rule # What follows its failure; activate "contingency" is one
---@field effects? boolean # false: it changes nothing, so it needs no undo
---@field missed? "ask"|"run late"|"skip" # If nothing was there to start it in time

---@class golive.PlanFields
---@field title? string # What people read
---@field language? "en"|"fr" # Of the reports
---@field timezone? string # The zone of its times, like "Europe/Paris"
---@field holidays? string|string[] # What days are no working days: "FR", "file:company.txt" or .ics, or a list
---@field approved_by? golive.Role|golive.Role[] # Who approves the plan, and each change of it
---@field starter_may_decide? boolean # Who starts a run may decide its gates
---@field [integer] golive.Block|golive.Block[]

---A release plan: what a runbook returns.
---@param id string
---@return fun(fields: golive.PlanFields): golive.Block
function plan(id) end

---@class golive.DocumentFields
---@field [string] string|string[]

---What the plan says to people.
---@param fields golive.DocumentFields
---@return golive.Block
function document(fields) end

---@class golive.RoleFields
---@field title? string # What people read
---@field duties? string # What it answers for

---What entitles people to act.
---@param id string
---@return fun(fields: golive.RoleFields): golive.Block
function role(id) end

---@class golive.ContactFields
---@field title? string # Who it is
---@field phone? string # A number
---@field mail? string # An address
---@field role? golive.Role # The role that is called so

---Whom one calls.
---@param id string
---@return fun(fields: golive.ContactFields): golive.Block
function contact(id) end

---@class golive.ChannelFields
---@field slack? string # Its incoming webhook, "secret:name" (exactly one of the four)
---@field teams? string # Its incoming webhook, "secret:name" (exactly one of the four)
---@field mail? string # Addresses, with commas between them (exactly one of the four)
---@field webhook? string # A URL, or "secret:name" (exactly one of the four)
---@field server? string # mail: "smtp://host:587" or "smtps://host:465"
---@field user? string # mail: who the server knows
---@field password? string # mail: "secret:name"
---@field sender? string # mail: the address that it comes from
---@field signed_with? string # webhook: "secret:name", the key of its signature
---@field tells? golive.Notice|golive.Notice[] # What it is told of; without: of everything
---@field daily? golive.Clock # When the daily note goes out: "18:00"

---Where one writes to everybody.
---@param id string
---@return fun(fields: golive.ChannelFields): golive.Block
function channel(id) end

---@class golive.EnvironmentFields
---@field title? string # What people read
---@field live? boolean # true: the real one
---@field [string] string|number|boolean

---Where a run acts; other fields are its parameters.
---@param id string
---@return fun(fields: golive.EnvironmentFields): golive.Block
function environment(id) end

---@class golive.SecretFields
---@field from string # "env:NAME", "file:PATH" or "command:PROGRAM ARG"

---A value that nobody reads, and where it comes from.
---@param id string
---@return fun(fields: golive.SecretFields): golive.Block
function secret(id) end

---@class golive.ObjectiveFields
---@field max? string|number # At most: "4h", 0.1
---@field min? string|number # At least: 99.9

---A figure to reach.
---@param id string
---@return fun(fields: golive.ObjectiveFields): golive.Block
function objective(id) end

---@class golive.FreezeFields
---@field from golive.Moment # Its begin
---@field to golive.Moment # Its end
---@field reason? string # Why nothing may start

---A span in which nothing may be started.
---@param id string
---@return fun(fields: golive.FreezeFields): golive.Block
function freeze(id) end

---@class golive.WindowFields
---@field from golive.Moment # Its begin
---@field to golive.Moment # Its end
---@field title? string # What people read
---@field reason? string # Why only then

---A span outside of which what names it does not start.
---@param id string
---@return fun(fields: golive.WindowFields): golive.Block
function window(id) end

---@class golive.AcceptFields
---@field item? golive.Item # For it, and all in it
---@field reason string # Why it is meant so

---Accepts a finding of golive check, by its code.
---@param id string
---@return fun(fields: golive.AcceptFields): golive.Block
function accept(id) end

---@class golive.ScenarioFields
---@field title? string # What goes wrong
---@field failures? integer # Percent of the attempts of every step, smoke test and watch
---@field late? golive.Duration # Every answer, by so much
---@field [integer] golive.Block|golive.Block[]

---What goes wrong in a simulation.
---@param fields golive.ScenarioFields
---@return golive.Block
function scenario(fields) end

---@class golive.FailFields
---@field times? integer # Its first attempts; without: each one

---An item that fails.
---@param id string
---@return fun(fields: golive.FailFields): golive.Block
function fail(id) end

---@class golive.FlapsFields
---@field percent integer # Of its attempts

---An item that fails now and then.
---@param id string
---@return fun(fields: golive.FlapsFields): golive.Block
function flaps(id) end

---@class golive.AbsentFields
---@field from? golive.Moment # Without: from the beginning
---@field to? golive.Moment # Without: for good

---A role in which nobody is there.
---@param id golive.Role
---@return fun(fields: golive.AbsentFields): golive.Block
function absent(id) end

---@class golive.LateFields
---@field by golive.Duration # How late

---An item that is late, or its answer.
---@param id string
---@return fun(fields: golive.LateFields): golive.Block
function late(id) end

---@class golive.TestsFields
---@field j? string # The go-live day of each: "2027-01-15"
---@field environment? string # Where: without, the live one, else the first
---@field [integer] golive.Block|golive.Block[]

---The tests of a runbook.
---@param fields golive.TestsFields
---@return golive.Block
function tests(fields) end

---@class golive.TestFields
---@field j? string # The go-live day, if it is another one
---@field environment? string # Where, if it is elsewhere
---@field play fun(day: golive.TestDay) # What happens, and what must be so

---One test; its id is a sentence.
---@param id string
---@return fun(fields: golive.TestFields): golive.Block
function test(id) end

---@class golive.PhaseFields: golive.ItemFields
---@field overlaps? boolean # true: it does not wait for the phase before
---@field [integer] golive.Block|golive.Block[]

---A part of the plan, with its items.
---@param id string
---@return fun(fields: golive.PhaseFields): golive.Block
function phase(id) end

---@class golive.StepFields: golive.BodyFields

---Automated work.
---@param id string
---@return fun(fields: golive.StepFields): golive.Block
function step(id) end

---@class golive.TaskFields: golive.ItemFields
---@field on_failure? "ask"|"retry"|"continue"|golive.Rule # What follows when it did not pass

---Work that a person does.
---@param id string
---@return fun(fields: golive.TaskFields): golive.Block
function task(id) end

---@class golive.ChecklistFields: golive.ItemFields
---@field [integer] golive.Block|golive.Block[]

---Tasks and steps in no order.
---@param id string
---@return fun(fields: golive.ChecklistFields): golive.Block
function checklist(id) end

---@class golive.SmokeFields: golive.BodyFields
---@field before? golive.Item|golive.Does # What it is hooked before: an item, or what it does

---A smoke test, hooked to an item or at its own time.
---@param id string
---@return fun(fields: golive.SmokeFields): golive.Block
function smoke(id) end

---@class golive.GateFields: golive.ItemFields
---@field decided_by? golive.Deciders # Who must decide
---@field requires? golive.Rule # rehearsed("phase", "7d")
---@field within? golive.Duration # By when they answer, once it is open
---@field escalation? golive.Rung[] # Who is told, once nobody has answered within that
---@field valid_for? golive.Duration # How long a GO that was not used holds

---Where people decide.
---@param id string
---@return fun(fields: golive.GateFields): golive.Block
function gate(id) end

---@class golive.WatchFields: golive.BodyFields
---@field during golive.Duration # How long it watches
---@field rehearse_for? golive.Duration # How long in a rehearsal

---Watches over a span of time; holds nobody but its phase.
---@param id string
---@return fun(fields: golive.WatchFields): golive.Block
function watch(id) end

---@class golive.ParallelFields: golive.ItemFields
---@field [integer] golive.Block|golive.Block[]

---Items side by side.
---@param fields golive.ParallelFields
---@return golive.Block
function parallel(fields) end

---@class golive.ContingencyFields: golive.ItemFields
---@field risk? string # What it is the answer to
---@field trigger? golive.Rule # failed "id", breached "id" or any_of { ... }
---@field decided_by? golive.Deciders # Who activates or declines it
---@field within? golive.Duration # By when, once it is offered
---@field rollback_to? string # The phase or item to whose begin all is undone
---@field rollback_after? string # The step of its own that comes before the rollback
---@field automatic? boolean # true: nobody is asked
---@field afterwards? "hold"|"retry"|"skip" # What becomes of the item that failed
---@field [integer] golive.Block|golive.Block[]

---The prepared answer to a risk, with its steps.
---@param id string
---@return fun(fields: golive.ContingencyFields): golive.Block
function contingency(id) end

---One of them is enough.
---@param parts any[] # Roles or rules, of which one is enough
---@return golive.Rule
function any_of(parts) end

---So many people of a role.
---@param count integer # How many
---@param role golive.Role # People of it
---@return golive.Rule
function at_least(count, role) end

---A trigger: the item has failed.
---@param item golive.Item # Which
---@return golive.Rule
function failed(item) end

---A trigger: the watch went bad.
---@param item golive.Item # Which
---@return golive.Rule
function breached(item) end

---For on_failure: the contingency begins by itself.
---@param contingency string # Which
---@return golive.Rule
function activate(contingency) end

---For requires: a rehearsal of the phase went through.
---@param phase string # Which
---@param within golive.Duration # Not longer ago
---@return golive.Rule
function rehearsed(phase, within) end

---The list of what the function makes of each.
---@param list any[] # Values
---@param make fun(one: any, index: integer): any # What becomes of each
---@return golive.Block[]
function each(list, make) end

---@class golive.Exec
---@field env? table<string, golive.Text> # Variables of its environment
---@field stdin? golive.Text # What it reads
---@field cwd? string # Where it runs, from the runbook's folder
---@field ok? integer|integer[] # The exit codes that are no failure; without: 0
---@field timeout? golive.Duration|number # It is ended after it
---@field interruption? "ask"|"retry"|"probe" # Of this one, before its step's
---@field [integer] string|number

---@class golive.Http
---@field url? string # http:// or https://
---@field method? string # Without: GET
---@field headers? table<string, golive.Text> # By name
---@field body? golive.Text # As it is; or json
---@field json? any # Sent as JSON; or body
---@field ok? integer|integer[] # The statuses that are no failure; without: 200 to 399
---@field timeout? golive.Duration|number # How long an answer may take
---@field interruption? "ask"|"retry"|"probe" # Of this one, before its step's
---@field capture? table<string, string> # Names of handles, each with its path: "$.token"

---@class golive.Poll
---@field url? string # http:// or https://
---@field method? string # Without: GET
---@field headers? table<string, golive.Text> # By name
---@field body? golive.Text # As it is; or json
---@field json? any # Sent as JSON; or body
---@field ok? integer|integer[] # The statuses that are no failure; without: 200 to 399
---@field timeout? golive.Duration|number # How long an answer may take
---@field interruption? "ask"|"retry"|"probe" # Of this one, before its step's
---@field exec? golive.Exec # A program instead of a url
---@field connect? string # "host:port": whether something takes connections there
---@field resolve? string # A name: whether it is known; its addresses are the body
---@field expect? golive.Expect # What a good answer is
---@field every? golive.Duration|number # How often it asks
---@field consecutive? integer # Good when so many in a row are; with during: what makes another verdict (2)
---@field within? golive.Duration|number # By when it must be good
---@field during? golive.Duration|number # How long it must stay good
---@field tolerate? integer # How many bad ones in a row are borne; with during

---@class golive.Expect
---@field status? integer|integer[] # Which are good
---@field json? table<string, any> # Values of the answer, "components.db" goes down into it
---@field body_contains? string # A part of the body
---@field max_ms? integer # The slowest that is good
---@field health? "ok"|"degraded" # The worst that a service may say of itself and its components; of a url
---@field tls_days? integer # How many days the server's certificate must still be good; of a url

---@class golive.Sleep
---@field ["until"] number # Seconds since 1970: ctx:now() + 60

---@class golive.Ask
---@field role golive.Role # Who is asked
---@field [integer] string

---@class golive.ExecAnswer
---@field code integer # The exit code
---@field out string # What it wrote
---@field err string # What it wrote to stderr
---@field ms? integer # How long it took
---@field truncated? boolean # There was more than is kept

---@class golive.HttpAnswer
---@field status integer # The status
---@field headers table<string, string> # By name, in small letters
---@field body string # As it came
---@field json? any # The body read as JSON, or nil
---@field captured? table<string, golive.Secret> # The handles that capture names
---@field ms? integer # How long it took
---@field truncated? boolean # There was more than is kept

---@class golive.PollAnswer
---@field ok boolean # true
---@field polls? integer # How often it asked
---@field failures? integer # How many were bad
---@field last? table # The last answer
---@field ms? integer # How long it took

---@class golive.Doubt
---@field key string # Which effect of the body
---@field effect string # "exec", "http", ...
---@field request table # What was asked
---@field idempotency_key? string # What the request was sent with

---@class golive.DayItem
---@field state string # "succeeded", "failed", ...
---@field opened? string # When: "10:30" on J, else "J-3 18:00"
---@field started? string # When
---@field ended? string # When
---@field attempts integer # How many
---@field undo string # What became of its undo
---@field error string # Why it failed
---@field result? any # What its body returned
---@field decisions table[] # Of a gate

---@class golive.DayRun
---@field state string # "running", "held", ...
---@field clock? string # The time of its clock
---@field holds string[] # Paths of the items that hold it

---@class golive.Ctx
---@field item string # The path of the item
---@field attempt integer # Which attempt this is, from 1
---@field mode "live"|"rehearsal"|"simulation" # Of the run
---@field environment string # Where the run acts
---@field j string # The go-live day: "2027-01-15"
---@field window? number # Seconds that a watch watches; nil in what is none
---@field ask fun(self: golive.Ctx, question: golive.Ask): string, string # Asks somebody of a role; gives the answer, and who gave it
---@field check fun(self: golive.Ctx, condition: any, sentence: string): any # Fails unless the condition holds; the sentence says what must be so
---@field evidence fun(self: golive.Ctx, name: string, value: any) # Records what was found
---@field exec fun(self: golive.Ctx, request: golive.Exec): golive.ExecAnswer # Runs a program; fails when its exit code is not in ok
---@field http fun(self: golive.Ctx, request: string|golive.Http): golive.HttpAnswer # Sends a request; fails when the status is not in ok, or nobody answers
---@field log fun(self: golive.Ctx, text: string) # Writes a line into the run's log
---@field now fun(self: golive.Ctx): number # Seconds since 1970 on the run's clock
---@field param fun(self: golive.Ctx, name: golive.Param): string # A parameter of the environment
---@field parallel fun(self: golive.Ctx, branches: golive.Body[]): any[] # Runs them side by side; gives what each returned
---@field poll fun(self: golive.Ctx, request: golive.Poll): golive.PollAnswer # Asks until it is good, or as long as it must stay good
---@field random fun(self: golive.Ctx, low?: integer, high?: integer): number # [0, 1); 1 to low; low to high: the same in every replay
---@field result fun(self: golive.Ctx, item: golive.Item): any # What an earlier item's body returned, or nil
---@field secret fun(self: golive.Ctx, name: golive.SecretName): golive.Secret # A handle, filled in where a request leaves the engine
---@field sleep fun(self: golive.Ctx, time: golive.Duration|number|golive.Sleep) # Waits on the run's clock

---@class golive.TestDay
---@field act fun(self: golive.TestDay, role: golive.Role, command: string, fields?: table) # A command by somebody with that role
---@field answer fun(self: golive.TestDay, part: string, outcome?: table, times?: integer) # Requests that contain the part are answered so
---@field asked fun(self: golive.TestDay, part?: string): string[] # The requests that contain the part, in order
---@field expect fun(self: golive.TestDay, ok: any, sentence: string) # Fails unless it is so
---@field expect_equal fun(self: golive.TestDay, got: any, wanted: any, what?: string) # Fails unless both are the same
---@field item fun(self: golive.TestDay, item: golive.Item): golive.DayItem # How an item stands
---@field pass fun(self: golive.TestDay, time: golive.Duration) # Time passes, and nobody does anything
---@field play fun(self: golive.TestDay, item?: golive.Item): "over"|"offered"|"held"|"waits"|"begun" # People do what is plain, and time passes; how it stands then
---@field run fun(self: golive.TestDay): golive.DayRun # How the run stands
---@field state fun(self: golive.TestDay, item: golive.Item): string # The state of an item
