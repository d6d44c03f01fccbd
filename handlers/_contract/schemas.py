# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the contract's schemas look like.

A property that may be absent is ``NotRequired``; one that may be null is a union with ``None``.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class ExternalReference(TypedDict):
    """The same thing's identifier in another system."""

    system: str
    """The other system's name, in lower case."""
    id: str
    """The identifier there."""


class Problem(TypedDict):
    """Problem details (RFC 9457)."""

    type: str
    """The problem's page in the docs."""
    title: str
    """The status in words."""
    status: int
    """The HTTP status."""
    detail: str
    """What went wrong this time."""
    instance: str
    """The path that was asked for."""
    code: str
    """Stable and made for programs."""
    request_id: str
    """The value of `X-Request-Id`."""
    errors: NotRequired[list[Violation]]
    """Everything that is wrong with the request."""


class Violation(TypedDict):
    """One thing that is wrong, and where."""

    pointer: NotRequired[str]
    """The place in the body (RFC 6901)."""
    parameter: NotRequired[str]
    """The parameter's name."""
    code: str
    """The JSON Schema keyword or rule that refused it."""
    detail: str
    """What would be accepted."""


class OAuthError(TypedDict):
    """An error of the token endpoint (RFC 6749 section 5.2)."""

    error: OAuthErrorError
    """The kind of error."""
    error_description: str
    """For the developer."""


class TokenRequest(TypedDict):
    """A client credentials grant. `client_id` and `client_secret` are left out when HTTP Basic carries
    them.
    """

    client_id: NotRequired[str]
    """The API key's identifier."""
    client_secret: NotRequired[str]
    """The API key's secret."""
    grant_type: str
    """`client_credentials`; another one answers `unsupported_grant_type`."""
    scope: NotRequired[str]
    """Narrows what the token may do; without it, everything that the API key holds."""


class Token(TypedDict):
    """An access token (RFC 6749 section 5.1)."""

    access_token: str
    """A JWT."""
    token_type: Literal["Bearer"]
    """Always `Bearer`."""
    expires_in: int
    """Seconds until the token expires."""
    scope: str
    """What the token may do."""


class ClientFields(TypedDict):
    """What is written to a client."""

    name: str
    """The client's name, unique within the organisation."""
    domains: NotRequired[list[str]]
    """The client's mail and web domains."""
    status: NotRequired[ClientStatus]
    """Where the client stands with the MSP."""
    tags: NotRequired[list[str]]
    """Labels of the MSP's own."""
    notes: NotRequired[str]
    """Free text."""
    external_refs: NotRequired[ExternalReferences]
    """At most one a system."""


class ClientInput(TypedDict):
    """A client, as it is written."""

    name: str
    """The client's name, unique within the organisation."""
    domains: NotRequired[list[str]]
    """The client's mail and web domains."""
    status: NotRequired[ClientStatus]
    """Where the client stands with the MSP."""
    tags: NotRequired[list[str]]
    """Labels of the MSP's own."""
    notes: NotRequired[str]
    """Free text."""
    external_refs: NotRequired[ExternalReferences]
    """At most one a system."""


class Client(TypedDict):
    """A client (the MSP's customer)."""

    name: str
    """The client's name, unique within the organisation."""
    domains: list[str]
    """The client's mail and web domains."""
    status: ClientStatus
    """Where the client stands with the MSP."""
    tags: list[str]
    """Labels of the MSP's own."""
    notes: NotRequired[str]
    """Free text."""
    external_refs: ExternalReferences
    """At most one a system."""
    id: str
    """A UUID of version 7, in lower case."""
    risk_score: int
    """Computed from open remediations and alerts; 0 is calm, 100 is alarming. It is 100 × w ÷ (w + 80),
    rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w when it is
    critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class ClientPage(TypedDict):
    """A page of clients."""

    data: list[Client]
    """The clients of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class ControlSchedule(TypedDict):
    """How often the control is evaluated by itself."""

    interval: ControlScheduleInterval
    """`manual` controls are evaluated only when a run is asked for."""


class FrameworkReference(TypedDict):
    """A place in a framework that a control answers."""

    framework: FrameworkCode
    """A published catalogue."""
    reference: str
    """The identifier there: 11.2 in CIS, PR.DS-11 in NIST-CSF, A.8.13 in ISO-27001, A1.2 in SOC-2."""


class ControlFields(TypedDict):
    """What is written to a control."""

    identifier: str
    """Unique among the organisation's controls and the built-in ones."""
    title: str
    """What must be true, in one line."""
    description: str
    """What must be true, at length."""
    rationale: NotRequired[str]
    """Why it matters."""
    remediation: NotRequired[str]
    """What to do when it is not met."""
    type: ControlType
    """What kind of measure the control is."""
    category: ControlCategory
    """The field that the control belongs to."""
    severity: ControlSeverity
    """How much it matters when the control is not met."""
    framework_refs: NotRequired[list[FrameworkReference]]
    """The places in frameworks that the control answers."""
    rule: Rule
    """What decides a control. A rule is judged over the stored facts of one client at the moment at which the
    evaluation begins, and gives a result and a confidence from 0 to 100. It nests three levels deep at most:
    `all` or `any` of rules, of which each may be a `not`.

    **Tests.** A test compares one fact of one thing, such as an asset. A fact that has no value makes its
    test
    *unknown*. Days and hours are counted in whole ones, rounded down. Words are compared without regard to
    case, and a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false when a test is false, otherwise unknown when one is unknown,
    otherwise
    true. `any` is true when a test is true, otherwise unknown when one is unknown, otherwise false. `none` is
    the opposite of `any`.

    **Populations.** The things of which `where` is true are looked at; those of which it is unknown are left
    out. Of these, those of which `satisfies` is true count. Where `satisfies` is unknown, the thing does not
    count, and the confidence sinks: it is 100 × (looked at − unknown) ÷ looked at, rounded down. Evidence is
    what was filed for the client, for this control or for no control in particular; evidence that evaluations
    wrote themselves is not looked at.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` when the share that counts is at least `pass_at` percent, otherwise `partial` when it
    is at least `partial_at`, otherwise `fail`; `not_applicable` when nothing is looked at, or when all is
    unknown | the population's; 0 when not applicable |
    | `exists` | `pass` when at least `min` things count, otherwise `fail` | 100 for `pass` and when nothing
    is looked at, otherwise the population's |
    | `not` | `pass` and `fail` change places, `partial` and `not_applicable` stay | as it was |
    | `all` | the worst result of those that apply (`fail`, `partial`, `pass`); `not_applicable` when none
    applies | the lowest of those that apply; 0 when none does |
    | `any` | the best result of those that apply; `not_applicable` when none applies | the highest of those
    with that result; 0 when none applies |
    """
    schedule: NotRequired[ControlSchedule]
    """How often the control is evaluated by itself."""
    state: NotRequired[ControlState]
    """`draft` controls are never evaluated. `test` controls are evaluated when a run names them, and their
    verdicts
    touch nothing else. `enabled` controls are evaluated by their schedule and in every run.
    """


class ControlInput(TypedDict):
    """A control, as it is written."""

    identifier: str
    """Unique among the organisation's controls and the built-in ones."""
    title: str
    """What must be true, in one line."""
    description: str
    """What must be true, at length."""
    rationale: NotRequired[str]
    """Why it matters."""
    remediation: NotRequired[str]
    """What to do when it is not met."""
    type: ControlType
    """What kind of measure the control is."""
    category: ControlCategory
    """The field that the control belongs to."""
    severity: ControlSeverity
    """How much it matters when the control is not met."""
    framework_refs: NotRequired[list[FrameworkReference]]
    """The places in frameworks that the control answers."""
    rule: Rule
    """What decides a control. A rule is judged over the stored facts of one client at the moment at which the
    evaluation begins, and gives a result and a confidence from 0 to 100. It nests three levels deep at most:
    `all` or `any` of rules, of which each may be a `not`.

    **Tests.** A test compares one fact of one thing, such as an asset. A fact that has no value makes its
    test
    *unknown*. Days and hours are counted in whole ones, rounded down. Words are compared without regard to
    case, and a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false when a test is false, otherwise unknown when one is unknown,
    otherwise
    true. `any` is true when a test is true, otherwise unknown when one is unknown, otherwise false. `none` is
    the opposite of `any`.

    **Populations.** The things of which `where` is true are looked at; those of which it is unknown are left
    out. Of these, those of which `satisfies` is true count. Where `satisfies` is unknown, the thing does not
    count, and the confidence sinks: it is 100 × (looked at − unknown) ÷ looked at, rounded down. Evidence is
    what was filed for the client, for this control or for no control in particular; evidence that evaluations
    wrote themselves is not looked at.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` when the share that counts is at least `pass_at` percent, otherwise `partial` when it
    is at least `partial_at`, otherwise `fail`; `not_applicable` when nothing is looked at, or when all is
    unknown | the population's; 0 when not applicable |
    | `exists` | `pass` when at least `min` things count, otherwise `fail` | 100 for `pass` and when nothing
    is looked at, otherwise the population's |
    | `not` | `pass` and `fail` change places, `partial` and `not_applicable` stay | as it was |
    | `all` | the worst result of those that apply (`fail`, `partial`, `pass`); `not_applicable` when none
    applies | the lowest of those that apply; 0 when none does |
    | `any` | the best result of those that apply; `not_applicable` when none applies | the highest of those
    with that result; 0 when none applies |
    """
    schedule: NotRequired[ControlSchedule]
    """How often the control is evaluated by itself."""
    state: NotRequired[ControlState]
    """`draft` controls are never evaluated. `test` controls are evaluated when a run names them, and their
    verdicts
    touch nothing else. `enabled` controls are evaluated by their schedule and in every run.
    """


class Control(TypedDict):
    """What must be true of a client, and the rule that decides it."""

    identifier: str
    """Unique among the organisation's controls and the built-in ones."""
    title: str
    """What must be true, in one line."""
    description: str
    """What must be true, at length."""
    rationale: NotRequired[str]
    """Why it matters."""
    remediation: NotRequired[str]
    """What to do when it is not met."""
    type: ControlType
    """What kind of measure the control is."""
    category: ControlCategory
    """The field that the control belongs to."""
    severity: ControlSeverity
    """How much it matters when the control is not met."""
    framework_refs: list[FrameworkReference]
    """The places in frameworks that the control answers."""
    rule: Rule
    """What decides a control. A rule is judged over the stored facts of one client at the moment at which the
    evaluation begins, and gives a result and a confidence from 0 to 100. It nests three levels deep at most:
    `all` or `any` of rules, of which each may be a `not`.

    **Tests.** A test compares one fact of one thing, such as an asset. A fact that has no value makes its
    test
    *unknown*. Days and hours are counted in whole ones, rounded down. Words are compared without regard to
    case, and a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false when a test is false, otherwise unknown when one is unknown,
    otherwise
    true. `any` is true when a test is true, otherwise unknown when one is unknown, otherwise false. `none` is
    the opposite of `any`.

    **Populations.** The things of which `where` is true are looked at; those of which it is unknown are left
    out. Of these, those of which `satisfies` is true count. Where `satisfies` is unknown, the thing does not
    count, and the confidence sinks: it is 100 × (looked at − unknown) ÷ looked at, rounded down. Evidence is
    what was filed for the client, for this control or for no control in particular; evidence that evaluations
    wrote themselves is not looked at.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` when the share that counts is at least `pass_at` percent, otherwise `partial` when it
    is at least `partial_at`, otherwise `fail`; `not_applicable` when nothing is looked at, or when all is
    unknown | the population's; 0 when not applicable |
    | `exists` | `pass` when at least `min` things count, otherwise `fail` | 100 for `pass` and when nothing
    is looked at, otherwise the population's |
    | `not` | `pass` and `fail` change places, `partial` and `not_applicable` stay | as it was |
    | `all` | the worst result of those that apply (`fail`, `partial`, `pass`); `not_applicable` when none
    applies | the lowest of those that apply; 0 when none does |
    | `any` | the best result of those that apply; `not_applicable` when none applies | the highest of those
    with that result; 0 when none applies |
    """
    schedule: ControlSchedule
    """How often the control is evaluated by itself."""
    state: ControlState
    """`draft` controls are never evaluated. `test` controls are evaluated when a run names them, and their
    verdicts
    touch nothing else. `enabled` controls are evaluated by their schedule and in every run.
    """
    id: str
    """A UUID of version 7, in lower case."""
    origin: ControlOrigin
    """`builtin` controls come with the platform and are read-only; `custom` ones are the organisation's
    own.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class ControlPage(TypedDict):
    """A page of controls."""

    data: list[Control]
    """The controls of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class RuleComparison(TypedDict):
    """Compares a number of the client."""

    kind: Literal["comparison"]
    """Always `comparison`."""
    fact: RuleClientNumber
    """A number of the client; each always has a value. `backup_job_count`, `asset_count` and `contact_count`
    count
    all there are, `open_alert_count` the alerts and `open_ticket_count` the tickets that are not resolved or
    closed, `open_remediation_count` the remediations that are `open` or `in_progress`, of which
    `overdue_remediation_count` are past `due_at`; `valid_evidence_count` counts the evidence that has not
    expired.
    """
    operator: RuleNumberOperator
    """Equal, not equal, less than, less or equal, greater than, greater or equal."""
    value: float
    """What a number is compared with."""


class RuleMembership(TypedDict):
    """Compares a word of the client, so that a control can speak of some clients alone."""

    kind: Literal["membership"]
    """Always `membership`."""
    fact: RuleMembershipFact
    """The client's `status`, or its `tags`, of which one must match; with `not_in`, none may."""
    operator: RuleWordOperator
    """Is one of the words, is none of them, begins with one of them."""
    value: RuleWords
    """What a word is compared with."""


class RuleShare(TypedDict):
    """Asks that a share of a population satisfies a condition."""

    kind: Literal["share"]
    """Always `share`."""
    population: RulePopulation
    """Things of one kind that belong to the client, and which of them count; `of` says the kind."""
    pass_at: int
    """The percentage from which on the result is `pass`."""
    partial_at: NotRequired[int]
    """The percentage from which on the result is `partial`, unless it is `pass`; without it, it never is."""


class RuleExists(TypedDict):
    """Asks that a number of things in a population satisfy a condition."""

    kind: Literal["exists"]
    """Always `exists`."""
    population: RulePopulation
    """Things of one kind that belong to the client, and which of them count; `of` says the kind."""
    min: NotRequired[int]
    """How many there must be."""


class RuleNot(TypedDict):
    """The opposite of a rule."""

    kind: Literal["not"]
    """Always `not`."""
    rule: RuleTerm
    """A rule that holds no other rule."""


class RuleAll(TypedDict):
    """Asks for every one of its rules."""

    kind: Literal["all"]
    """Always `all`."""
    rules: list[RulePart]
    """The rules."""


class RuleAny(TypedDict):
    """Asks for one of its rules at least."""

    kind: Literal["any"]
    """Always `any`."""
    rules: list[RulePart]
    """The rules."""


class RuleAssetWordTest(TypedDict):
    """Compares a word of an asset."""

    fact: RuleAssetWordTestFact
    """The fact to look at."""
    operator: RuleWordOperator
    """Is one of the words, is none of them, begins with one of them."""
    value: RuleWords
    """What a word is compared with."""


class RuleAssetNumberTest(TypedDict):
    """Compares a number of an asset."""

    fact: RuleAssetNumberTestFact
    """The fact to look at."""
    operator: RuleNumberOperator
    """Equal, not equal, less than, less or equal, greater than, greater or equal."""
    value: float
    """What a number is compared with."""


class RuleAssetFlagTest(TypedDict):
    """Looks whether something is true of an asset."""

    fact: Literal["encrypted"]
    """The fact to look at."""
    operator: Literal["eq"]
    """Always `eq`."""
    value: bool
    """The value that passes the test."""


class RuleAssetCondition(TypedDict):
    """What can be true of an asset."""

    match: NotRequired[RuleMatch]
    """How many of a condition's tests must hold."""
    tests: list[RuleAssetTest]
    """The tests, on facts of the same asset."""


class RuleAssetPopulation(TypedDict):
    """The client's assets, or some of them."""

    of: Literal["assets"]
    """Always `assets`."""
    where: NotRequired[RuleAssetCondition]
    """Which assets are looked at; without it, all."""
    satisfies: RuleAssetCondition
    """What makes an asset count."""


class RuleBackupJobWordTest(TypedDict):
    """Compares a word of a backup job."""

    fact: RuleBackupJobWordTestFact
    """The fact to look at."""
    operator: RuleWordOperator
    """Is one of the words, is none of them, begins with one of them."""
    value: RuleWords
    """What a word is compared with."""


class RuleBackupJobNumberTest(TypedDict):
    """Compares a number of a backup job."""

    fact: Literal["age_hours"]
    """The fact to look at."""
    operator: RuleNumberOperator
    """Equal, not equal, less than, less or equal, greater than, greater or equal."""
    value: float
    """What a number is compared with."""


class RuleBackupJobCondition(TypedDict):
    """What can be true of a backup job."""

    match: NotRequired[RuleMatch]
    """How many of a condition's tests must hold."""
    tests: list[RuleBackupJobTest]
    """The tests, on facts of the same backup job."""


class RuleBackupJobPopulation(TypedDict):
    """The client's backup jobs, or some of them."""

    of: Literal["backup_jobs"]
    """Always `backup_jobs`."""
    where: NotRequired[RuleBackupJobCondition]
    """Which backup jobs are looked at; without it, all."""
    satisfies: RuleBackupJobCondition
    """What makes a backup job count."""


class RuleContactWordTest(TypedDict):
    """Compares a word of a contact."""

    fact: Literal["role"]
    """The fact to look at."""
    operator: RuleWordOperator
    """Is one of the words, is none of them, begins with one of them."""
    value: RuleWords
    """What a word is compared with."""


class RuleContactFlagTest(TypedDict):
    """Looks whether something is true of a contact."""

    fact: Literal["is_primary"]
    """The fact to look at."""
    operator: Literal["eq"]
    """Always `eq`."""
    value: bool
    """The value that passes the test."""


class RuleContactCondition(TypedDict):
    """What can be true of a contact."""

    match: NotRequired[RuleMatch]
    """How many of a condition's tests must hold."""
    tests: list[RuleContactTest]
    """The tests, on facts of the same contact."""


class RuleContactPopulation(TypedDict):
    """The client's contacts, or some of them."""

    of: Literal["contacts"]
    """Always `contacts`."""
    where: NotRequired[RuleContactCondition]
    """Which contacts are looked at; without it, all."""
    satisfies: RuleContactCondition
    """What makes a contact count."""


class RuleAlertWordTest(TypedDict):
    """Compares a word of an alert."""

    fact: RuleAlertWordTestFact
    """The fact to look at."""
    operator: RuleWordOperator
    """Is one of the words, is none of them, begins with one of them."""
    value: RuleWords
    """What a word is compared with."""


class RuleAlertNumberTest(TypedDict):
    """Compares a number of an alert."""

    fact: Literal["age_days"]
    """The fact to look at."""
    operator: RuleNumberOperator
    """Equal, not equal, less than, less or equal, greater than, greater or equal."""
    value: float
    """What a number is compared with."""


class RuleAlertCondition(TypedDict):
    """What can be true of an alert."""

    match: NotRequired[RuleMatch]
    """How many of a condition's tests must hold."""
    tests: list[RuleAlertTest]
    """The tests, on facts of the same alert."""


class RuleAlertPopulation(TypedDict):
    """The client's alerts, or some of them."""

    of: Literal["alerts"]
    """Always `alerts`."""
    where: NotRequired[RuleAlertCondition]
    """Which alerts are looked at; without it, all."""
    satisfies: RuleAlertCondition
    """What makes an alert count."""


class RuleTicketWordTest(TypedDict):
    """Compares a word of a ticket."""

    fact: RuleTicketWordTestFact
    """The fact to look at."""
    operator: RuleWordOperator
    """Is one of the words, is none of them, begins with one of them."""
    value: RuleWords
    """What a word is compared with."""


class RuleTicketNumberTest(TypedDict):
    """Compares a number of a ticket."""

    fact: Literal["age_days"]
    """The fact to look at."""
    operator: RuleNumberOperator
    """Equal, not equal, less than, less or equal, greater than, greater or equal."""
    value: float
    """What a number is compared with."""


class RuleTicketCondition(TypedDict):
    """What can be true of a ticket."""

    match: NotRequired[RuleMatch]
    """How many of a condition's tests must hold."""
    tests: list[RuleTicketTest]
    """The tests, on facts of the same ticket."""


class RuleTicketPopulation(TypedDict):
    """The client's tickets, or some of them."""

    of: Literal["tickets"]
    """Always `tickets`."""
    where: NotRequired[RuleTicketCondition]
    """Which tickets are looked at; without it, all."""
    satisfies: RuleTicketCondition
    """What makes a ticket count."""


class RuleEvidenceWordTest(TypedDict):
    """Compares a word of a piece of evidence."""

    fact: RuleEvidenceWordTestFact
    """The fact to look at."""
    operator: RuleWordOperator
    """Is one of the words, is none of them, begins with one of them."""
    value: RuleWords
    """What a word is compared with."""


class RuleEvidenceNumberTest(TypedDict):
    """Compares a number of a piece of evidence."""

    fact: RuleEvidenceNumberTestFact
    """The fact to look at."""
    operator: RuleNumberOperator
    """Equal, not equal, less than, less or equal, greater than, greater or equal."""
    value: float
    """What a number is compared with."""


class RuleEvidenceCondition(TypedDict):
    """What can be true of a piece of evidence."""

    match: NotRequired[RuleMatch]
    """How many of a condition's tests must hold."""
    tests: list[RuleEvidenceTest]
    """The tests, on facts of the same piece of evidence."""


class RuleEvidencePopulation(TypedDict):
    """The client's pieces of evidence, or some of them."""

    of: Literal["evidence"]
    """Always `evidence`."""
    where: NotRequired[RuleEvidenceCondition]
    """Which pieces of evidence are looked at; without it, all."""
    satisfies: RuleEvidenceCondition
    """What makes a piece of evidence count."""


class Framework(TypedDict):
    """A published catalogue, and the controls that are mapped to it."""

    id: str
    """A UUID of version 7, in lower case."""
    code: FrameworkCode
    """A published catalogue."""
    version: str
    """The edition that references are taken from."""
    title: str
    """The catalogue's name."""
    publisher: str
    """Who publishes it."""
    control_ids: list[str]
    """The controls whose `framework_refs` name it."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """When the catalogue's own entry last changed; mapping a control does not move it."""


class FrameworkPage(TypedDict):
    """A page of frameworks."""

    data: list[Framework]
    """The frameworks of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class EvaluationRunInput(TypedDict):
    """Which controls to apply to which clients."""

    client_ids: NotRequired[list[str]]
    """These clients; without it, all that are not archived."""
    control_ids: NotRequired[list[str]]
    """These controls; without it, all that are enabled."""


class EvaluationDetail(TypedDict):
    """What one part of the rule found."""

    pointer: str
    """A JSON Pointer (RFC 6901) to that part within the control's rule; empty for the whole rule."""
    result: EvaluationResult
    """Met, not met, met in part, or nothing to judge by."""
    confidence: int
    """How much of what the rule needs to know was known; 100 is all of it."""
    looked_at_count: NotRequired[int]
    """How many things the population holds."""
    satisfied_count: NotRequired[int]
    """How many of them count."""
    unknown_count: NotRequired[int]
    """How many of them could not be judged."""
    failing_ids: NotRequired[list[str]]
    """Up to 10 of the things that do not count, the oldest first."""


class Evaluation(TypedDict):
    """The verdict of a control on a client at one moment. It never changes."""

    id: str
    """A UUID of version 7, in lower case."""
    control_id: str
    """The control."""
    control_identifier: str
    """The control's identifier at that moment."""
    client_id: str
    """The client."""
    mode: EvaluationMode
    """`test` verdicts come from controls in the state `test`, and touch nothing else."""
    result: EvaluationResult
    """Met, not met, met in part, or nothing to judge by."""
    confidence: int
    """How much of what the rule needs to know was known; 100 is all of it."""
    summary: str
    """The verdict in a sentence or two."""
    details: list[EvaluationDetail]
    """What each part of the rule found, the whole rule first."""
    evidence_ids: list[str]
    """What the verdict rests on; empty in the mode `test`."""
    evaluated_at: str
    """The moment whose facts were judged."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class EvaluationPage(TypedDict):
    """A page of evaluations."""

    data: list[Evaluation]
    """The evaluations of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class EvidenceFields(TypedDict):
    """What every piece of evidence has."""

    kind: EvidenceKind
    """Read from a system, filed as a document, or declared by a person."""
    title: str
    """What it is, in one line."""
    topic: EvidenceTopic
    """What the evidence is about."""
    client_id: str
    """The client that it speaks of."""
    control_id: NotRequired[str]
    """The one control that it was filed for; without it, it serves every control."""
    collected_at: NotRequired[str]
    """When it was read or declared."""
    expires_at: NotRequired[str]
    """From when on it proves nothing any more; later than `collected_at`. Without it, never."""


class EvidenceAttestationFields(TypedDict):
    """What a person declares."""

    kind: Literal["attestation"]
    """Read from a system, filed as a document, or declared by a person."""
    title: str
    """What it is, in one line."""
    topic: EvidenceTopic
    """What the evidence is about."""
    client_id: str
    """The client that it speaks of."""
    control_id: NotRequired[str]
    """The one control that it was filed for; without it, it serves every control."""
    collected_at: NotRequired[str]
    """When it was read or declared."""
    expires_at: NotRequired[str]
    """From when on it proves nothing any more; later than `collected_at`. Without it, never."""
    statement: str
    """The declaration."""
    attested_by: str
    """Who declares it."""


class EvidenceInput(TypedDict):
    """An attestation, as it is filed."""

    kind: Literal["attestation"]
    """Read from a system, filed as a document, or declared by a person."""
    title: str
    """What it is, in one line."""
    topic: EvidenceTopic
    """What the evidence is about."""
    client_id: str
    """The client that it speaks of."""
    control_id: NotRequired[str]
    """The one control that it was filed for; without it, it serves every control."""
    collected_at: NotRequired[str]
    """When it was read or declared."""
    expires_at: NotRequired[str]
    """From when on it proves nothing any more; later than `collected_at`. Without it, never."""
    statement: str
    """The declaration."""
    attested_by: str
    """Who declares it."""


class EvidenceRecord(TypedDict):
    """What the platform adds to a piece of evidence."""

    id: str
    """A UUID of version 7, in lower case."""
    sha256: str
    """The SHA-256 digest, in lower-case hexadecimal, of this representation as canonical JSON (RFC 8785)
    without
    `id`, `sha256`, `created_at` and `updated_at`.
    """
    collected_at: str
    """RFC 3339 in UTC, with `Z`."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class EvidenceAttestation(TypedDict):
    """What somebody declared."""

    kind: Literal["attestation"]
    """Read from a system, filed as a document, or declared by a person."""
    title: str
    """What it is, in one line."""
    topic: EvidenceTopic
    """What the evidence is about."""
    client_id: str
    """The client that it speaks of."""
    control_id: NotRequired[str]
    """The one control that it was filed for; without it, it serves every control."""
    collected_at: str
    """When it was read or declared."""
    expires_at: NotRequired[str]
    """From when on it proves nothing any more; later than `collected_at`. Without it, never."""
    statement: str
    """The declaration."""
    attested_by: str
    """Who declares it."""
    id: str
    """A UUID of version 7, in lower case."""
    sha256: str
    """The SHA-256 digest, in lower-case hexadecimal, of this representation as canonical JSON (RFC 8785)
    without
    `id`, `sha256`, `created_at` and `updated_at`.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class EvidenceDocument(TypedDict):
    """What was filed as a document."""

    kind: Literal["document"]
    """Read from a system, filed as a document, or declared by a person."""
    title: str
    """What it is, in one line."""
    topic: EvidenceTopic
    """What the evidence is about."""
    client_id: str
    """The client that it speaks of."""
    control_id: NotRequired[str]
    """The one control that it was filed for; without it, it serves every control."""
    collected_at: str
    """When it was read or declared."""
    expires_at: NotRequired[str]
    """From when on it proves nothing any more; later than `collected_at`. Without it, never."""
    id: str
    """A UUID of version 7, in lower case."""
    sha256: str
    """The SHA-256 digest, in lower-case hexadecimal, of this representation as canonical JSON (RFC 8785)
    without
    `id`, `sha256`, `created_at` and `updated_at`.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""
    file_name: str
    """The file's name."""
    media_type: str
    """The file's media type."""
    size_bytes: int
    """The file's size."""
    document_sha256: str
    """The file's own SHA-256 digest."""


class EvidenceObservation(TypedDict):
    """One thing that was counted or measured."""

    name: str
    """What was counted or measured."""
    value: float
    """How much of it there was."""


class EvidenceApi(TypedDict):
    """What was read from an integration, or from the stored facts by an evaluation."""

    kind: Literal["api"]
    """Read from a system, filed as a document, or declared by a person."""
    title: str
    """What it is, in one line."""
    topic: EvidenceTopic
    """What the evidence is about."""
    client_id: str
    """The client that it speaks of."""
    control_id: NotRequired[str]
    """The one control that it was filed for; without it, it serves every control."""
    collected_at: str
    """When it was read or declared."""
    expires_at: NotRequired[str]
    """From when on it proves nothing any more; later than `collected_at`. Without it, never."""
    id: str
    """A UUID of version 7, in lower case."""
    sha256: str
    """The SHA-256 digest, in lower-case hexadecimal, of this representation as canonical JSON (RFC 8785)
    without
    `id`, `sha256`, `created_at` and `updated_at`.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""
    source: str
    """The integration's provider, or `evaluation`."""
    observations: list[EvidenceObservation]
    """What was counted or measured."""


class EvidencePage(TypedDict):
    """A page of evidence."""

    data: list[Evidence]
    """The evidence of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class RemediationFields(TypedDict):
    """What people decide about a remediation."""

    status: RemediationStatus
    """`resolved` is final; `accepted_risk` is a decision that can be taken back."""
    due_at: str
    """By when it is to be done; it may have passed."""
    ticket_id: NotRequired[str]
    """The ticket under which the work is done; it belongs to the same client."""
    note: NotRequired[str]
    """Free text."""


class RemediationProgressInput(TypedDict):
    """Work on the remediation."""

    status: RemediationProgressInputStatus
    """`resolved` is final; `accepted_risk` is a decision that can be taken back."""
    due_at: str
    """By when it is to be done; it may have passed."""
    ticket_id: NotRequired[str]
    """The ticket under which the work is done; it belongs to the same client."""
    note: NotRequired[str]
    """Free text."""


class RemediationAcceptanceInput(TypedDict):
    """The decision to live with the risk."""

    status: Literal["accepted_risk"]
    """`resolved` is final; `accepted_risk` is a decision that can be taken back."""
    due_at: str
    """By when it is to be done; it may have passed."""
    ticket_id: NotRequired[str]
    """The ticket under which the work is done; it belongs to the same client."""
    note: NotRequired[str]
    """Free text."""
    accepted_reason: str
    """Why the risk is accepted, and by whom."""


class Remediation(TypedDict):
    """What must be done about a verdict."""

    status: RemediationStatus
    """`resolved` is final; `accepted_risk` is a decision that can be taken back."""
    due_at: str
    """By when it is to be done; it may have passed."""
    ticket_id: NotRequired[str]
    """The ticket under which the work is done; it belongs to the same client."""
    note: NotRequired[str]
    """Free text."""
    id: str
    """A UUID of version 7, in lower case."""
    evaluation_id: str
    """The evaluation that opened it."""
    client_id: str
    """The client."""
    control_id: str
    """The control."""
    title: str
    """The control's title when the remediation was opened."""
    severity: ControlSeverity
    """The control's severity when the remediation was opened."""
    accepted_reason: NotRequired[str]
    """Why the risk is accepted, and by whom."""
    resolved_at: NotRequired[str]
    """When it was resolved; absent until then."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class RemediationPage(TypedDict):
    """A page of remediations."""

    data: list[Remediation]
    """The remediations of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class BackupJob(TypedDict):
    """What a backup product runs for a client."""

    id: str
    """A UUID of version 7, in lower case."""
    client_id: str
    """The client."""
    asset_id: NotRequired[str]
    """The asset that is backed up; absent where it is none, such as a mail tenant."""
    name: str
    """The backup job's name in the product."""
    provider: BackupProvider
    """The product that makes the backup."""
    status: BackupJobStatus
    """What came out of the last run, or that it runs, or that there has been none."""
    last_success_at: str | None
    """When it last succeeded; `null` when it never did."""
    age_hours: float | None
    """The hours since it last succeeded, at the time of the answer; `null` when it never did."""
    size_bytes: int
    """The size of the last success; 0 when it never did."""
    message: NotRequired[str]
    """What the product said about the last run."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class BackupJobPage(TypedDict):
    """A page of backup jobs."""

    data: list[BackupJob]
    """The backup jobs of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class BackupCounts(TypedDict):
    """Assets, by how well they are backed up."""

    asset_count: int
    """The assets that are looked at; the sum of the other three."""
    protected_count: int
    """Those with a backup job that succeeded within the last 48 hours."""
    stale_count: int
    """Those whose last success is longer ago."""
    unprotected_count: int
    """Those without a backup job that ever succeeded."""
    percent: float | None
    """The protected assets in percent, rounded down to one decimal place; `null` where there is no asset."""


class BackupClientCoverage(TypedDict):
    """How much of one client is backed up."""

    asset_count: int
    """The assets that are looked at; the sum of the other three."""
    protected_count: int
    """Those with a backup job that succeeded within the last 48 hours."""
    stale_count: int
    """Those whose last success is longer ago."""
    unprotected_count: int
    """Those without a backup job that ever succeeded."""
    percent: float | None
    """The protected assets in percent, rounded down to one decimal place; `null` where there is no asset."""
    client_id: str
    """The client."""
    client_name: str
    """The client's name."""


class BackupCoverage(TypedDict):
    """How much is backed up."""

    asset_count: int
    """The assets that are looked at; the sum of the other three."""
    protected_count: int
    """Those with a backup job that succeeded within the last 48 hours."""
    stale_count: int
    """Those whose last success is longer ago."""
    unprotected_count: int
    """Those without a backup job that ever succeeded."""
    percent: float | None
    """The protected assets in percent, rounded down to one decimal place; `null` where there is no asset."""
    client_count: int
    """The clients that were looked at."""
    by_client: list[BackupClientCoverage]
    """The clients, the lowest `percent` first and those without an asset last; among equals, the oldest
    client
    first.
    """


class Integration(TypedDict):
    """A system that data comes from."""

    id: str
    """A UUID of version 7, in lower case."""
    provider: IntegrationProvider
    """The product at the other end."""
    name: str
    """What the MSP calls it."""
    enabled: bool
    """Whether data is fetched."""
    health: IntegrationHealth
    """`healthy` when the last syncs succeeded, `degraded` when some failed, `failing` when the latest ones
    did,
    `unknown` before the first.
    """
    last_sync_at: str | None
    """When a sync last succeeded; `null` when none has."""
    message: NotRequired[str]
    """What went wrong with the last sync, if something did; never a secret."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class IntegrationPage(TypedDict):
    """A page of integrations."""

    data: list[Integration]
    """The integrations of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class ReportMonth(TypedDict):
    """One month of the calendar."""

    kind: Literal["month"]
    """A month."""
    month: str
    """Year and month."""


class ReportQuarter(TypedDict):
    """One quarter of the calendar."""

    kind: Literal["quarter"]
    """A quarter."""
    quarter: str
    """Year and quarter."""


class ReportDays(TypedDict):
    """A number of days from a first one on, a leap year at most."""

    kind: Literal["days"]
    """A number of days."""
    start: str
    """The first day."""
    days: int
    """How many days, the first one included."""


class ReportFields(TypedDict):
    """What a report is ordered with."""

    type: ReportType
    """What the report tells: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or verdicts with
    the evidence and hashes behind them, for an auditor (`evidence_pack`).
    """
    format: ReportFormat
    """The file's format."""
    period: ReportPeriod
    """The days that the report covers, in UTC: a month, a quarter, or up to 366 days. It may lie in the
    future, where there is nothing to report yet.
    """
    client_id: NotRequired[str]
    """The client that it is about (the MSP's customer); without it, all clients."""


class ReportInput(TypedDict):
    """A report, as it is ordered."""

    type: ReportType
    """What the report tells: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or verdicts with
    the evidence and hashes behind them, for an auditor (`evidence_pack`).
    """
    format: ReportFormat
    """The file's format."""
    period: ReportPeriod
    """The days that the report covers, in UTC: a month, a quarter, or up to 366 days. It may lie in the
    future, where there is nothing to report yet.
    """
    client_id: NotRequired[str]
    """The client that it is about (the MSP's customer); without it, all clients."""


class Report(TypedDict):
    """A report, and how to tell its file."""

    type: ReportType
    """What the report tells: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or verdicts with
    the evidence and hashes behind them, for an auditor (`evidence_pack`).
    """
    format: ReportFormat
    """The file's format."""
    period: ReportPeriod
    """The days that the report covers, in UTC: a month, a quarter, or up to 366 days. It may lie in the
    future, where there is nothing to report yet.
    """
    client_id: NotRequired[str]
    """The client that it is about (the MSP's customer); without it, all clients."""
    id: str
    """A UUID of version 7, in lower case."""
    job_id: str
    """The job that makes it."""
    status: ReportStatus
    """Where the report stands; `succeeded` and `failed` are final."""
    period_from: str
    """The first day that it covers."""
    period_to: str
    """The last day that it covers."""
    size_bytes: NotRequired[int]
    """The file's length; there once the report has succeeded."""
    sha256: NotRequired[str]
    """The file's SHA-256 in hexadecimal; there once the report has succeeded."""
    problem: NotRequired[JobProblem]
    """Why it failed; there when it has."""
    finished_at: NotRequired[str]
    """When it succeeded or failed."""
    expires_at: NotRequired[str]
    """When the file goes; there once the report has succeeded."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class ReportPage(TypedDict):
    """A page of reports."""

    data: list[Report]
    """The reports of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class ReportFigure(TypedDict):
    """One number of a report."""

    name: str
    """Stable, for programs."""
    label: str
    """For people."""
    value: float | None
    """The number; `null` where there was nothing to compute it from."""
    unit: ReportFigureUnit
    """What it counts."""


class ReportColumn(TypedDict):
    """One column of a report's table."""

    name: str
    """Stable, for programs; the header in a CSV file."""
    label: str
    """For people."""
    type: ReportColumnType
    """What its cells hold."""


class ReportTable(TypedDict):
    """One table of a report."""

    name: str
    """Stable, for programs."""
    title: str
    """For people."""
    columns: list[ReportColumn]
    """The columns, in their order."""
    rows: list[list[str | float | bool | None]]
    """The rows, with one cell a column."""


class ReportDocument(TypedDict):
    """A report as JSON, with the figures and tables that the PDF draws; the first table is the CSV."""

    report_id: str
    """The report."""
    type: ReportType
    """What the report tells: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or verdicts with
    the evidence and hashes behind them, for an auditor (`evidence_pack`).
    """
    title: str
    """The headline."""
    organisation: str
    """The MSP's name."""
    client: NotRequired[ReportDocumentClient]
    """The client that it is about; absent when it is about all."""
    period_from: str
    """The first day that it covers."""
    period_to: str
    """The last day that it covers."""
    generated_at: str
    """The time that its data was read at."""
    figures: list[ReportFigure]
    """The numbers that matter most."""
    tables: list[ReportTable]
    """What the numbers were computed from."""


class ReportDocumentClient(TypedDict):
    """The client that it is about; absent when it is about all."""

    id: str
    """A UUID of version 7, in lower case."""
    name: str
    """One line of text, without white space at its ends."""


class BulkClientItem(TypedDict):
    """A client, and at least one reference to tell it by."""

    name: str
    """The client's name, unique within the organisation."""
    domains: NotRequired[list[str]]
    """The client's mail and web domains."""
    status: NotRequired[ClientStatus]
    """Where the client stands with the MSP."""
    tags: NotRequired[list[str]]
    """Labels of the MSP's own."""
    notes: NotRequired[str]
    """Free text."""
    external_refs: list[ExternalReference]
    """At most one a system."""


class BulkClientsInput(TypedDict):
    """The clients to create or replace."""

    items: list[BulkClientItem]
    """The clients, applied in order."""


class BulkAssetItem(TypedDict):
    """An asset, and at least one reference to tell it by."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """What kind of thing the asset is."""
    status: NotRequired[AssetStatus]
    """Whether the asset is in use. One that is `needs_review` waits for somebody to look at it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; the case is kept."""
    serial: NotRequired[str]
    """The maker's serial number."""
    os: NotRequired[str]
    """The operating system or firmware, with its version."""
    last_seen_at: NotRequired[str]
    """When a monitoring system last heard of the asset; absent when none ever did."""
    last_patched_at: NotRequired[str]
    """When updates were last installed; absent when that is not known."""
    encrypted: NotRequired[bool]
    """Whether the asset's storage is encrypted; absent when that is not known."""
    external_refs: list[ExternalReference]
    """At most one a system."""


class BulkAssetsInput(TypedDict):
    """The assets to create or replace."""

    items: list[BulkAssetItem]
    """The assets, applied in order."""


class BulkTicketItem(TypedDict):
    """A ticket, and at least one reference to tell it by."""

    client_id: str
    """The client that the work is for."""
    contact_id: NotRequired[str | None]
    """The client's contact who is told about the work; `null` means nobody."""
    asset_id: NotRequired[str]
    """The client's asset that the work is on; absent when it is on none in particular."""
    subject: str
    """What it is about, in one line."""
    description: NotRequired[str]
    """What it is about, at length."""
    priority: NotRequired[TicketPriority]
    """How soon somebody should work on the ticket."""
    status: NotRequired[TicketStatus]
    """How far the work is."""
    external_refs: list[ExternalReference]
    """At most one a system."""


class BulkTicketsInput(TypedDict):
    """The tickets to create or replace."""

    items: list[BulkTicketItem]
    """The tickets, applied in order."""


class BulkItemWritten(TypedDict):
    """An item that was applied."""

    index: int
    """The item's place in `items`, from 0."""
    outcome: BulkItemWrittenOutcome
    """What became of it; `unchanged` where everything was so already."""
    id: str
    """The resource that was written."""


class BulkItemFailed(TypedDict):
    """An item that was not applied."""

    index: int
    """The item's place in `items`, from 0."""
    outcome: Literal["failed"]
    """It changed nothing."""
    problems: list[JobProblem]
    """Everything that was wrong with it, with pointers into the request's body."""


class BulkResult(TypedDict):
    """What became of the items; the four counts add up to their number."""

    created: int
    """How many were created."""
    updated: int
    """How many were replaced."""
    unchanged: int
    """How many were so already."""
    failed: int
    """How many were not applied."""
    items: list[BulkItemResult]
    """One result an item, in the items' order."""


class JobProblem(TypedDict):
    """Problem details (RFC 9457) of something that went wrong after the request was answered."""

    type: str
    """The problem's page in the docs."""
    title: str
    """The status in words."""
    status: int
    """The HTTP status that a request of its own would have got."""
    detail: str
    """What went wrong this time."""
    code: str
    """Stable and made for programs."""
    pointer: NotRequired[str]
    """The place in the request's body (RFC 6901), where there is one."""


class JobFields(TypedDict):
    """What every job has, whatever its kind."""

    id: str
    """A UUID of version 7, in lower case."""
    kind: JobFieldsKind
    """What is done; it decides the shape of `result`."""
    status: JobStatus
    """Where the job stands; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """How much of it is done, in percent; it never falls."""
    errors: list[JobProblem]
    """Why it failed; empty unless it did."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    started_at: NotRequired[str]
    """When it began to run."""
    finished_at: NotRequired[str]
    """When it ended."""
    expires_at: NotRequired[str]
    """When it goes, 24 hours after it ended."""


class BulkJob(TypedDict):
    """A job that creates and replaces many items."""

    id: str
    """A UUID of version 7, in lower case."""
    kind: BulkJobKind
    """What is done; it decides the shape of `result`."""
    status: JobStatus
    """Where the job stands; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """How much of it is done, in percent; it never falls."""
    errors: list[JobProblem]
    """Why it failed; empty unless it did."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    started_at: NotRequired[str]
    """When it began to run."""
    finished_at: NotRequired[str]
    """When it ended."""
    expires_at: NotRequired[str]
    """When it goes, 24 hours after it ended."""
    result: NotRequired[BulkResult]
    """What became of the items; the four counts add up to their number."""


class AssetActionJob(TypedDict):
    """A job that carries out an action on an asset."""

    id: str
    """A UUID of version 7, in lower case."""
    kind: Literal["asset_action"]
    """What is done; it decides the shape of `result`."""
    status: JobStatus
    """Where the job stands; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """How much of it is done, in percent; it never falls."""
    errors: list[JobProblem]
    """Why it failed; empty unless it did."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    started_at: NotRequired[str]
    """When it began to run."""
    finished_at: NotRequired[str]
    """When it ended."""
    expires_at: NotRequired[str]
    """When it goes, 24 hours after it ended."""
    result: NotRequired[AssetActionResult]
    """What an action on an asset came to; also what `asset.action_completed` carries."""


class EvaluationRunJob(TypedDict):
    """A job that evaluates controls on clients."""

    id: str
    """A UUID of version 7, in lower case."""
    kind: Literal["evaluation_run"]
    """What is done; it decides the shape of `result`."""
    status: JobStatus
    """Where the job stands; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """How much of it is done, in percent; it never falls."""
    errors: list[JobProblem]
    """Why it failed; empty unless it did."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    started_at: NotRequired[str]
    """When it began to run."""
    finished_at: NotRequired[str]
    """When it ended."""
    expires_at: NotRequired[str]
    """When it goes, 24 hours after it ended."""
    result: NotRequired[EvaluationRunResult]
    """What a run of evaluations came to."""


class BackupRetryJob(TypedDict):
    """A job that tries a backup again."""

    id: str
    """A UUID of version 7, in lower case."""
    kind: Literal["backup_retry"]
    """What is done; it decides the shape of `result`."""
    status: JobStatus
    """Where the job stands; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """How much of it is done, in percent; it never falls."""
    errors: list[JobProblem]
    """Why it failed; empty unless it did."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    started_at: NotRequired[str]
    """When it began to run."""
    finished_at: NotRequired[str]
    """When it ended."""
    expires_at: NotRequired[str]
    """When it goes, 24 hours after it ended."""
    result: NotRequired[BackupRetryResult]
    """What trying a backup again came to."""


class IntegrationSyncJob(TypedDict):
    """A job that reads an integration's data."""

    id: str
    """A UUID of version 7, in lower case."""
    kind: Literal["integration_sync"]
    """What is done; it decides the shape of `result`."""
    status: JobStatus
    """Where the job stands; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """How much of it is done, in percent; it never falls."""
    errors: list[JobProblem]
    """Why it failed; empty unless it did."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    started_at: NotRequired[str]
    """When it began to run."""
    finished_at: NotRequired[str]
    """When it ended."""
    expires_at: NotRequired[str]
    """When it goes, 24 hours after it ended."""
    result: NotRequired[IntegrationSyncResult]
    """What a synchronisation came to."""


class ReportJob(TypedDict):
    """A job that makes a report."""

    id: str
    """A UUID of version 7, in lower case."""
    kind: Literal["report"]
    """What is done; it decides the shape of `result`."""
    status: JobStatus
    """Where the job stands; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """How much of it is done, in percent; it never falls."""
    errors: list[JobProblem]
    """Why it failed; empty unless it did."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    started_at: NotRequired[str]
    """When it began to run."""
    finished_at: NotRequired[str]
    """When it ended."""
    expires_at: NotRequired[str]
    """When it goes, 24 hours after it ended."""
    result: NotRequired[ReportJobResult]
    """What the job made."""


class AssetActionResult(TypedDict):
    """What an action on an asset came to; also what `asset.action_completed` carries."""

    job_id: str
    """The job that carried it out."""
    asset_id: str
    """The asset."""
    client_id: str
    """The client that the asset belongs to."""
    action: AssetActionResultAction
    """What was done."""
    simulate: bool
    """Whether it was only tried: nothing was changed then."""
    reason: NotRequired[str]
    """The reason that was given."""
    outcome: AssetActionResultOutcome
    """Whether it changed anything; `unchanged` where the asset was so already."""
    detail: NotRequired[str]
    """What was found or done."""
    completed_at: str
    """When it was done."""


class EvaluationRunResult(TypedDict):
    """What a run of evaluations came to."""

    evaluated: int
    """How many pairs of control and client were judged."""
    passed: int
    """How many passed."""
    failed: int
    """How many failed."""
    partial: int
    """How many passed in part."""
    not_applicable: int
    """How many did not apply."""
    remediations_opened: int
    """How many remediations were opened."""
    remediations_resolved: int
    """How many remediations were resolved."""


class BackupRetryResult(TypedDict):
    """What trying a backup again came to."""

    backup_job_id: str
    """The backup job."""
    outcome: BackupRetryResultOutcome
    """How the backup itself ended."""


class IntegrationSyncResult(TypedDict):
    """What a synchronisation came to."""

    integration_id: str
    """The integration."""
    received: int
    """How many items the other system sent."""
    created: int
    """How many of them were new."""
    updated: int
    """How many of them had changed."""


class ReportJobResult(TypedDict):
    """What the job made."""

    report_id: str
    """The report."""


class WebhookFields(TypedDict):
    """What is written to a webhook."""

    url: str
    """Where events are sent: https only and public addresses only, unless the operator's setting for
    local development allows others. No user, no fragment.
    """
    description: NotRequired[str]
    """What it is for."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    enabled: NotRequired[bool]
    """Whether events are sent."""


class WebhookInput(TypedDict):
    """A webhook, as it is created."""

    url: str
    """Where events are sent: https only and public addresses only, unless the operator's setting for
    local development allows others. No user, no fragment.
    """
    description: NotRequired[str]
    """What it is for."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    enabled: NotRequired[bool]
    """Whether events are sent."""


class WebhookReplacement(TypedDict):
    """A webhook, as it is replaced."""

    url: str
    """Where events are sent: https only and public addresses only, unless the operator's setting for
    local development allows others. No user, no fragment.
    """
    description: NotRequired[str]
    """What it is for."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    enabled: NotRequired[bool]
    """Whether events are sent."""
    rotate_secret: NotRequired[bool]
    """Whether to make a new secret, which the answer then shows once."""


class WebhookState(TypedDict):
    """What we keep of a webhook."""

    id: str
    """A UUID of version 7, in lower case."""
    enabled: bool
    """Whether events are sent."""
    disabled_reason: NotRequired[WebhookStateDisabledReason]
    """Why we disabled it: `gone` when the endpoint answered 410, `retries_exhausted` when the last retry
    of a delivery failed. Absent while it is enabled, and when it was disabled by a caller.
    """
    previous_secret_expires_at: NotRequired[str]
    """Until when deliveries are signed with the previous secret too; there while the secret is being
    rotated.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class Webhook(TypedDict):
    """Where events are delivered."""

    url: str
    """Where events are sent: https only and public addresses only, unless the operator's setting for
    local development allows others. No user, no fragment.
    """
    description: NotRequired[str]
    """What it is for."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    enabled: bool
    """Whether events are sent."""
    id: str
    """A UUID of version 7, in lower case."""
    disabled_reason: NotRequired[WebhookStateDisabledReason]
    """Why we disabled it: `gone` when the endpoint answered 410, `retries_exhausted` when the last retry
    of a delivery failed. Absent while it is enabled, and when it was disabled by a caller.
    """
    previous_secret_expires_at: NotRequired[str]
    """Until when deliveries are signed with the previous secret too; there while the secret is being
    rotated.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class WebhookWithSecret(TypedDict):
    """A webhook that was just created, with its secret."""

    url: str
    """Where events are sent: https only and public addresses only, unless the operator's setting for
    local development allows others. No user, no fragment.
    """
    description: NotRequired[str]
    """What it is for."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    enabled: bool
    """Whether events are sent."""
    id: str
    """A UUID of version 7, in lower case."""
    disabled_reason: NotRequired[WebhookStateDisabledReason]
    """Why we disabled it: `gone` when the endpoint answered 410, `retries_exhausted` when the last retry
    of a delivery failed. Absent while it is enabled, and when it was disabled by a caller.
    """
    previous_secret_expires_at: NotRequired[str]
    """Until when deliveries are signed with the previous secret too; there while the secret is being
    rotated.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""
    secret: str
    """`whsec_` and the base64 of 24 to 64 random bytes: the key of the signatures. Keep it; it is shown
    once.
    """


class WebhookReplaced(TypedDict):
    """A webhook that was just replaced; with its new secret when `rotate_secret` asked for one."""

    url: str
    """Where events are sent: https only and public addresses only, unless the operator's setting for
    local development allows others. No user, no fragment.
    """
    description: NotRequired[str]
    """What it is for."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    enabled: bool
    """Whether events are sent."""
    id: str
    """A UUID of version 7, in lower case."""
    disabled_reason: NotRequired[WebhookStateDisabledReason]
    """Why we disabled it: `gone` when the endpoint answered 410, `retries_exhausted` when the last retry
    of a delivery failed. Absent while it is enabled, and when it was disabled by a caller.
    """
    previous_secret_expires_at: NotRequired[str]
    """Until when deliveries are signed with the previous secret too; there while the secret is being
    rotated.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""
    secret: NotRequired[str]
    """`whsec_` and the base64 of 24 to 64 random bytes: the key of the signatures. Keep it; it is shown
    once.
    """


class WebhookPage(TypedDict):
    """A page of webhooks."""

    data: list[Webhook]
    """The webhooks of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class WebhookAttempt(TypedDict):
    """One attempt to deliver."""

    at: str
    """When it was made."""
    status_code: NotRequired[int]
    """The status that the endpoint answered; only 2xx succeeds."""
    duration_ms: int
    """How long it took."""
    error: NotRequired[WebhookAttemptError]
    """Why there was no answer."""
    response_excerpt: NotRequired[str]
    """The beginning of the answer's body."""


class WebhookRequest(TypedDict):
    """What was sent last, with signatures and credentials redacted."""

    headers: dict[str, str]
    """The header fields, by their names in lower case."""
    body_excerpt: str
    """The beginning of the body."""


class WebhookDelivery(TypedDict):
    """One event on its way to one webhook."""

    id: str
    """A UUID of version 7, in lower case."""
    webhook_id: str
    """The webhook."""
    event_id: str
    """The event, sent as `webhook-id`."""
    event_type: WebhookEventType
    """What happened."""
    test: bool
    """Whether it carries an example instead of something that happened."""
    status: WebhookDeliveryStatus
    """Where the delivery stands; `pending` until an attempt succeeds or the last one fails."""
    attempts: list[WebhookAttempt]
    """The attempts so far, oldest first; the latest 100."""
    next_attempt_at: str | None
    """When it is attempted next; `null` when it is not."""
    request: NotRequired[WebhookRequest]
    """The latest attempt's request; absent before the first."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class WebhookDeliveryPage(TypedDict):
    """A page of deliveries."""

    data: list[WebhookDelivery]
    """The deliveries of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class WebhookEvent(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: WebhookEventType
    """What happened."""
    timestamp: str
    """When it happened."""
    data: dict[str, Any]
    """What it happened to."""


class ContactFields(TypedDict):
    """What is written to a contact."""

    client_id: str
    """The client that the person works for."""
    name: str
    """The person's name."""
    email: NotRequired[str]
    """The person's address; two contacts may share one."""
    phone: NotRequired[str]
    """A telephone number, as E.164 has it."""
    role: NotRequired[str]
    """What the person does at the client."""
    is_primary: NotRequired[bool]
    """Whether this is the one contact that the client is reached through first."""


class ContactInput(TypedDict):
    """A contact, as it is written."""

    client_id: str
    """The client that the person works for."""
    name: str
    """The person's name."""
    email: NotRequired[str]
    """The person's address; two contacts may share one."""
    phone: NotRequired[str]
    """A telephone number, as E.164 has it."""
    role: NotRequired[str]
    """What the person does at the client."""
    is_primary: NotRequired[bool]
    """Whether this is the one contact that the client is reached through first."""


class Contact(TypedDict):
    """A person at a client."""

    client_id: str
    """The client that the person works for."""
    name: str
    """The person's name."""
    email: NotRequired[str]
    """The person's address; two contacts may share one."""
    phone: NotRequired[str]
    """A telephone number, as E.164 has it."""
    role: NotRequired[str]
    """What the person does at the client."""
    is_primary: bool
    """Whether this is the one contact that the client is reached through first."""
    id: str
    """A UUID of version 7, in lower case."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class ContactPage(TypedDict):
    """A page of contacts."""

    data: list[Contact]
    """The contacts of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class AssetFields(TypedDict):
    """What is written to an asset."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """What kind of thing the asset is."""
    status: NotRequired[AssetStatus]
    """Whether the asset is in use. One that is `needs_review` waits for somebody to look at it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; the case is kept."""
    serial: NotRequired[str]
    """The maker's serial number."""
    os: NotRequired[str]
    """The operating system or firmware, with its version."""
    last_seen_at: NotRequired[str]
    """When a monitoring system last heard of the asset; absent when none ever did."""
    last_patched_at: NotRequired[str]
    """When updates were last installed; absent when that is not known."""
    encrypted: NotRequired[bool]
    """Whether the asset's storage is encrypted; absent when that is not known."""
    external_refs: NotRequired[ExternalReferences]
    """At most one a system."""


class AssetInput(TypedDict):
    """An asset, as it is written."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """What kind of thing the asset is."""
    status: NotRequired[AssetStatus]
    """Whether the asset is in use. One that is `needs_review` waits for somebody to look at it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; the case is kept."""
    serial: NotRequired[str]
    """The maker's serial number."""
    os: NotRequired[str]
    """The operating system or firmware, with its version."""
    last_seen_at: NotRequired[str]
    """When a monitoring system last heard of the asset; absent when none ever did."""
    last_patched_at: NotRequired[str]
    """When updates were last installed; absent when that is not known."""
    encrypted: NotRequired[bool]
    """Whether the asset's storage is encrypted; absent when that is not known."""
    external_refs: NotRequired[ExternalReferences]
    """At most one a system."""


class Asset(TypedDict):
    """An endpoint, a server, a network device or a cloud resource of a client."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """What kind of thing the asset is."""
    status: AssetStatus
    """Whether the asset is in use. One that is `needs_review` waits for somebody to look at it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; the case is kept."""
    serial: NotRequired[str]
    """The maker's serial number."""
    os: NotRequired[str]
    """The operating system or firmware, with its version."""
    last_seen_at: NotRequired[str]
    """When a monitoring system last heard of the asset; absent when none ever did."""
    last_patched_at: NotRequired[str]
    """When updates were last installed; absent when that is not known."""
    encrypted: NotRequired[bool]
    """Whether the asset's storage is encrypted; absent when that is not known."""
    external_refs: ExternalReferences
    """At most one a system."""
    id: str
    """A UUID of version 7, in lower case."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class AssetPage(TypedDict):
    """A page of assets."""

    data: list[Asset]
    """The assets of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class AssetSoftware(TypedDict):
    """Software that is installed on an asset."""

    id: str
    """A UUID of version 7, in lower case."""
    asset_id: str
    """The asset that it is installed on."""
    name: str
    """The product's name."""
    version: NotRequired[str]
    """The version as the product tells it; absent when it tells none."""
    publisher: NotRequired[str]
    """Who makes it."""
    installed_at: NotRequired[str]
    """When it was installed; absent when that is not known."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class AssetSoftwarePage(TypedDict):
    """A page of the software on an asset."""

    data: list[AssetSoftware]
    """The software of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class AssetActionFields(TypedDict):
    """What every action has."""

    simulate: NotRequired[bool]
    """Whether to find out what would be done without doing it."""
    reason: NotRequired[str]
    """Why, for the record."""
    action: Any


class AssetActionScanInput(TypedDict):
    """Reads the asset's state anew."""

    action: Literal["scan"]
    """Always `scan`."""
    depth: NotRequired[AssetActionScanInputDepth]
    """A quick scan looks at what runs, a full one at everything that is stored."""
    simulate: NotRequired[bool]
    """Whether to find out what would be done without doing it."""
    reason: NotRequired[str]
    """Why, for the record."""


class AssetActionIsolateInput(TypedDict):
    """Cuts the asset off from the network."""

    action: Literal["isolate"]
    """Always `isolate`."""
    simulate: NotRequired[bool]
    """Whether to find out what would be done without doing it."""
    reason: str
    """Why, for the record."""


class AssetActionReleaseInput(TypedDict):
    """Lets the asset back onto the network."""

    action: Literal["release"]
    """Always `release`."""
    simulate: NotRequired[bool]
    """Whether to find out what would be done without doing it."""
    reason: str
    """Why, for the record."""


class AssetActionProtectInput(TypedDict):
    """Turns the asset's protection on."""

    action: Literal["protect"]
    """Always `protect`."""
    simulate: NotRequired[bool]
    """Whether to find out what would be done without doing it."""
    reason: str
    """Why, for the record."""


class AlertFields(TypedDict):
    """What is written to an alert."""

    status: AlertStatus
    """How far the alert has been dealt with."""
    note: NotRequired[str]
    """What was found out or done about it."""


class AlertReplacement(TypedDict):
    """An alert's state, as it is written."""

    status: AlertStatus
    """How far the alert has been dealt with."""
    note: NotRequired[str]
    """What was found out or done about it."""


class Alert(TypedDict):
    """Something that a monitoring source reported."""

    status: AlertStatus
    """How far the alert has been dealt with."""
    note: NotRequired[str]
    """What was found out or done about it."""
    id: str
    """A UUID of version 7, in lower case."""
    client_id: str
    """The client that it concerns."""
    asset_id: NotRequired[str]
    """The asset that it concerns; absent when it concerns none in particular."""
    title: str
    """The source's own words."""
    severity: AlertSeverity
    """How bad the source holds it to be."""
    source: str
    """The system that raised the alert, in lower case."""
    raised_at: str
    """When the source raised it."""
    resolved_at: NotRequired[str]
    """When it became `resolved`; absent until then."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class AlertPage(TypedDict):
    """A page of alerts."""

    data: list[Alert]
    """The alerts of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class TicketFields(TypedDict):
    """What is written to a ticket."""

    client_id: str
    """The client that the work is for."""
    contact_id: NotRequired[str | None]
    """The client's contact who is told about the work; `null` means nobody."""
    asset_id: NotRequired[str]
    """The client's asset that the work is on; absent when it is on none in particular."""
    subject: str
    """What it is about, in one line."""
    description: NotRequired[str]
    """What it is about, at length."""
    priority: NotRequired[TicketPriority]
    """How soon somebody should work on the ticket."""
    status: NotRequired[TicketStatus]
    """How far the work is."""
    external_refs: NotRequired[ExternalReferences]
    """At most one a system."""


class TicketInput(TypedDict):
    """A ticket, as it is written."""

    client_id: str
    """The client that the work is for."""
    contact_id: NotRequired[str | None]
    """The client's contact who is told about the work; `null` means nobody."""
    asset_id: NotRequired[str]
    """The client's asset that the work is on; absent when it is on none in particular."""
    subject: str
    """What it is about, in one line."""
    description: NotRequired[str]
    """What it is about, at length."""
    priority: NotRequired[TicketPriority]
    """How soon somebody should work on the ticket."""
    status: NotRequired[TicketStatus]
    """How far the work is."""
    external_refs: NotRequired[ExternalReferences]
    """At most one a system."""


class TicketRecord(TypedDict):
    """A ticket but for its notes; the part that `Ticket` and `TicketSummary` share."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact who is told about the work; `null` means nobody."""
    asset_id: NotRequired[str]
    """The client's asset that the work is on; absent when it is on none in particular."""
    subject: str
    """What it is about, in one line."""
    description: NotRequired[str]
    """What it is about, at length."""
    priority: TicketPriority
    """How soon somebody should work on the ticket."""
    status: TicketStatus
    """How far the work is."""
    external_refs: ExternalReferences
    """At most one a system."""
    id: str
    """A UUID of version 7, in lower case."""
    number: int
    """Counts the organisation's tickets, for people to name them by."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class TicketSummary(TypedDict):
    """A ticket without its notes, as lists have it."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact who is told about the work; `null` means nobody."""
    asset_id: NotRequired[str]
    """The client's asset that the work is on; absent when it is on none in particular."""
    subject: str
    """What it is about, in one line."""
    description: NotRequired[str]
    """What it is about, at length."""
    priority: TicketPriority
    """How soon somebody should work on the ticket."""
    status: TicketStatus
    """How far the work is."""
    external_refs: ExternalReferences
    """At most one a system."""
    id: str
    """A UUID of version 7, in lower case."""
    number: int
    """Counts the organisation's tickets, for people to name them by."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class Ticket(TypedDict):
    """Work for a client, with its notes."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact who is told about the work; `null` means nobody."""
    asset_id: NotRequired[str]
    """The client's asset that the work is on; absent when it is on none in particular."""
    subject: str
    """What it is about, in one line."""
    description: NotRequired[str]
    """What it is about, at length."""
    priority: TicketPriority
    """How soon somebody should work on the ticket."""
    status: TicketStatus
    """How far the work is."""
    external_refs: ExternalReferences
    """At most one a system."""
    id: str
    """A UUID of version 7, in lower case."""
    number: int
    """Counts the organisation's tickets, for people to name them by."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""
    notes: list[TicketNote]
    """The notes, oldest first."""


class TicketPage(TypedDict):
    """A page of tickets."""

    data: list[TicketSummary]
    """The tickets of this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last one."""


class TicketNoteFields(TypedDict):
    """What is written to a note."""

    body: str
    """The note's text."""
    visibility: NotRequired[TicketNoteVisibility]
    """Who may read the note. `public` is for the client too, `internal` for the MSP alone."""


class TicketNoteInput(TypedDict):
    """A note, as it is written."""

    body: str
    """The note's text."""
    visibility: NotRequired[TicketNoteVisibility]
    """Who may read the note. `public` is for the client too, `internal` for the MSP alone."""


class TicketNote(TypedDict):
    """A note on a ticket."""

    body: str
    """The note's text."""
    visibility: TicketNoteVisibility
    """Who may read the note. `public` is for the client too, `internal` for the MSP alone."""
    id: str
    """A UUID of version 7, in lower case."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    author: str
    """The API key that wrote it: its name, or its identifier when it has none."""


class ClientCreatedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["client.created"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: ClientCreatedWebhookData
    """What it happened to."""


class ClientCreatedWebhookData(TypedDict):
    """What it happened to."""

    name: str
    """The client's name, unique within the organisation."""
    domains: list[str]
    """The client's mail and web domains."""
    status: ClientStatus
    """Where the client stands with the MSP."""
    tags: list[str]
    """Labels of the MSP's own."""
    notes: NotRequired[str]
    """Free text."""
    external_refs: ExternalReferences
    """At most one a system."""
    id: str
    """A UUID of version 7, in lower case."""
    risk_score: int
    """Computed from open remediations and alerts; 0 is calm, 100 is alarming. It is 100 × w ÷ (w + 80),
    rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w when it is
    critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class ClientUpdatedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["client.updated"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: ClientUpdatedWebhookData
    """What it happened to."""


class ClientUpdatedWebhookData(TypedDict):
    """What it happened to."""

    name: str
    """The client's name, unique within the organisation."""
    domains: list[str]
    """The client's mail and web domains."""
    status: ClientStatus
    """Where the client stands with the MSP."""
    tags: list[str]
    """Labels of the MSP's own."""
    notes: NotRequired[str]
    """Free text."""
    external_refs: ExternalReferences
    """At most one a system."""
    id: str
    """A UUID of version 7, in lower case."""
    risk_score: int
    """Computed from open remediations and alerts; 0 is calm, 100 is alarming. It is 100 × w ÷ (w + 80),
    rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w when it is
    critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class AssetActionCompletedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["asset.action_completed"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: AssetActionCompletedWebhookData
    """What it happened to."""


class AssetActionCompletedWebhookData(TypedDict):
    """What it happened to."""

    job_id: str
    """The job that carried it out."""
    asset_id: str
    """The asset."""
    client_id: str
    """The client that the asset belongs to."""
    action: AssetActionResultAction
    """What was done."""
    simulate: bool
    """Whether it was only tried: nothing was changed then."""
    reason: NotRequired[str]
    """The reason that was given."""
    outcome: AssetActionResultOutcome
    """Whether it changed anything; `unchanged` where the asset was so already."""
    detail: NotRequired[str]
    """What was found or done."""
    completed_at: str
    """When it was done."""


class AlertCreatedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["alert.created"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: AlertCreatedWebhookData
    """What it happened to."""


class AlertCreatedWebhookData(TypedDict):
    """What it happened to."""

    status: AlertStatus
    """How far the alert has been dealt with."""
    note: NotRequired[str]
    """What was found out or done about it."""
    id: str
    """A UUID of version 7, in lower case."""
    client_id: str
    """The client that it concerns."""
    asset_id: NotRequired[str]
    """The asset that it concerns; absent when it concerns none in particular."""
    title: str
    """The source's own words."""
    severity: AlertSeverity
    """How bad the source holds it to be."""
    source: str
    """The system that raised the alert, in lower case."""
    raised_at: str
    """When the source raised it."""
    resolved_at: NotRequired[str]
    """When it became `resolved`; absent until then."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class AlertUpdatedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["alert.updated"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: AlertUpdatedWebhookData
    """What it happened to."""


class AlertUpdatedWebhookData(TypedDict):
    """What it happened to."""

    status: AlertStatus
    """How far the alert has been dealt with."""
    note: NotRequired[str]
    """What was found out or done about it."""
    id: str
    """A UUID of version 7, in lower case."""
    client_id: str
    """The client that it concerns."""
    asset_id: NotRequired[str]
    """The asset that it concerns; absent when it concerns none in particular."""
    title: str
    """The source's own words."""
    severity: AlertSeverity
    """How bad the source holds it to be."""
    source: str
    """The system that raised the alert, in lower case."""
    raised_at: str
    """When the source raised it."""
    resolved_at: NotRequired[str]
    """When it became `resolved`; absent until then."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class TicketCreatedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["ticket.created"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: TicketCreatedWebhookData
    """What it happened to."""


class TicketCreatedWebhookData(TypedDict):
    """What it happened to."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact who is told about the work; `null` means nobody."""
    asset_id: NotRequired[str]
    """The client's asset that the work is on; absent when it is on none in particular."""
    subject: str
    """What it is about, in one line."""
    description: NotRequired[str]
    """What it is about, at length."""
    priority: TicketPriority
    """How soon somebody should work on the ticket."""
    status: TicketStatus
    """How far the work is."""
    external_refs: ExternalReferences
    """At most one a system."""
    id: str
    """A UUID of version 7, in lower case."""
    number: int
    """Counts the organisation's tickets, for people to name them by."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class TicketUpdatedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["ticket.updated"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: TicketUpdatedWebhookData
    """What it happened to."""


class TicketUpdatedWebhookData(TypedDict):
    """What it happened to."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact who is told about the work; `null` means nobody."""
    asset_id: NotRequired[str]
    """The client's asset that the work is on; absent when it is on none in particular."""
    subject: str
    """What it is about, in one line."""
    description: NotRequired[str]
    """What it is about, at length."""
    priority: TicketPriority
    """How soon somebody should work on the ticket."""
    status: TicketStatus
    """How far the work is."""
    external_refs: ExternalReferences
    """At most one a system."""
    id: str
    """A UUID of version 7, in lower case."""
    number: int
    """Counts the organisation's tickets, for people to name them by."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class EvaluationCompletedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["evaluation.completed"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: EvaluationCompletedWebhookData
    """What it happened to."""


class EvaluationCompletedWebhookData(TypedDict):
    """What it happened to."""

    id: str
    """A UUID of version 7, in lower case."""
    control_id: str
    """The control."""
    control_identifier: str
    """The control's identifier at that moment."""
    client_id: str
    """The client."""
    mode: EvaluationMode
    """`test` verdicts come from controls in the state `test`, and touch nothing else."""
    result: EvaluationResult
    """Met, not met, met in part, or nothing to judge by."""
    confidence: int
    """How much of what the rule needs to know was known; 100 is all of it."""
    summary: str
    """The verdict in a sentence or two."""
    details: list[EvaluationDetail]
    """What each part of the rule found, the whole rule first."""
    evidence_ids: list[str]
    """What the verdict rests on; empty in the mode `test`."""
    evaluated_at: str
    """The moment whose facts were judged."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class EvaluationFailedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["evaluation.failed"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: EvaluationFailedWebhookData
    """What it happened to."""


class EvaluationFailedWebhookData(TypedDict):
    """What it happened to."""

    id: str
    """A UUID of version 7, in lower case."""
    control_id: str
    """The control."""
    control_identifier: str
    """The control's identifier at that moment."""
    client_id: str
    """The client."""
    mode: EvaluationMode
    """`test` verdicts come from controls in the state `test`, and touch nothing else."""
    result: EvaluationResult
    """Met, not met, met in part, or nothing to judge by."""
    confidence: int
    """How much of what the rule needs to know was known; 100 is all of it."""
    summary: str
    """The verdict in a sentence or two."""
    details: list[EvaluationDetail]
    """What each part of the rule found, the whole rule first."""
    evidence_ids: list[str]
    """What the verdict rests on; empty in the mode `test`."""
    evaluated_at: str
    """The moment whose facts were judged."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class RemediationResolvedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["remediation.resolved"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: RemediationResolvedWebhookData
    """What it happened to."""


class RemediationResolvedWebhookData(TypedDict):
    """What it happened to."""

    status: RemediationStatus
    """`resolved` is final; `accepted_risk` is a decision that can be taken back."""
    due_at: str
    """By when it is to be done; it may have passed."""
    ticket_id: NotRequired[str]
    """The ticket under which the work is done; it belongs to the same client."""
    note: NotRequired[str]
    """Free text."""
    id: str
    """A UUID of version 7, in lower case."""
    evaluation_id: str
    """The evaluation that opened it."""
    client_id: str
    """The client."""
    control_id: str
    """The control."""
    title: str
    """The control's title when the remediation was opened."""
    severity: ControlSeverity
    """The control's severity when the remediation was opened."""
    accepted_reason: NotRequired[str]
    """Why the risk is accepted, and by whom."""
    resolved_at: NotRequired[str]
    """When it was resolved; absent until then."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class BackupFailedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["backup.failed"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: BackupFailedWebhookData
    """What it happened to."""


class BackupFailedWebhookData(TypedDict):
    """What it happened to."""

    id: str
    """A UUID of version 7, in lower case."""
    client_id: str
    """The client."""
    asset_id: NotRequired[str]
    """The asset that is backed up; absent where it is none, such as a mail tenant."""
    name: str
    """The backup job's name in the product."""
    provider: BackupProvider
    """The product that makes the backup."""
    status: BackupJobStatus
    """What came out of the last run, or that it runs, or that there has been none."""
    last_success_at: str | None
    """When it last succeeded; `null` when it never did."""
    age_hours: float | None
    """The hours since it last succeeded, at the time of the answer; `null` when it never did."""
    size_bytes: int
    """The size of the last success; 0 when it never did."""
    message: NotRequired[str]
    """What the product said about the last run."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class IntegrationSyncFailedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["integration.sync_failed"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: IntegrationSyncFailedWebhookData
    """What it happened to."""


class IntegrationSyncFailedWebhookData(TypedDict):
    """What it happened to."""

    id: str
    """A UUID of version 7, in lower case."""
    provider: IntegrationProvider
    """The product at the other end."""
    name: str
    """What the MSP calls it."""
    enabled: bool
    """Whether data is fetched."""
    health: IntegrationHealth
    """`healthy` when the last syncs succeeded, `degraded` when some failed, `failing` when the latest ones
    did,
    `unknown` before the first.
    """
    last_sync_at: str | None
    """When a sync last succeeded; `null` when none has."""
    message: NotRequired[str]
    """What went wrong with the last sync, if something did; never a secret."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class ReportCompletedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["report.completed"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: ReportCompletedWebhookData
    """What it happened to."""


class ReportCompletedWebhookData(TypedDict):
    """What it happened to."""

    type: ReportType
    """What the report tells: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or verdicts with
    the evidence and hashes behind them, for an auditor (`evidence_pack`).
    """
    format: ReportFormat
    """The file's format."""
    period: ReportPeriod
    """The days that the report covers, in UTC: a month, a quarter, or up to 366 days. It may lie in the
    future, where there is nothing to report yet.
    """
    client_id: NotRequired[str]
    """The client that it is about (the MSP's customer); without it, all clients."""
    id: str
    """A UUID of version 7, in lower case."""
    job_id: str
    """The job that makes it."""
    status: ReportStatus
    """Where the report stands; `succeeded` and `failed` are final."""
    period_from: str
    """The first day that it covers."""
    period_to: str
    """The last day that it covers."""
    size_bytes: NotRequired[int]
    """The file's length; there once the report has succeeded."""
    sha256: NotRequired[str]
    """The file's SHA-256 in hexadecimal; there once the report has succeeded."""
    problem: NotRequired[JobProblem]
    """Why it failed; there when it has."""
    finished_at: NotRequired[str]
    """When it succeeded or failed."""
    expires_at: NotRequired[str]
    """When the file goes; there once the report has succeeded."""
    created_at: str
    """RFC 3339 in UTC, with `Z`."""
    updated_at: str
    """RFC 3339 in UTC, with `Z`."""


class JobFailedWebhook(TypedDict):
    """The body of every event, under 20 kB. `data` is the resource as it was when the event happened, in the
    representation that reading it gives; texts and lists that would take the body past 20 kB are cut at
    their ends.
    """

    type: Literal["job.failed"]
    """What happened."""
    timestamp: str
    """When it happened."""
    data: BulkJob | AssetActionJob | EvaluationRunJob | BackupRetryJob | IntegrationSyncJob | ReportJob
    """What it happened to."""


ExternalReferences: TypeAlias = list[ExternalReference]
"""At most one a system."""

OAuthErrorError: TypeAlias = Literal[
    "invalid_request",
    "invalid_client",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
]
"""The kind of error."""

ClientStatus: TypeAlias = Literal["active", "onboarding", "disabled", "archived"]
"""Where the client stands with the MSP."""

ControlType: TypeAlias = Literal["technical", "procedural", "physical"]
"""What kind of measure the control is."""

ControlCategory: TypeAlias = Literal[
    "access_control",
    "asset_management",
    "awareness_training",
    "backup_recovery",
    "change_management",
    "data_protection",
    "endpoint_protection",
    "governance",
    "incident_response",
    "logging_monitoring",
    "network_security",
    "physical_security",
    "vendor_management",
    "vulnerability_management",
]
"""The field that the control belongs to."""

ControlSeverity: TypeAlias = Literal["low", "medium", "high", "critical"]
"""How much it matters when the control is not met."""

ControlOrigin: TypeAlias = Literal["builtin", "custom"]
"""`builtin` controls come with the platform and are read-only; `custom` ones are the organisation's own."""

ControlState: TypeAlias = Literal["draft", "test", "enabled"]
"""`draft` controls are never evaluated. `test` controls are evaluated when a run names them, and their
verdicts
touch nothing else. `enabled` controls are evaluated by their schedule and in every run.
"""

ControlScheduleInterval: TypeAlias = Literal["manual", "hourly", "daily", "weekly", "monthly"]
"""`manual` controls are evaluated only when a run is asked for."""

FrameworkCode: TypeAlias = Literal["CIS", "NIST-CSF", "ISO-27001", "SOC-2"]
"""A published catalogue."""

Rule: TypeAlias = RuleComparison | RuleMembership | RuleShare | RuleExists | RuleNot | RuleAll | RuleAny
"""What decides a control. A rule is judged over the stored facts of one client at the moment at which the
evaluation begins, and gives a result and a confidence from 0 to 100. It nests three levels deep at most:
`all` or `any` of rules, of which each may be a `not`.

**Tests.** A test compares one fact of one thing, such as an asset. A fact that has no value makes its test
*unknown*. Days and hours are counted in whole ones, rounded down. Words are compared without regard to
case, and a word that a fact never takes matches nothing.

**Conditions.** `match: all` is false when a test is false, otherwise unknown when one is unknown, otherwise
true. `any` is true when a test is true, otherwise unknown when one is unknown, otherwise false. `none` is
the opposite of `any`.

**Populations.** The things of which `where` is true are looked at; those of which it is unknown are left
out. Of these, those of which `satisfies` is true count. Where `satisfies` is unknown, the thing does not
count, and the confidence sinks: it is 100 × (looked at − unknown) ÷ looked at, rounded down. Evidence is
what was filed for the client, for this control or for no control in particular; evidence that evaluations
wrote themselves is not looked at.

| kind | result | confidence |
|---|---|---|
| `comparison`, `membership` | `pass` or `fail` | 100 |
| `share` | `pass` when the share that counts is at least `pass_at` percent, otherwise `partial` when it is at
least `partial_at`, otherwise `fail`; `not_applicable` when nothing is looked at, or when all is unknown | the
population's; 0 when not applicable |
| `exists` | `pass` when at least `min` things count, otherwise `fail` | 100 for `pass` and when nothing is
looked at, otherwise the population's |
| `not` | `pass` and `fail` change places, `partial` and `not_applicable` stay | as it was |
| `all` | the worst result of those that apply (`fail`, `partial`, `pass`); `not_applicable` when none applies
| the lowest of those that apply; 0 when none does |
| `any` | the best result of those that apply; `not_applicable` when none applies | the highest of those with
that result; 0 when none applies |
"""

RuleTerm: TypeAlias = RuleComparison | RuleMembership | RuleShare | RuleExists
"""A rule that holds no other rule."""

RulePart: TypeAlias = RuleComparison | RuleMembership | RuleShare | RuleExists | RuleNot
"""A rule as it stands in `all` and `any`."""

RuleMembershipFact: TypeAlias = Literal["status", "tag"]
"""The client's `status`, or its `tags`, of which one must match; with `not_in`, none may."""

RuleClientNumber: TypeAlias = Literal[
    "risk_score",
    "asset_count",
    "contact_count",
    "backup_job_count",
    "open_alert_count",
    "open_ticket_count",
    "open_remediation_count",
    "overdue_remediation_count",
    "valid_evidence_count",
]
"""A number of the client; each always has a value. `backup_job_count`, `asset_count` and `contact_count`
count
all there are, `open_alert_count` the alerts and `open_ticket_count` the tickets that are not resolved or
closed, `open_remediation_count` the remediations that are `open` or `in_progress`, of which
`overdue_remediation_count` are past `due_at`; `valid_evidence_count` counts the evidence that has not
expired.
"""

RuleNumberOperator: TypeAlias = Literal["eq", "ne", "lt", "lte", "gt", "gte"]
"""Equal, not equal, less than, less or equal, greater than, greater or equal."""

RuleWordOperator: TypeAlias = Literal["in", "not_in", "starts_with"]
"""Is one of the words, is none of them, begins with one of them."""

RuleWords: TypeAlias = list[str]
"""What a word is compared with."""

RuleMatch: TypeAlias = Literal["all", "any", "none"]
"""How many of a condition's tests must hold."""

RuleAssetWordTestFact: TypeAlias = Literal["type", "status", "os"]
"""The fact to look at."""

RuleAssetNumberTestFact: TypeAlias = Literal["days_since_last_seen", "days_since_patched"]
"""The fact to look at."""

RuleAssetTest: TypeAlias = RuleAssetWordTest | RuleAssetNumberTest | RuleAssetFlagTest
"""One test on one fact of an asset.
`type`, `status`, `os` and `encrypted` are the asset's own properties; `days_since_last_seen` counts
from `last_seen_at`, `days_since_patched` from `last_patched_at`. What is absent has no value.
"""

RuleBackupJobWordTestFact: TypeAlias = Literal["status", "provider"]
"""The fact to look at."""

RuleBackupJobTest: TypeAlias = RuleBackupJobWordTest | RuleBackupJobNumberTest
"""One test on one fact of a backup job.
`status` and `provider` are the backup job's own properties; `age_hours` counts from the last success,
and is 876000 for a backup job that never succeeded.
"""

RuleContactTest: TypeAlias = RuleContactWordTest | RuleContactFlagTest
"""One test on one fact of a contact.
`role` and `is_primary` are the contact's own properties; a contact without a role has no value there.
"""

RuleAlertWordTestFact: TypeAlias = Literal["severity", "status", "source"]
"""The fact to look at."""

RuleAlertTest: TypeAlias = RuleAlertWordTest | RuleAlertNumberTest
"""One test on one fact of an alert.
`severity`, `status` and `source` are the alert's own properties; `age_days` counts from `raised_at`.
"""

RuleTicketWordTestFact: TypeAlias = Literal["status", "priority"]
"""The fact to look at."""

RuleTicketTest: TypeAlias = RuleTicketWordTest | RuleTicketNumberTest
"""One test on one fact of a ticket.
`status` and `priority` are the ticket's own properties; `age_days` counts from `created_at`.
"""

RuleEvidenceWordTestFact: TypeAlias = Literal["kind", "topic"]
"""The fact to look at."""

RuleEvidenceNumberTestFact: TypeAlias = Literal["age_days", "days_until_expiry"]
"""The fact to look at."""

RuleEvidenceTest: TypeAlias = RuleEvidenceWordTest | RuleEvidenceNumberTest
"""One test on one fact of a piece of evidence.
`kind` and `topic` are the evidence's own properties; `age_days` counts from `collected_at`;
`days_until_expiry` is negative when it has expired, and 36500 for evidence that does not expire.
"""

RulePopulation: TypeAlias = (
    RuleAssetPopulation
    | RuleBackupJobPopulation
    | RuleContactPopulation
    | RuleAlertPopulation
    | RuleTicketPopulation
    | RuleEvidencePopulation
)
"""Things of one kind that belong to the client, and which of them count; `of` says the kind."""

EvaluationResult: TypeAlias = Literal["pass", "fail", "partial", "not_applicable"]
"""Met, not met, met in part, or nothing to judge by."""

EvaluationMode: TypeAlias = Literal["live", "test"]
"""`test` verdicts come from controls in the state `test`, and touch nothing else."""

EvidenceKind: TypeAlias = Literal["api", "document", "attestation"]
"""Read from a system, filed as a document, or declared by a person."""

EvidenceTopic: TypeAlias = Literal[
    "mfa",
    "backup",
    "patching",
    "training",
    "policy",
    "access_review",
    "incident_response",
    "other",
]
"""What the evidence is about."""

Evidence: TypeAlias = EvidenceApi | EvidenceDocument | EvidenceAttestation
"""What a verdict rests on; `kind` says which shape it has."""

RemediationStatus: TypeAlias = Literal["open", "in_progress", "accepted_risk", "resolved"]
"""`resolved` is final; `accepted_risk` is a decision that can be taken back."""

RemediationProgressInputStatus: TypeAlias = Literal["open", "in_progress", "resolved"]
"""`resolved` is final; `accepted_risk` is a decision that can be taken back."""

RemediationReplacement: TypeAlias = RemediationProgressInput | RemediationAcceptanceInput
"""What people decide about a remediation, as it is written; `status` says which shape it has."""

BackupJobStatus: TypeAlias = Literal["succeeded", "failed", "running", "warning", "never_run"]
"""What came out of the last run, or that it runs, or that there has been none."""

BackupProvider: TypeAlias = Literal[
    "veeam",
    "datto_bcdr",
    "acronis",
    "axcient",
    "cove",
    "msp360",
    "azure_backup",
    "aws_backup",
]
"""The product that makes the backup."""

IntegrationProvider: TypeAlias = Literal[
    "connectwise",
    "halopsa",
    "autotask",
    "ninjaone",
    "datto_rmm",
    "n_able",
    "atera",
    "microsoft365",
    "google_workspace",
    "okta",
    "duo",
    "veeam",
    "datto_bcdr",
    "acronis",
    "sentinelone",
    "crowdstrike",
    "huntress",
    "sophos",
    "it_glue",
    "knowbe4",
]
"""The product at the other end."""

IntegrationHealth: TypeAlias = Literal["healthy", "degraded", "failing", "unknown"]
"""`healthy` when the last syncs succeeded, `degraded` when some failed, `failing` when the latest ones did,
`unknown` before the first.
"""

ReportType: TypeAlias = Literal["compliance_summary", "executive", "backup", "evidence_pack"]
"""What the report tells: results by control and framework (`compliance_summary`), trend and top risks
for the customer's management (`executive`), backup coverage and failures (`backup`), or verdicts with
the evidence and hashes behind them, for an auditor (`evidence_pack`).
"""

ReportFormat: TypeAlias = Literal["json", "csv", "pdf"]
"""The file's format."""

ReportStatus: TypeAlias = Literal["queued", "running", "succeeded", "failed"]
"""Where the report stands; `succeeded` and `failed` are final."""

ReportPeriod: TypeAlias = ReportMonth | ReportQuarter | ReportDays
"""The days that the report covers, in UTC: a month, a quarter, or up to 366 days. It may lie in the
future, where there is nothing to report yet.
"""

ReportFigureUnit: TypeAlias = Literal["count", "percent", "score", "hours", "days", "bytes"]
"""What it counts."""

ReportColumnType: TypeAlias = Literal["text", "number", "boolean", "date", "timestamp", "id"]
"""What its cells hold."""

BulkItemWrittenOutcome: TypeAlias = Literal["created", "updated", "unchanged"]
"""What became of it; `unchanged` where everything was so already."""

BulkItemResult: TypeAlias = BulkItemWritten | BulkItemFailed
"""What became of one item."""

JobStatus: TypeAlias = Literal["queued", "running", "succeeded", "failed", "canceled"]
"""Where the job stands; `succeeded`, `failed` and `canceled` are final."""

JobFieldsKind: TypeAlias = Literal[
    "bulk_clients",
    "bulk_assets",
    "bulk_tickets",
    "asset_action",
    "evaluation_run",
    "backup_retry",
    "integration_sync",
    "report",
]
"""What is done; it decides the shape of `result`."""

BulkJobKind: TypeAlias = Literal["bulk_clients", "bulk_assets", "bulk_tickets"]
"""What is done; it decides the shape of `result`."""

Job: TypeAlias = BulkJob | AssetActionJob | EvaluationRunJob | BackupRetryJob | IntegrationSyncJob | ReportJob
"""Work that goes on after its request was answered; `kind` decides the shape of `result`."""

AssetActionResultAction: TypeAlias = Literal["scan", "isolate", "release", "protect"]
"""What was done."""

AssetActionResultOutcome: TypeAlias = Literal["done", "unchanged"]
"""Whether it changed anything; `unchanged` where the asset was so already."""

BackupRetryResultOutcome: TypeAlias = Literal["succeeded", "failed"]
"""How the backup itself ended."""

WebhookEventType: TypeAlias = Literal[
    "client.created",
    "client.updated",
    "asset.action_completed",
    "alert.created",
    "alert.updated",
    "ticket.created",
    "ticket.updated",
    "evaluation.completed",
    "evaluation.failed",
    "remediation.resolved",
    "backup.failed",
    "integration.sync_failed",
    "report.completed",
    "job.failed",
]
"""What happened."""

WebhookStateDisabledReason: TypeAlias = Literal["gone", "retries_exhausted"]
"""Why we disabled it: `gone` when the endpoint answered 410, `retries_exhausted` when the last retry
of a delivery failed. Absent while it is enabled, and when it was disabled by a caller.
"""

WebhookDeliveryStatus: TypeAlias = Literal["pending", "succeeded", "failed"]
"""Where the delivery stands; `pending` until an attempt succeeds or the last one fails."""

WebhookAttemptError: TypeAlias = Literal[
    "timed_out",
    "connection_failed",
    "tls_failed",
    "name_not_resolved",
    "private_address",
    "protocol_error",
]
"""Why there was no answer."""

AssetType: TypeAlias = Literal["endpoint", "server", "network", "cloud"]
"""What kind of thing the asset is."""

AssetStatus: TypeAlias = Literal["active", "inactive", "needs_review"]
"""Whether the asset is in use. One that is `needs_review` waits for somebody to look at it."""

AssetActionScanInputDepth: TypeAlias = Literal["quick", "full"]
"""A quick scan looks at what runs, a full one at everything that is stored."""

AssetActionInput: TypeAlias = (
    AssetActionScanInput | AssetActionIsolateInput | AssetActionReleaseInput | AssetActionProtectInput
)
"""An action; `action` decides what else it takes."""

AlertSeverity: TypeAlias = Literal["informational", "low", "medium", "high", "critical"]
"""How bad the source holds it to be."""

AlertStatus: TypeAlias = Literal["open", "acknowledged", "resolved"]
"""How far the alert has been dealt with."""

TicketPriority: TypeAlias = Literal["low", "normal", "high", "urgent"]
"""How soon somebody should work on the ticket."""

TicketStatus: TypeAlias = Literal["open", "in_progress", "waiting", "resolved", "closed"]
"""How far the work is."""

TicketNoteVisibility: TypeAlias = Literal["internal", "public"]
"""Who may read the note. `public` is for the client too, `internal` for the MSP alone."""

ListClientsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "name",
    "-name",
    "risk_score",
    "-risk_score",
]

ListContactsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "name",
    "-name",
]

ListAssetsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "hostname",
    "-hostname",
    "last_seen_at",
    "-last_seen_at",
]

ListAssetSoftwareSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "name",
    "-name",
]

ListAlertsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "raised_at",
    "-raised_at",
]

ListTicketsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "number",
    "-number",
]

ListControlsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "identifier",
    "-identifier",
    "title",
    "-title",
]

ListFrameworksSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "code",
    "-code",
    "title",
    "-title",
]

ListEvaluationsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "evaluated_at",
    "-evaluated_at",
    "confidence",
    "-confidence",
]

ListEvidenceSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "collected_at",
    "-collected_at",
]

ListRemediationsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "due_at",
    "-due_at",
]

ListBackupJobsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "name",
    "-name",
]

ListIntegrationsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "name",
    "-name",
]

ListReportsSort: TypeAlias = Literal["created_at", "-created_at", "updated_at", "-updated_at"]

ListWebhooksSort: TypeAlias = Literal["created_at", "-created_at", "updated_at", "-updated_at"]

ListWebhookDeliveriesSort: TypeAlias = Literal["created_at", "-created_at", "updated_at", "-updated_at"]
