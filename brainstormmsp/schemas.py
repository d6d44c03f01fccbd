# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the contract's schemas look like.

A property that may be absent is ``NotRequired``; one that may be null is a union with ``None``.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class ExternalReference(TypedDict):
    """The resource's identifier in another system."""

    system: str
    """The other system's name, in lower case, such as `datto_rmm`. Hyphens are accepted and become
    underscores.
    """
    id: str
    """The identifier in that system."""


class Problem(TypedDict):
    """Problem details (RFC 9457)."""

    type: str
    """URI of the problem's documentation page."""
    title: str
    """The status's reason phrase."""
    status: int
    """The HTTP status."""
    detail: str
    """Explanation of this occurrence of the problem."""
    instance: str
    """The path of the request."""
    code: str
    """Stable, machine-readable problem code."""
    request_id: str
    """The value of `X-Request-Id`."""
    errors: NotRequired[list[Violation]]
    """All errors in the request."""


class Violation(TypedDict):
    """One error and its location."""

    pointer: NotRequired[str]
    """JSON Pointer to the location in the body (RFC 6901)."""
    parameter: NotRequired[str]
    """The name of the parameter."""
    code: str
    """The JSON Schema keyword or rule that was violated."""
    detail: str
    """What is accepted."""


class OAuthError(TypedDict):
    """An error of the token endpoint (RFC 6749 section 5.2)."""

    error: OAuthErrorError
    """The error code."""
    error_description: str
    """Explanation for developers."""


class TokenRequest(TypedDict):
    """A client credentials grant. Omit `client_id` and `client_secret` if they are sent with HTTP Basic.
    Unknown
    parameters are ignored, those without a value count as absent, and none may be repeated (RFC 6749
    section 3.2).
    """

    client_id: NotRequired[str | None]
    """The API key's identifier."""
    client_secret: NotRequired[str | None]
    """The API key's secret."""
    grant_type: str
    """`client_credentials`; any other value returns `unsupported_grant_type`."""
    scope: NotRequired[str | None]
    """The scopes of the token, separated by spaces; default: all scopes of the API key."""


class RevocationRequest(TypedDict):
    """A token to revoke. Omit `client_id` and `client_secret` if they are sent with HTTP Basic. Unknown
    parameters are ignored, those without a value count as absent, and none may be repeated (RFC 6749
    section 3.2).
    """

    client_id: NotRequired[str | None]
    """The API key's identifier."""
    client_secret: NotRequired[str | None]
    """The API key's secret."""
    token: str
    """The access token to revoke."""
    token_type_hint: NotRequired[str | None]
    """Ignored, because every token is an access token."""


class ApiKeyInput(TypedDict):
    """An API key to create."""

    name: str
    """What the API key is for."""
    scopes: list[Scope]
    """The scopes of the API key; the calling key must hold each of them."""
    allowed_networks: NotRequired[list[str]]
    """The networks that the API key may be used from; empty for every address."""
    expires_at: NotRequired[str | None]
    """When the API key and its tokens stop working; null for never."""


class ApiKeyRotation(TypedDict):
    """How an API key gets a new secret."""

    overlap_seconds: NotRequired[int]
    """For how long the previous secret still works; 0 refuses it at once."""


class ApiKey(TypedDict):
    """An API key, which is an OAuth client (RFC 6749 section 2)."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The OAuth client identifier."""
    name: str
    """What the API key is for."""
    scopes: list[Scope]
    """The scopes that the API key holds."""
    allowed_networks: list[str]
    """The networks that the API key may be used from; empty for every address. Elsewhere it is a 403."""
    expires_at: str | None
    """When the API key and its tokens stop working; null for never."""
    last_used_at: str | None
    """When the API key was last used, to within five minutes; null if never."""
    previous_secret_expires_at: str | None
    """Until when the secret before the last rotation works; null without a rotation."""
    revoked_at: str | None
    """When the API key was revoked; null if it was not."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class ApiKeyWithSecret(TypedDict):
    """An API key with its secret, which is returned only once."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The OAuth client identifier."""
    name: str
    """What the API key is for."""
    scopes: list[Scope]
    """The scopes that the API key holds."""
    allowed_networks: list[str]
    """The networks that the API key may be used from; empty for every address. Elsewhere it is a 403."""
    expires_at: str | None
    """When the API key and its tokens stop working; null for never."""
    last_used_at: str | None
    """When the API key was last used, to within five minutes; null if never."""
    previous_secret_expires_at: str | None
    """Until when the secret before the last rotation works; null without a rotation."""
    revoked_at: str | None
    """When the API key was revoked; null if it was not."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    client_secret: str
    """The secret; keep it, it is not returned again."""


class ApiKeyPage(TypedDict):
    """A page of API keys."""

    data: list[ApiKey]
    """The API keys on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""


class Me(TypedDict):
    """Who is calling."""

    organisation: MeOrganisation
    """The organisation."""
    api_key: ApiKey
    """An API key, which is an OAuth client (RFC 6749 section 2)."""
    scopes: list[Scope]
    """The scopes of the access token."""


class MeOrganisation(TypedDict):
    """The organisation."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    name: str
    """The organisation's name."""


class Token(TypedDict):
    """An access token (RFC 6749 section 5.1)."""

    access_token: str
    """A JWT."""
    token_type: Literal["Bearer"]
    """Always `Bearer`."""
    expires_in: int
    """Seconds until the token expires."""
    scope: str
    """The scopes of the token, separated by spaces."""


class ClientFields(TypedDict):
    """Writable properties of a client."""

    name: NotRequired[str]
    """The client's name, unique within the organisation."""
    domains: NotRequired[list[str]]
    """The client's email and web domains."""
    status: NotRequired[ClientStatus]
    """The client's lifecycle status."""
    tags: NotRequired[list[str]]
    """Labels defined by the MSP."""
    notes: NotRequired[str | None]
    """Free text."""
    external_refs: NotRequired[ExternalReferences]
    """At most one reference per system."""


class ClientReadOnly(TypedDict):
    """Read-only properties of a client."""

    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    risk_score: NotRequired[int]
    """Computed from open remediations and alerts, from 0 (lowest risk) to 100 (highest risk): 100 × w
    ÷ (w + 80), rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w
    if it is critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: NotRequired[str | None]
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class ClientInput(TypedDict):
    """Request body for creating or replacing a client."""

    name: str
    """The client's name, unique within the organisation."""
    domains: NotRequired[list[str]]
    """The client's email and web domains."""
    status: NotRequired[ClientStatus]
    """The client's lifecycle status."""
    tags: NotRequired[list[str]]
    """Labels defined by the MSP."""
    notes: NotRequired[str | None]
    """Free text."""
    external_refs: NotRequired[ExternalReferences]
    """At most one reference per system."""


class ClientPatch(TypedDict):
    """The properties of a client to change (JSON Merge Patch, RFC 7396); `null` clears a nullable one."""

    name: NotRequired[str]
    """The client's name, unique within the organisation."""
    domains: NotRequired[list[str]]
    """The client's email and web domains."""
    status: NotRequired[ClientStatus]
    """The client's lifecycle status."""
    tags: NotRequired[list[str]]
    """Labels defined by the MSP."""
    notes: NotRequired[str | None]
    """Free text."""
    external_refs: NotRequired[ExternalReferences]
    """At most one reference per system."""


class ClientRecord(TypedDict):
    """Properties of a client, as events and representations have them."""

    name: str
    """The client's name, unique within the organisation."""
    domains: list[str]
    """The client's email and web domains."""
    status: ClientStatus
    """The client's lifecycle status."""
    tags: list[str]
    """Labels defined by the MSP."""
    notes: str | None
    """Free text."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    risk_score: int
    """Computed from open remediations and alerts, from 0 (lowest risk) to 100 (highest risk): 100 × w
    ÷ (w + 80), rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w
    if it is critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class Client(TypedDict):
    """A client (the MSP's customer)."""

    name: str
    """The client's name, unique within the organisation."""
    domains: list[str]
    """The client's email and web domains."""
    status: ClientStatus
    """The client's lifecycle status."""
    tags: list[str]
    """Labels defined by the MSP."""
    notes: str | None
    """Free text."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    risk_score: int
    """Computed from open remediations and alerts, from 0 (lowest risk) to 100 (highest risk): 100 × w
    ÷ (w + 80), rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w
    if it is critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class ClientPage(TypedDict):
    """A page of clients."""

    data: list[Client]
    """The clients on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class FrameworkPosture(TypedDict):
    """How a client meets the controls that are mapped to a framework."""

    framework: FrameworkCode
    """A published framework."""
    score: float | None
    """The percentage of the applicable evaluations that passed; `null` if none applies."""
    passed_count: int
    """How many evaluations passed."""
    partial_count: int
    """How many are met in part."""
    failed_count: int
    """How many failed."""
    not_applicable_count: int
    """How many did not apply."""
    assessed_count: int
    """How many of the framework's requirements an applicable evaluation assessed."""
    requirement_count: int
    """How many requirements the framework has."""


class PostureWeek(TypedDict):
    """One week of a trend, from Monday on (UTC)."""

    week_from: str
    """The Monday."""
    score: float | None
    """The score of the evaluations made in this week."""
    risk_score: int
    """The client's risk score at the end of the week, or now."""


class ClientPosture(TypedDict):
    """How a client meets the enabled controls."""

    client_id: str
    """The client."""
    score: float | None
    """The percentage of the applicable evaluations that passed; `null` if none applies."""
    risk_score: int
    """The client's risk score now."""
    as_of: str | None
    """The time of the newest evaluation that counts; `null` if there is none."""
    passed_count: int
    """How many evaluations passed."""
    partial_count: int
    """How many are met in part."""
    failed_count: int
    """How many failed."""
    not_applicable_count: int
    """How many did not apply."""
    frameworks: list[FrameworkPosture]
    """The frameworks to which an evaluated control is mapped."""
    trend: list[PostureWeek]
    """The last 13 weeks, oldest first."""


class ControlSchedule(TypedDict):
    """How often the control is evaluated automatically."""

    interval: ControlScheduleInterval
    """`manual` controls are evaluated only in runs that are started through the API."""


class FrameworkReference(TypedDict):
    """A requirement of a framework that a control addresses."""

    framework: FrameworkCode
    """A published framework."""
    reference: str
    """The requirement's identifier: 11.2 in CIS, PR.DS-11 in NIST-CSF, A.8.13 in ISO-27001, A1.2 in SOC-2."""


class ControlFields(TypedDict):
    """Writable properties of a control."""

    identifier: NotRequired[str]
    """Must be unique among the organisation's controls and the built-in ones."""
    title: NotRequired[str]
    """The requirement, in one line."""
    description: NotRequired[str]
    """The requirement, in full."""
    rationale: NotRequired[str | None]
    """Why it matters."""
    remediation: NotRequired[str | None]
    """What to do if the control is not met."""
    type: NotRequired[ControlType]
    """The type of measure."""
    category: NotRequired[ControlCategory]
    """The control's subject area."""
    severity: NotRequired[ControlSeverity]
    """How serious it is if the control is not met."""
    framework_refs: NotRequired[list[FrameworkReference]]
    """The framework requirements that the control addresses."""
    rule: NotRequired[Rule]
    """Determines the result of a control. A rule is evaluated on one client's stored data as of the start of
    the evaluation, and gives a result and a confidence from 0 to 100. Rules nest at most three levels deep:
    `all` or `any` of rules, each of which may be a `not`.

    **Tests.** A test compares one fact about one object, such as an asset. If the fact has no value, the
    test is *unknown*. Days and hours are whole numbers, rounded down. Words are compared
    case-insensitively; a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false if any test is false, otherwise unknown if any is unknown,
    otherwise true. `any` is true if any test is true, otherwise unknown if any is unknown, otherwise false.
    `none` is the negation of `any`.

    **Populations.** A population consists of the objects for which `where` is true; objects for which it is
    unknown are left out. Objects of the population for which `satisfies` is true count. An object for which
    `satisfies` is unknown does not count and lowers the confidence, which is 100 × (population − unknown) ÷
    population, rounded down. If the population is empty, or all of it is unknown, the result is
    `not_applicable` for `share` and `exists` alike.

    **Evidence.** Evidence that was filed for the client is bound to a control: either its `control_id` is
    the control, or it has none and the control's rule names its `topic`. Other evidence, and evidence that
    evaluations wrote, never counts.

    **Remediations.** A control's result never depends on the remediation that it opened itself: for that
    control, the client's numbers leave out the remediation and the ticket that it names, and so does the
    population `tickets`.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` if the share that counts is at least `pass_at` percent, otherwise `partial` if it is at
    least `partial_at`, otherwise `fail`; `not_applicable` as above | the population's; 0 if not applicable |
    | `exists` | `pass` if at least `min` objects count, otherwise `fail`; `not_applicable` as above | 100 for
    `pass`, otherwise the population's; 0 if not applicable |
    | `evidence` | `pass` if at least `min` pieces of evidence count, otherwise `fail` | 100 |
    | `not` | `pass` and `fail` are swapped, `partial` and `not_applicable` are kept | unchanged |
    | `all` | the worst of the applicable results (`fail`, `partial`, `pass`); `not_applicable` if none
    applies | the lowest among the applicable results; 0 if none applies |
    | `any` | the best of the applicable results; `not_applicable` if none applies | the highest among those
    with that result; 0 if none applies |
    """
    schedule: NotRequired[ControlSchedule]
    """How often the control is evaluated automatically."""
    state: NotRequired[ControlState]
    """`draft` controls are never evaluated. `test` controls are evaluated only in runs that include them
    explicitly, and their evaluations have no other effect. `enabled` controls are evaluated on their
    schedule and in every run.
    """


class ControlReadOnly(TypedDict):
    """Read-only properties of a control."""

    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    origin: NotRequired[ControlOrigin]
    """`builtin` controls are provided by the platform and read-only; `custom` controls belong to the
    organisation.
    """
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: NotRequired[str | None]
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class ControlInput(TypedDict):
    """Request body for creating or replacing a control."""

    identifier: str
    """Must be unique among the organisation's controls and the built-in ones."""
    title: str
    """The requirement, in one line."""
    description: str
    """The requirement, in full."""
    rationale: NotRequired[str | None]
    """Why it matters."""
    remediation: NotRequired[str | None]
    """What to do if the control is not met."""
    type: ControlType
    """The type of measure."""
    category: ControlCategory
    """The control's subject area."""
    severity: ControlSeverity
    """How serious it is if the control is not met."""
    framework_refs: NotRequired[list[FrameworkReference]]
    """The framework requirements that the control addresses."""
    rule: Rule
    """Determines the result of a control. A rule is evaluated on one client's stored data as of the start of
    the evaluation, and gives a result and a confidence from 0 to 100. Rules nest at most three levels deep:
    `all` or `any` of rules, each of which may be a `not`.

    **Tests.** A test compares one fact about one object, such as an asset. If the fact has no value, the
    test is *unknown*. Days and hours are whole numbers, rounded down. Words are compared
    case-insensitively; a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false if any test is false, otherwise unknown if any is unknown,
    otherwise true. `any` is true if any test is true, otherwise unknown if any is unknown, otherwise false.
    `none` is the negation of `any`.

    **Populations.** A population consists of the objects for which `where` is true; objects for which it is
    unknown are left out. Objects of the population for which `satisfies` is true count. An object for which
    `satisfies` is unknown does not count and lowers the confidence, which is 100 × (population − unknown) ÷
    population, rounded down. If the population is empty, or all of it is unknown, the result is
    `not_applicable` for `share` and `exists` alike.

    **Evidence.** Evidence that was filed for the client is bound to a control: either its `control_id` is
    the control, or it has none and the control's rule names its `topic`. Other evidence, and evidence that
    evaluations wrote, never counts.

    **Remediations.** A control's result never depends on the remediation that it opened itself: for that
    control, the client's numbers leave out the remediation and the ticket that it names, and so does the
    population `tickets`.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` if the share that counts is at least `pass_at` percent, otherwise `partial` if it is at
    least `partial_at`, otherwise `fail`; `not_applicable` as above | the population's; 0 if not applicable |
    | `exists` | `pass` if at least `min` objects count, otherwise `fail`; `not_applicable` as above | 100 for
    `pass`, otherwise the population's; 0 if not applicable |
    | `evidence` | `pass` if at least `min` pieces of evidence count, otherwise `fail` | 100 |
    | `not` | `pass` and `fail` are swapped, `partial` and `not_applicable` are kept | unchanged |
    | `all` | the worst of the applicable results (`fail`, `partial`, `pass`); `not_applicable` if none
    applies | the lowest among the applicable results; 0 if none applies |
    | `any` | the best of the applicable results; `not_applicable` if none applies | the highest among those
    with that result; 0 if none applies |
    """
    schedule: NotRequired[ControlSchedule]
    """How often the control is evaluated automatically."""
    state: NotRequired[ControlState]
    """`draft` controls are never evaluated. `test` controls are evaluated only in runs that include them
    explicitly, and their evaluations have no other effect. `enabled` controls are evaluated on their
    schedule and in every run.
    """


class ControlPatch(TypedDict):
    """The properties of a control to change (JSON Merge Patch, RFC 7396); `null` clears a nullable one."""

    identifier: NotRequired[str]
    """Must be unique among the organisation's controls and the built-in ones."""
    title: NotRequired[str]
    """The requirement, in one line."""
    description: NotRequired[str]
    """The requirement, in full."""
    rationale: NotRequired[str | None]
    """Why it matters."""
    remediation: NotRequired[str | None]
    """What to do if the control is not met."""
    type: NotRequired[ControlType]
    """The type of measure."""
    category: NotRequired[ControlCategory]
    """The control's subject area."""
    severity: NotRequired[ControlSeverity]
    """How serious it is if the control is not met."""
    framework_refs: NotRequired[list[FrameworkReference]]
    """The framework requirements that the control addresses."""
    rule: NotRequired[Rule]
    """Determines the result of a control. A rule is evaluated on one client's stored data as of the start of
    the evaluation, and gives a result and a confidence from 0 to 100. Rules nest at most three levels deep:
    `all` or `any` of rules, each of which may be a `not`.

    **Tests.** A test compares one fact about one object, such as an asset. If the fact has no value, the
    test is *unknown*. Days and hours are whole numbers, rounded down. Words are compared
    case-insensitively; a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false if any test is false, otherwise unknown if any is unknown,
    otherwise true. `any` is true if any test is true, otherwise unknown if any is unknown, otherwise false.
    `none` is the negation of `any`.

    **Populations.** A population consists of the objects for which `where` is true; objects for which it is
    unknown are left out. Objects of the population for which `satisfies` is true count. An object for which
    `satisfies` is unknown does not count and lowers the confidence, which is 100 × (population − unknown) ÷
    population, rounded down. If the population is empty, or all of it is unknown, the result is
    `not_applicable` for `share` and `exists` alike.

    **Evidence.** Evidence that was filed for the client is bound to a control: either its `control_id` is
    the control, or it has none and the control's rule names its `topic`. Other evidence, and evidence that
    evaluations wrote, never counts.

    **Remediations.** A control's result never depends on the remediation that it opened itself: for that
    control, the client's numbers leave out the remediation and the ticket that it names, and so does the
    population `tickets`.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` if the share that counts is at least `pass_at` percent, otherwise `partial` if it is at
    least `partial_at`, otherwise `fail`; `not_applicable` as above | the population's; 0 if not applicable |
    | `exists` | `pass` if at least `min` objects count, otherwise `fail`; `not_applicable` as above | 100 for
    `pass`, otherwise the population's; 0 if not applicable |
    | `evidence` | `pass` if at least `min` pieces of evidence count, otherwise `fail` | 100 |
    | `not` | `pass` and `fail` are swapped, `partial` and `not_applicable` are kept | unchanged |
    | `all` | the worst of the applicable results (`fail`, `partial`, `pass`); `not_applicable` if none
    applies | the lowest among the applicable results; 0 if none applies |
    | `any` | the best of the applicable results; `not_applicable` if none applies | the highest among those
    with that result; 0 if none applies |
    """
    schedule: NotRequired[ControlSchedule]
    """How often the control is evaluated automatically."""
    state: NotRequired[ControlState]
    """`draft` controls are never evaluated. `test` controls are evaluated only in runs that include them
    explicitly, and their evaluations have no other effect. `enabled` controls are evaluated on their
    schedule and in every run.
    """


class ControlRecord(TypedDict):
    """Properties of a control, as events and representations have them."""

    identifier: str
    """Must be unique among the organisation's controls and the built-in ones."""
    title: str
    """The requirement, in one line."""
    description: str
    """The requirement, in full."""
    rationale: str | None
    """Why it matters."""
    remediation: str | None
    """What to do if the control is not met."""
    type: ControlType
    """The type of measure."""
    category: ControlCategory
    """The control's subject area."""
    severity: ControlSeverity
    """How serious it is if the control is not met."""
    framework_refs: list[FrameworkReference]
    """The framework requirements that the control addresses."""
    rule: Rule
    """Determines the result of a control. A rule is evaluated on one client's stored data as of the start of
    the evaluation, and gives a result and a confidence from 0 to 100. Rules nest at most three levels deep:
    `all` or `any` of rules, each of which may be a `not`.

    **Tests.** A test compares one fact about one object, such as an asset. If the fact has no value, the
    test is *unknown*. Days and hours are whole numbers, rounded down. Words are compared
    case-insensitively; a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false if any test is false, otherwise unknown if any is unknown,
    otherwise true. `any` is true if any test is true, otherwise unknown if any is unknown, otherwise false.
    `none` is the negation of `any`.

    **Populations.** A population consists of the objects for which `where` is true; objects for which it is
    unknown are left out. Objects of the population for which `satisfies` is true count. An object for which
    `satisfies` is unknown does not count and lowers the confidence, which is 100 × (population − unknown) ÷
    population, rounded down. If the population is empty, or all of it is unknown, the result is
    `not_applicable` for `share` and `exists` alike.

    **Evidence.** Evidence that was filed for the client is bound to a control: either its `control_id` is
    the control, or it has none and the control's rule names its `topic`. Other evidence, and evidence that
    evaluations wrote, never counts.

    **Remediations.** A control's result never depends on the remediation that it opened itself: for that
    control, the client's numbers leave out the remediation and the ticket that it names, and so does the
    population `tickets`.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` if the share that counts is at least `pass_at` percent, otherwise `partial` if it is at
    least `partial_at`, otherwise `fail`; `not_applicable` as above | the population's; 0 if not applicable |
    | `exists` | `pass` if at least `min` objects count, otherwise `fail`; `not_applicable` as above | 100 for
    `pass`, otherwise the population's; 0 if not applicable |
    | `evidence` | `pass` if at least `min` pieces of evidence count, otherwise `fail` | 100 |
    | `not` | `pass` and `fail` are swapped, `partial` and `not_applicable` are kept | unchanged |
    | `all` | the worst of the applicable results (`fail`, `partial`, `pass`); `not_applicable` if none
    applies | the lowest among the applicable results; 0 if none applies |
    | `any` | the best of the applicable results; `not_applicable` if none applies | the highest among those
    with that result; 0 if none applies |
    """
    schedule: ControlSchedule
    """How often the control is evaluated automatically."""
    state: ControlState
    """`draft` controls are never evaluated. `test` controls are evaluated only in runs that include them
    explicitly, and their evaluations have no other effect. `enabled` controls are evaluated on their
    schedule and in every run.
    """
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    origin: ControlOrigin
    """`builtin` controls are provided by the platform and read-only; `custom` controls belong to the
    organisation.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class Control(TypedDict):
    """Requirements that clients must meet, and the rules that check them."""

    identifier: str
    """Must be unique among the organisation's controls and the built-in ones."""
    title: str
    """The requirement, in one line."""
    description: str
    """The requirement, in full."""
    rationale: str | None
    """Why it matters."""
    remediation: str | None
    """What to do if the control is not met."""
    type: ControlType
    """The type of measure."""
    category: ControlCategory
    """The control's subject area."""
    severity: ControlSeverity
    """How serious it is if the control is not met."""
    framework_refs: list[FrameworkReference]
    """The framework requirements that the control addresses."""
    rule: Rule
    """Determines the result of a control. A rule is evaluated on one client's stored data as of the start of
    the evaluation, and gives a result and a confidence from 0 to 100. Rules nest at most three levels deep:
    `all` or `any` of rules, each of which may be a `not`.

    **Tests.** A test compares one fact about one object, such as an asset. If the fact has no value, the
    test is *unknown*. Days and hours are whole numbers, rounded down. Words are compared
    case-insensitively; a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false if any test is false, otherwise unknown if any is unknown,
    otherwise true. `any` is true if any test is true, otherwise unknown if any is unknown, otherwise false.
    `none` is the negation of `any`.

    **Populations.** A population consists of the objects for which `where` is true; objects for which it is
    unknown are left out. Objects of the population for which `satisfies` is true count. An object for which
    `satisfies` is unknown does not count and lowers the confidence, which is 100 × (population − unknown) ÷
    population, rounded down. If the population is empty, or all of it is unknown, the result is
    `not_applicable` for `share` and `exists` alike.

    **Evidence.** Evidence that was filed for the client is bound to a control: either its `control_id` is
    the control, or it has none and the control's rule names its `topic`. Other evidence, and evidence that
    evaluations wrote, never counts.

    **Remediations.** A control's result never depends on the remediation that it opened itself: for that
    control, the client's numbers leave out the remediation and the ticket that it names, and so does the
    population `tickets`.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` if the share that counts is at least `pass_at` percent, otherwise `partial` if it is at
    least `partial_at`, otherwise `fail`; `not_applicable` as above | the population's; 0 if not applicable |
    | `exists` | `pass` if at least `min` objects count, otherwise `fail`; `not_applicable` as above | 100 for
    `pass`, otherwise the population's; 0 if not applicable |
    | `evidence` | `pass` if at least `min` pieces of evidence count, otherwise `fail` | 100 |
    | `not` | `pass` and `fail` are swapped, `partial` and `not_applicable` are kept | unchanged |
    | `all` | the worst of the applicable results (`fail`, `partial`, `pass`); `not_applicable` if none
    applies | the lowest among the applicable results; 0 if none applies |
    | `any` | the best of the applicable results; `not_applicable` if none applies | the highest among those
    with that result; 0 if none applies |
    """
    schedule: ControlSchedule
    """How often the control is evaluated automatically."""
    state: ControlState
    """`draft` controls are never evaluated. `test` controls are evaluated only in runs that include them
    explicitly, and their evaluations have no other effect. `enabled` controls are evaluated on their
    schedule and in every run.
    """
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    origin: ControlOrigin
    """`builtin` controls are provided by the platform and read-only; `custom` controls belong to the
    organisation.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class ControlPage(TypedDict):
    """A page of controls."""

    data: list[Control]
    """The controls on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class RuleComparison(TypedDict):
    """Compares a numeric fact about the client."""

    kind: Literal["comparison"]
    """Always `comparison`."""
    fact: RuleClientNumber
    """A numeric fact about the client; it always has a value. `backup_job_count`, `asset_count` and
    `contact_count` count all objects; `open_alert_count` counts alerts that are not resolved,
    `open_ticket_count` tickets that are not resolved or closed, `open_remediation_count` remediations that
    are `open` or `in_progress`, and `overdue_remediation_count` those of them past `due_at`.
    """
    operator: RuleNumberOperator
    """Equal, not equal, less than, less than or equal, greater than, greater than or equal."""
    value: float
    """The number to compare with."""


class RuleMembership(TypedDict):
    """Compares a word of the client; restricts a control to some clients."""

    kind: Literal["membership"]
    """Always `membership`."""
    fact: RuleMembershipFact
    """The client's `status` or its `tags`. At least one tag must match; with `not_in`, none may."""
    operator: RuleWordOperator
    """Equals one of the words, equals none of them, starts with one of them."""
    value: RuleWords
    """The words to compare with."""


class RuleShare(TypedDict):
    """Requires that a percentage of a population satisfies a condition."""

    kind: Literal["share"]
    """Always `share`."""
    population: RulePopulation
    """Objects of one kind that belong to the client, and which of them count; `of` names the kind."""
    pass_at: int
    """The minimum percentage for the result `pass`."""
    partial_at: NotRequired[int]
    """The minimum percentage for the result `partial`; if omitted, the result is never `partial`."""


class RuleExists(TypedDict):
    """Requires that a number of objects in a population satisfy a condition."""

    kind: Literal["exists"]
    """Always `exists`."""
    population: RulePopulation
    """Objects of one kind that belong to the client, and which of them count; `of` names the kind."""
    min: NotRequired[int]
    """The minimum number of objects."""


class RuleEvidence(TypedDict):
    """Requires filed evidence. A piece of evidence that is bound to the control counts if it has not expired,
    is at most `max_age_days` old and is of one of the `kinds`. Without evidence the result is `fail`.
    """

    kind: Literal["evidence"]
    """Always `evidence`."""
    topics: list[RuleEvidenceTopic]
    """The topics that the control names. With an empty list, only evidence whose `control_id` is the
    control counts.
    """
    kinds: NotRequired[list[EvidenceKind]]
    """The kinds of evidence that count; default: all."""
    max_age_days: NotRequired[int]
    """The maximum number of whole days since `collected_at`; default: any age."""
    min: NotRequired[int]
    """The minimum number of pieces of evidence."""


class RuleNot(TypedDict):
    """The negation of a rule."""

    kind: Literal["not"]
    """Always `not`."""
    rule: RuleTerm
    """A rule that can be negated."""


class RuleAll(TypedDict):
    """Requires all of its rules."""

    kind: Literal["all"]
    """Always `all`."""
    rules: list[RulePart]
    """The rules."""


class RuleAny(TypedDict):
    """Requires at least one of its rules."""

    kind: Literal["any"]
    """Always `any`."""
    rules: list[RulePart]
    """The rules."""


class RuleAssetWordTest(TypedDict):
    """Compares a text fact about an asset."""

    fact: RuleAssetWordTestFact
    """The fact to test."""
    operator: RuleWordOperator
    """Equals one of the words, equals none of them, starts with one of them."""
    value: RuleWords
    """The words to compare with."""


class RuleAssetNumberTest(TypedDict):
    """Compares a numeric fact about an asset."""

    fact: RuleAssetNumberTestFact
    """The fact to test."""
    operator: RuleNumberOperator
    """Equal, not equal, less than, less than or equal, greater than, greater than or equal."""
    value: float
    """The number to compare with."""


class RuleAssetFlagTest(TypedDict):
    """Tests a boolean fact about an asset."""

    fact: Literal["encrypted"]
    """The fact to test."""
    operator: Literal["eq"]
    """Always `eq`."""
    value: bool
    """The value for which the test is true."""


class RuleAssetCondition(TypedDict):
    """A condition on an asset."""

    match: NotRequired[RuleMatch]
    """How many of the condition's tests must be true."""
    tests: list[RuleAssetTest]
    """Tests on facts about the same asset."""


class RuleAssetPopulation(TypedDict):
    """All or some of the client's assets."""

    of: Literal["assets"]
    """Always `assets`."""
    where: NotRequired[RuleAssetCondition]
    """Which assets belong to the population; default: all."""
    satisfies: RuleAssetCondition
    """The condition that an asset must satisfy to count."""


class RuleBackupJobWordTest(TypedDict):
    """Compares a text fact about a backup job."""

    fact: RuleBackupJobWordTestFact
    """The fact to test."""
    operator: RuleWordOperator
    """Equals one of the words, equals none of them, starts with one of them."""
    value: RuleWords
    """The words to compare with."""


class RuleBackupJobNumberTest(TypedDict):
    """Compares a numeric fact about a backup job."""

    fact: Literal["age_hours"]
    """The fact to test."""
    operator: RuleNumberOperator
    """Equal, not equal, less than, less than or equal, greater than, greater than or equal."""
    value: float
    """The number to compare with."""


class RuleBackupJobCondition(TypedDict):
    """A condition on a backup job."""

    match: NotRequired[RuleMatch]
    """How many of the condition's tests must be true."""
    tests: list[RuleBackupJobTest]
    """Tests on facts about the same backup job."""


class RuleBackupJobPopulation(TypedDict):
    """All or some of the client's backup jobs."""

    of: Literal["backup_jobs"]
    """Always `backup_jobs`."""
    where: NotRequired[RuleBackupJobCondition]
    """Which backup jobs belong to the population; default: all."""
    satisfies: RuleBackupJobCondition
    """The condition that a backup job must satisfy to count."""


class RuleContactWordTest(TypedDict):
    """Compares a text fact about a contact."""

    fact: Literal["role"]
    """The fact to test."""
    operator: RuleWordOperator
    """Equals one of the words, equals none of them, starts with one of them."""
    value: RuleWords
    """The words to compare with."""


class RuleContactFlagTest(TypedDict):
    """Tests a boolean fact about a contact."""

    fact: Literal["is_primary"]
    """The fact to test."""
    operator: Literal["eq"]
    """Always `eq`."""
    value: bool
    """The value for which the test is true."""


class RuleContactCondition(TypedDict):
    """A condition on a contact."""

    match: NotRequired[RuleMatch]
    """How many of the condition's tests must be true."""
    tests: list[RuleContactTest]
    """Tests on facts about the same contact."""


class RuleContactPopulation(TypedDict):
    """All or some of the client's contacts."""

    of: Literal["contacts"]
    """Always `contacts`."""
    where: NotRequired[RuleContactCondition]
    """Which contacts belong to the population; default: all."""
    satisfies: RuleContactCondition
    """The condition that a contact must satisfy to count."""


class RuleAlertWordTest(TypedDict):
    """Compares a text fact about an alert."""

    fact: RuleAlertWordTestFact
    """The fact to test."""
    operator: RuleWordOperator
    """Equals one of the words, equals none of them, starts with one of them."""
    value: RuleWords
    """The words to compare with."""


class RuleAlertNumberTest(TypedDict):
    """Compares a numeric fact about an alert."""

    fact: Literal["age_days"]
    """The fact to test."""
    operator: RuleNumberOperator
    """Equal, not equal, less than, less than or equal, greater than, greater than or equal."""
    value: float
    """The number to compare with."""


class RuleAlertCondition(TypedDict):
    """A condition on an alert."""

    match: NotRequired[RuleMatch]
    """How many of the condition's tests must be true."""
    tests: list[RuleAlertTest]
    """Tests on facts about the same alert."""


class RuleAlertPopulation(TypedDict):
    """All or some of the client's alerts."""

    of: Literal["alerts"]
    """Always `alerts`."""
    where: NotRequired[RuleAlertCondition]
    """Which alerts belong to the population; default: all."""
    satisfies: RuleAlertCondition
    """The condition that an alert must satisfy to count."""


class RuleTicketWordTest(TypedDict):
    """Compares a text fact about a ticket."""

    fact: RuleTicketWordTestFact
    """The fact to test."""
    operator: RuleWordOperator
    """Equals one of the words, equals none of them, starts with one of them."""
    value: RuleWords
    """The words to compare with."""


class RuleTicketNumberTest(TypedDict):
    """Compares a numeric fact about a ticket."""

    fact: Literal["age_days"]
    """The fact to test."""
    operator: RuleNumberOperator
    """Equal, not equal, less than, less than or equal, greater than, greater than or equal."""
    value: float
    """The number to compare with."""


class RuleTicketCondition(TypedDict):
    """A condition on a ticket."""

    match: NotRequired[RuleMatch]
    """How many of the condition's tests must be true."""
    tests: list[RuleTicketTest]
    """Tests on facts about the same ticket."""


class RuleTicketPopulation(TypedDict):
    """All or some of the client's tickets."""

    of: Literal["tickets"]
    """Always `tickets`."""
    where: NotRequired[RuleTicketCondition]
    """Which tickets belong to the population; default: all."""
    satisfies: RuleTicketCondition
    """The condition that a ticket must satisfy to count."""


class Framework(TypedDict):
    """A published framework and the controls mapped to it."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    code: FrameworkCode
    """A published framework."""
    version: str
    """The edition that the references refer to."""
    title: str
    """The framework's name."""
    publisher: str
    """Who publishes it."""
    requirement_count: int
    """How many requirements this edition has: safeguards of CIS, subcategories of NIST CSF, controls of
    Annex A, criteria of SOC 2. Most of them no control of the platform can assess.
    """
    control_ids: list[str]
    """The controls whose `framework_refs` refer to it."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """When the framework itself last changed; mapping a control to it does not count."""


class FrameworkPage(TypedDict):
    """A page of frameworks."""

    data: list[Framework]
    """The frameworks on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class EvaluationRunInput(TypedDict):
    """Which controls to apply to which clients."""

    client_ids: NotRequired[list[str]]
    """The clients to evaluate; default: all clients that are not archived."""
    control_ids: NotRequired[list[str]]
    """The controls to apply; default: all enabled controls."""


class EvaluationDetail(TypedDict):
    """The finding of one part of the rule."""

    pointer: str
    """A JSON Pointer (RFC 6901) to the part within the control's rule; empty for the whole rule."""
    result: EvaluationResult
    """Met, not met, partially met, or not applicable."""
    confidence: int
    """The percentage of the data required by the rule that was known."""
    looked_at_count: int | None
    """The size of the population."""
    satisfied_count: int | None
    """How many of its objects count; for `not`, how many do not count in its rule."""
    unknown_count: int | None
    """How many of its objects could not be tested."""
    failing_ids: list[str] | None
    """Up to 10 of the objects because of which the part is not met, oldest first. For `share` these are the
    objects that do not count; for `evidence` too, if the result is not `pass`; for `not` the objects that
    count in its rule, if the result is not `pass`, and none for that rule itself. `exists` has none,
    since nothing that is there is wrong.
    `listEvaluationFailingObjects` lists all of them.
    """


class EvaluationRecord(TypedDict):
    """Properties of an evaluation, as events and representations have them."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    control_id: str
    """The control."""
    control_identifier: str
    """The control's identifier at the time of the evaluation."""
    client_id: str
    """The client."""
    mode: EvaluationMode
    """`test` evaluations come from controls in the state `test` and have no other effect."""
    result: EvaluationResult
    """Met, not met, partially met, or not applicable."""
    confidence: int
    """The percentage of the data required by the rule that was known."""
    summary: str
    """The result in one or two sentences."""
    details: list[EvaluationDetail]
    """The findings of the parts of the rule; the first is for the whole rule."""
    evidence_ids: list[str]
    """The evidence behind the result; empty in the mode `test`."""
    evaluated_at: str
    """The time as of which the data was evaluated."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class Evaluation(TypedDict):
    """The result of applying a control to a client at one point in time. It never changes."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    control_id: str
    """The control."""
    control_identifier: str
    """The control's identifier at the time of the evaluation."""
    client_id: str
    """The client."""
    mode: EvaluationMode
    """`test` evaluations come from controls in the state `test` and have no other effect."""
    result: EvaluationResult
    """Met, not met, partially met, or not applicable."""
    confidence: int
    """The percentage of the data required by the rule that was known."""
    summary: str
    """The result in one or two sentences."""
    details: list[EvaluationDetail]
    """The findings of the parts of the rule; the first is for the whole rule."""
    evidence_ids: list[str]
    """The evidence behind the result; empty in the mode `test`."""
    evaluated_at: str
    """The time as of which the data was evaluated."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class EvaluationPage(TypedDict):
    """A page of evaluations."""

    data: list[Evaluation]
    """The evaluations on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class EvaluationFailingObject(TypedDict):
    """An object because of which an evaluation's rule was not met."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    evaluation_id: str
    """The evaluation."""
    object_type: FailingObjectType
    """The kind of an object that failed an evaluation."""
    object_id: str
    """The asset, backup job, contact, alert, ticket or piece of evidence."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class EvaluationFailingObjectPage(TypedDict):
    """A page of objects that failed an evaluation."""

    data: list[EvaluationFailingObject]
    """The objects on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class EvidenceFields(TypedDict):
    """Properties that all kinds of evidence share; each kind says itself when it expires."""

    kind: EvidenceKind
    """Read from a system, filed as a document or declared by a person."""
    title: str
    """A one-line description."""
    topic: EvidenceTopic
    """What the evidence is about. Evidence without `control_id` counts for the controls whose rule names its
    topic; no rule names `other`.
    """
    client_id: str
    """The client that the evidence is about."""
    control_id: NotRequired[str | None]
    """The control that the evidence was filed for. If `null`, the evidence counts for the controls whose
    rule names its `topic`.
    """
    collected_at: NotRequired[str]
    """When it was read or declared."""


class EvidenceAttestationFields(TypedDict):
    """Properties of an attestation."""

    kind: Literal["attestation"]
    """Read from a system, filed as a document or declared by a person."""
    title: str
    """A one-line description."""
    topic: EvidenceTopic
    """What the evidence is about. Evidence without `control_id` counts for the controls whose rule names its
    topic; no rule names `other`.
    """
    client_id: str
    """The client that the evidence is about."""
    control_id: NotRequired[str | None]
    """The control that the evidence was filed for. If `null`, the evidence counts for the controls whose
    rule names its `topic`.
    """
    collected_at: NotRequired[str]
    """When it was read or declared."""
    statement: str
    """The declaration."""
    attested_by: str
    """The person who made the declaration."""
    expires_at: str
    """Until when the declaration holds; must be later than `collected_at`."""


class EvidenceInput(TypedDict):
    """Request body for filing an attestation."""

    kind: Literal["attestation"]
    """Read from a system, filed as a document or declared by a person."""
    title: str
    """A one-line description."""
    topic: EvidenceTopic
    """What the evidence is about. Evidence without `control_id` counts for the controls whose rule names its
    topic; no rule names `other`.
    """
    client_id: str
    """The client that the evidence is about."""
    control_id: NotRequired[str | None]
    """The control that the evidence was filed for. If `null`, the evidence counts for the controls whose
    rule names its `topic`.
    """
    collected_at: NotRequired[str]
    """When it was read or declared."""
    statement: str
    """The declaration."""
    attested_by: str
    """The person who made the declaration."""
    expires_at: str
    """Until when the declaration holds; must be later than `collected_at`."""


class EvidenceRecord(TypedDict):
    """Properties that the platform adds to evidence."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    sha256: str
    """The SHA-256 digest, in lower-case hexadecimal, of this representation as canonical JSON (RFC 8785)
    without
    `id`, `sha256`, `created_at`, `updated_at` and properties that are `null`.
    """
    collected_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    control_id: Any
    expires_at: Any


class EvidenceAttestation(TypedDict):
    """A declaration by a person."""

    kind: Literal["attestation"]
    """Read from a system, filed as a document or declared by a person."""
    title: str
    """A one-line description."""
    topic: EvidenceTopic
    """What the evidence is about. Evidence without `control_id` counts for the controls whose rule names its
    topic; no rule names `other`.
    """
    client_id: str
    """The client that the evidence is about."""
    control_id: str | None
    """The control that the evidence was filed for. If `null`, the evidence counts for the controls whose
    rule names its `topic`.
    """
    collected_at: str
    """When it was read or declared."""
    statement: str
    """The declaration."""
    attested_by: str
    """The person who made the declaration."""
    expires_at: str
    """Until when the declaration holds; must be later than `collected_at`."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    sha256: str
    """The SHA-256 digest, in lower-case hexadecimal, of this representation as canonical JSON (RFC 8785)
    without
    `id`, `sha256`, `created_at`, `updated_at` and properties that are `null`.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class EvidenceDocument(TypedDict):
    """A filed document."""

    kind: Literal["document"]
    """Read from a system, filed as a document or declared by a person."""
    title: str
    """A one-line description."""
    topic: EvidenceTopic
    """What the evidence is about. Evidence without `control_id` counts for the controls whose rule names its
    topic; no rule names `other`.
    """
    client_id: str
    """The client that the evidence is about."""
    control_id: str | None
    """The control that the evidence was filed for. If `null`, the evidence counts for the controls whose
    rule names its `topic`.
    """
    collected_at: str
    """When it was read or declared."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    sha256: str
    """The SHA-256 digest, in lower-case hexadecimal, of this representation as canonical JSON (RFC 8785)
    without
    `id`, `sha256`, `created_at`, `updated_at` and properties that are `null`.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    expires_at: str | None
    """When the evidence expires; must be later than `collected_at`. `null` if it never expires."""
    file_name: str
    """The file's name."""
    media_type: str
    """The file's media type."""
    size_bytes: int
    """The file's size in bytes."""
    document_sha256: str
    """The file's own SHA-256 digest."""


class EvidenceObservation(TypedDict):
    """One counted or measured value."""

    name: str
    """What was counted or measured."""
    value: float
    """The counted or measured value."""


class EvidenceFromApi(TypedDict):
    """Data read from an integration, or by an evaluation from stored data."""

    kind: Literal["api"]
    """Read from a system, filed as a document or declared by a person."""
    title: str
    """A one-line description."""
    topic: EvidenceTopic
    """What the evidence is about. Evidence without `control_id` counts for the controls whose rule names its
    topic; no rule names `other`.
    """
    client_id: str
    """The client that the evidence is about."""
    control_id: str | None
    """The control that the evidence was filed for. If `null`, the evidence counts for the controls whose
    rule names its `topic`.
    """
    collected_at: str
    """When it was read or declared."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    sha256: str
    """The SHA-256 digest, in lower-case hexadecimal, of this representation as canonical JSON (RFC 8785)
    without
    `id`, `sha256`, `created_at`, `updated_at` and properties that are `null`.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    expires_at: str | None
    """When the evidence expires; must be later than `collected_at`. `null` if it never expires."""
    source: str
    """The integration's provider, or `evaluation`."""
    observations: list[EvidenceObservation]
    """What was counted or measured."""


class EvidencePage(TypedDict):
    """A page of evidence."""

    data: list[Evidence]
    """The evidence on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class RemediationFields(TypedDict):
    """Writable properties of a remediation."""

    status: NotRequired[RemediationStatus]
    """`resolved` is final; `accepted_risk` can be changed again."""
    due_at: NotRequired[str]
    """When the work is due; may be in the past."""
    ticket_id: NotRequired[str | None]
    """The ticket that tracks the work; must belong to the same client."""
    note: NotRequired[str | None]
    """Free text."""


class RemediationReadOnly(TypedDict):
    """Read-only properties of a remediation."""

    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    evaluation_id: NotRequired[str]
    """The evaluation that opened it."""
    client_id: NotRequired[str]
    """The client."""
    control_id: NotRequired[str]
    """The control."""
    title: NotRequired[str]
    """The control's title when the remediation was opened."""
    severity: NotRequired[ControlSeverity]
    """The control's severity when the remediation was opened."""
    resolved_at: NotRequired[str | None]
    """When it was resolved; `null` until then."""
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class RemediationProgressInput(TypedDict):
    """Request body for working on a remediation."""

    status: RemediationProgressInputStatus
    """`resolved` is final; `accepted_risk` can be changed again."""
    due_at: str
    """When the work is due; may be in the past."""
    ticket_id: NotRequired[str | None]
    """The ticket that tracks the work; must belong to the same client."""
    note: NotRequired[str | None]
    """Free text."""
    accepted_reason: NotRequired[None]
    """Only an accepted risk has a reason."""


class RemediationAcceptanceInput(TypedDict):
    """Request body for accepting the risk."""

    status: Literal["accepted_risk"]
    """`resolved` is final; `accepted_risk` can be changed again."""
    due_at: str
    """When the work is due; may be in the past."""
    ticket_id: NotRequired[str | None]
    """The ticket that tracks the work; must belong to the same client."""
    note: NotRequired[str | None]
    """Free text."""
    accepted_reason: str
    """Why the risk is accepted, and by whom."""


class RemediationPatch(TypedDict):
    """The properties of a remediation to change (JSON Merge Patch, RFC 7396); `null` clears a nullable
    one.
    """

    status: NotRequired[RemediationStatus]
    """`resolved` is final; `accepted_risk` can be changed again."""
    due_at: NotRequired[str]
    """When the work is due; may be in the past."""
    ticket_id: NotRequired[str | None]
    """The ticket that tracks the work; must belong to the same client."""
    note: NotRequired[str | None]
    """Free text."""
    accepted_reason: NotRequired[str | None]
    """Required when `status` becomes `accepted_risk`."""


class RemediationRecord(TypedDict):
    """Properties of a remediation, as events and representations have them."""

    status: RemediationStatus
    """`resolved` is final; `accepted_risk` can be changed again."""
    due_at: str
    """When the work is due; may be in the past."""
    ticket_id: str | None
    """The ticket that tracks the work; must belong to the same client."""
    note: str | None
    """Free text."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
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
    resolved_at: str | None
    """When it was resolved; `null` until then."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    accepted_reason: str | None
    """Why the risk is accepted; `null` unless `status` is `accepted_risk`."""


class Remediation(TypedDict):
    """Work required to fix failed evaluations."""

    status: RemediationStatus
    """`resolved` is final; `accepted_risk` can be changed again."""
    due_at: str
    """When the work is due; may be in the past."""
    ticket_id: str | None
    """The ticket that tracks the work; must belong to the same client."""
    note: str | None
    """Free text."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
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
    resolved_at: str | None
    """When it was resolved; `null` until then."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    accepted_reason: str | None
    """Why the risk is accepted; `null` unless `status` is `accepted_risk`."""


class RemediationPage(TypedDict):
    """A page of remediations."""

    data: list[Remediation]
    """The remediations on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class BackupJobRecord(TypedDict):
    """Properties of a backup job, as events and representations have them."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The client."""
    asset_id: str | None
    """The asset that is backed up; `null` if it is not an asset, such as a mail tenant."""
    name: str
    """The backup job's name in the product."""
    provider: BackupProvider
    """The backup product."""
    status: BackupJobStatus
    """The outcome of the last run, or `running`, or that it has never run."""
    last_success_at: str | None
    """When it last succeeded; `null` if it never did."""
    age_hours: float | None
    """Hours since the last success, at the time of the response; `null` if there was none."""
    size_bytes: int
    """The size of the last successful backup; 0 if there was none."""
    message: str | None
    """The product's message about the last run."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class BackupJob(TypedDict):
    """A backup job that a backup product runs for a client."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The client."""
    asset_id: str | None
    """The asset that is backed up; `null` if it is not an asset, such as a mail tenant."""
    name: str
    """The backup job's name in the product."""
    provider: BackupProvider
    """The backup product."""
    status: BackupJobStatus
    """The outcome of the last run, or `running`, or that it has never run."""
    last_success_at: str | None
    """When it last succeeded; `null` if it never did."""
    age_hours: float | None
    """Hours since the last success, at the time of the response; `null` if there was none."""
    size_bytes: int
    """The size of the last successful backup; 0 if there was none."""
    message: str | None
    """The product's message about the last run."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class BackupJobPage(TypedDict):
    """A page of backup jobs."""

    data: list[BackupJob]
    """The backup jobs on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class BackupCounts(TypedDict):
    """Asset counts by backup state."""

    asset_count: int
    """The number of assets; the sum of the other three counts."""
    protected_count: int
    """Assets with a backup job that succeeded within the last 48 hours."""
    stale_count: int
    """Assets whose last successful backup is older."""
    unprotected_count: int
    """Assets without any successful backup."""
    percent: float | None
    """The percentage of protected assets, rounded down to one decimal place; `null` if there are no
    assets.
    """


class BackupClientCoverage(TypedDict):
    """Backup coverage of one client."""

    asset_count: int
    """The number of assets; the sum of the other three counts."""
    protected_count: int
    """Assets with a backup job that succeeded within the last 48 hours."""
    stale_count: int
    """Assets whose last successful backup is older."""
    unprotected_count: int
    """Assets without any successful backup."""
    percent: float | None
    """The percentage of protected assets, rounded down to one decimal place; `null` if there are no
    assets.
    """
    client_id: str
    """The client."""
    client_name: str
    """The client's name."""


class BackupCoverage(TypedDict):
    """Backup coverage."""

    asset_count: int
    """The number of assets; the sum of the other three counts."""
    protected_count: int
    """Assets with a backup job that succeeded within the last 48 hours."""
    stale_count: int
    """Assets whose last successful backup is older."""
    unprotected_count: int
    """Assets without any successful backup."""
    percent: float | None
    """The percentage of protected assets, rounded down to one decimal place; `null` if there are no
    assets.
    """
    client_count: int
    """The number of clients."""
    by_client: list[BackupClientCoverage]
    """Clients sorted by `percent` in ascending order, those without assets last; ties are sorted by
    the client's creation.
    """


class IntegrationFields(TypedDict):
    """Writable properties of an integration."""

    name: NotRequired[str]
    """The MSP's name for the integration."""
    enabled: NotRequired[bool]
    """Whether data is synchronised."""


class IntegrationReadOnly(TypedDict):
    """Read-only properties of an integration."""

    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    provider: NotRequired[IntegrationProvider]
    """The product that data is synchronised from."""
    health: NotRequired[IntegrationHealth]
    """`healthy` if the last syncs succeeded, `degraded` if some failed, `failing` if the latest ones failed,
    `unknown` before the first sync.
    """
    last_sync_at: NotRequired[str | None]
    """When a sync last succeeded; `null` if none has."""
    message: NotRequired[str | None]
    """The error of the last sync, if it failed; never contains secrets."""
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class IntegrationInput(TypedDict):
    """Request body for creating an integration."""

    name: str
    """The MSP's name for the integration."""
    enabled: NotRequired[bool]
    """Whether data is synchronised."""
    provider: IntegrationProvider
    """The product that data is synchronised from."""


class IntegrationReplacement(TypedDict):
    """Request body for replacing an integration's name and whether data is synchronised."""

    name: str
    """The MSP's name for the integration."""
    enabled: NotRequired[bool]
    """Whether data is synchronised."""


class IntegrationPatch(TypedDict):
    """The properties of an integration to change (JSON Merge Patch, RFC 7396)."""

    name: NotRequired[str]
    """The MSP's name for the integration."""
    enabled: NotRequired[bool]
    """Whether data is synchronised."""


class IntegrationRecord(TypedDict):
    """Properties of an integration, as events and representations have them."""

    name: str
    """The MSP's name for the integration."""
    enabled: bool
    """Whether data is synchronised."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    provider: IntegrationProvider
    """The product that data is synchronised from."""
    health: IntegrationHealth
    """`healthy` if the last syncs succeeded, `degraded` if some failed, `failing` if the latest ones failed,
    `unknown` before the first sync.
    """
    last_sync_at: str | None
    """When a sync last succeeded; `null` if none has."""
    message: str | None
    """The error of the last sync, if it failed; never contains secrets."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class Integration(TypedDict):
    """A system that data is synchronised from."""

    name: str
    """The MSP's name for the integration."""
    enabled: bool
    """Whether data is synchronised."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    provider: IntegrationProvider
    """The product that data is synchronised from."""
    health: IntegrationHealth
    """`healthy` if the last syncs succeeded, `degraded` if some failed, `failing` if the latest ones failed,
    `unknown` before the first sync.
    """
    last_sync_at: str | None
    """When a sync last succeeded; `null` if none has."""
    message: str | None
    """The error of the last sync, if it failed; never contains secrets."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class IntegrationPage(TypedDict):
    """A page of integrations."""

    data: list[Integration]
    """The integrations on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class ReportMonth(TypedDict):
    """A calendar month."""

    kind: Literal["month"]
    """A month."""
    month: str
    """Year and month."""


class ReportQuarter(TypedDict):
    """A calendar quarter."""

    kind: Literal["quarter"]
    """A quarter."""
    quarter: str
    """Year and quarter."""


class ReportDays(TypedDict):
    """A number of consecutive days, at most 366."""

    kind: Literal["days"]
    """A number of days."""
    start: str
    """The first day."""
    days: int
    """How many days, the first one included."""


class ReportFields(TypedDict):
    """Writable properties of a report."""

    type: ReportType
    """The content of the report: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or evaluation
    results with the evidence and its digests, for an auditor (`evidence_pack`).
    """
    format: ReportFormat
    """The file's format."""
    period: ReportPeriod
    """The days that the report covers, in UTC: a month, a quarter, or up to 366 days. Days in the future are
    allowed and have no data yet.
    """
    client_id: NotRequired[str | None]
    """The client that the report is about (the MSP's customer); default: all clients."""


class ReportInput(TypedDict):
    """Request body for creating a report."""

    type: ReportType
    """The content of the report: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or evaluation
    results with the evidence and its digests, for an auditor (`evidence_pack`).
    """
    format: ReportFormat
    """The file's format."""
    period: ReportPeriod
    """The days that the report covers, in UTC: a month, a quarter, or up to 366 days. Days in the future are
    allowed and have no data yet.
    """
    client_id: NotRequired[str | None]
    """The client that the report is about (the MSP's customer); default: all clients."""


class ReportRecord(TypedDict):
    """Properties of a report, as events and representations have them."""

    type: ReportType
    """The content of the report: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or evaluation
    results with the evidence and its digests, for an auditor (`evidence_pack`).
    """
    format: ReportFormat
    """The file's format."""
    period: ReportPeriod
    """The days that the report covers, in UTC: a month, a quarter, or up to 366 days. Days in the future are
    allowed and have no data yet.
    """
    client_id: str | None
    """The client that the report is about (the MSP's customer); default: all clients."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    job_id: str
    """The job that generates the report."""
    status: ReportStatus
    """The report's status; `succeeded` and `failed` are final."""
    period_from: str
    """The first day that it covers."""
    period_to: str
    """The last day that it covers."""
    size_bytes: int | None
    """The file's length in bytes; `null` until the report has succeeded."""
    sha256: str | None
    """The file's SHA-256 digest in hexadecimal; `null` until the report has succeeded."""
    problem: JobProblem | None
    """Why the report failed; `null` unless it has."""
    finished_at: str | None
    """When it succeeded or failed."""
    expires_at: str | None
    """When the file expires; `null` until the report has succeeded."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class Report(TypedDict):
    """A report and the metadata of its file."""

    type: ReportType
    """The content of the report: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or evaluation
    results with the evidence and its digests, for an auditor (`evidence_pack`).
    """
    format: ReportFormat
    """The file's format."""
    period: ReportPeriod
    """The days that the report covers, in UTC: a month, a quarter, or up to 366 days. Days in the future are
    allowed and have no data yet.
    """
    client_id: str | None
    """The client that the report is about (the MSP's customer); default: all clients."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    job_id: str
    """The job that generates the report."""
    status: ReportStatus
    """The report's status; `succeeded` and `failed` are final."""
    period_from: str
    """The first day that it covers."""
    period_to: str
    """The last day that it covers."""
    size_bytes: int | None
    """The file's length in bytes; `null` until the report has succeeded."""
    sha256: str | None
    """The file's SHA-256 digest in hexadecimal; `null` until the report has succeeded."""
    problem: JobProblem | None
    """Why the report failed; `null` unless it has."""
    finished_at: str | None
    """When it succeeded or failed."""
    expires_at: str | None
    """When the file expires; `null` until the report has succeeded."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class ReportPage(TypedDict):
    """A page of reports."""

    data: list[Report]
    """The reports on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class ReportFigure(TypedDict):
    """One number of a report."""

    name: str
    """Stable, machine-readable name."""
    label: str
    """Human-readable label."""
    value: float | None
    """The number; `null` if there was no data to compute it from."""
    unit: ReportFigureUnit
    """The unit of the number."""
    as_of: str
    """The time that the number describes. It is later than the report's for a number of which no history is
    kept, such as the backup coverage.
    """


class ReportColumn(TypedDict):
    """One column of a report's table."""

    name: str
    """Stable, machine-readable name; the column's header in a CSV file."""
    label: str
    """Human-readable label."""
    type: ReportColumnType
    """The type of the cells."""


class ReportTable(TypedDict):
    """One table of a report."""

    name: str
    """Stable, machine-readable name."""
    title: str
    """Human-readable label."""
    as_of: str
    """The time that the table describes."""
    columns: list[ReportColumn]
    """The columns, in order."""
    rows: list[list[str | float | bool | None]]
    """The rows, with one cell per column."""


class ReportDocument(TypedDict):
    """A report as JSON, with the same figures and tables as the PDF; the first table is the content of the
    CSV
    file.
    """

    report_id: str
    """The report."""
    type: ReportType
    """The content of the report: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or evaluation
    results with the evidence and its digests, for an auditor (`evidence_pack`).
    """
    title: str
    """The headline."""
    organisation: str
    """The MSP's name."""
    client: NotRequired[ReportDocumentClient]
    """The client that the report is about; `null` if it is about all clients."""
    period_from: str
    """The first day that it covers."""
    period_to: str
    """The last day that it covers."""
    as_of: str
    """The time that the report describes: the end of the period, or `generated_at` if the period is not
    over.
    """
    generated_at: str
    """When the report's data was read."""
    figures: list[ReportFigure]
    """The key figures."""
    tables: list[ReportTable]
    """The data behind the figures."""


class ReportDocumentClient(TypedDict):
    """The client that the report is about; `null` if it is about all clients."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    name: str
    """One line of text without leading or trailing white space."""


class BulkClientItem(TypedDict):
    """A client with at least one external reference that identifies it."""

    name: str
    """The client's name, unique within the organisation."""
    domains: NotRequired[list[str]]
    """The client's email and web domains."""
    status: NotRequired[ClientStatus]
    """The client's lifecycle status."""
    tags: NotRequired[list[str]]
    """Labels defined by the MSP."""
    notes: NotRequired[str | None]
    """Free text."""
    external_refs: list[ExternalReference]
    """At most one reference per system."""


class BulkClientsInput(TypedDict):
    """The clients to create or update."""

    items: list[BulkClientItem]
    """The clients, applied in order."""
    match_by: NotRequired[list[BulkClientsInputMatchByItem]]
    """How else an existing client is found if none has one of an item's external references: by its name, or
    by
    one of its domains. The first property that finds a client decides; upper and lower case are the same.
    A client that already has a reference to one of the item's systems is not found, and several are
    `match_ambiguous`.
    """


class BulkAssetItem(TypedDict):
    """An asset with at least one external reference that identifies it."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """The type of asset."""
    status: NotRequired[AssetStatus]
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: NotRequired[str | None]
    os: NotRequired[str | None]
    """The operating system or firmware, with its version."""
    last_seen_at: NotRequired[str | None]
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: NotRequired[str | None]
    """When updates were last installed; `null` if unknown."""
    encrypted: NotRequired[bool | None]
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: NotRequired[list[str]]
    """Labels defined by the MSP."""
    external_refs: list[ExternalReference]
    """At most one reference per system."""


class BulkAssetsInput(TypedDict):
    """The assets to create or update."""

    items: list[BulkAssetItem]
    """The assets, applied in order."""
    match_by: NotRequired[list[BulkAssetsInputMatchByItem]]
    """How else an existing asset is found if none has one of an item's external references: by its serial, or
    by its hostname, among the assets of the same client. The first property that finds an asset decides;
    upper and lower case are the same. An asset that already has a reference to one of the item's systems
    is not found, and several are `match_ambiguous`.
    """


class BulkTicketItem(TypedDict):
    """A ticket with at least one external reference that identifies it."""

    client_id: str
    """The client that the work is for."""
    contact_id: NotRequired[str | None]
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: NotRequired[str | None]
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: str
    """The subject, in one line."""
    description: NotRequired[str | None]
    """A full description."""
    priority: NotRequired[TicketPriority]
    """The urgency of the ticket."""
    status: NotRequired[TicketStatus]
    """The status of the work."""
    assignee: NotRequired[str | None]
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: list[ExternalReference]
    """At most one reference per system."""


class BulkTicketsInput(TypedDict):
    """The tickets to create or update."""

    items: list[BulkTicketItem]
    """The tickets, applied in order."""


class BulkItemWritten(TypedDict):
    """An item that was applied."""

    index: int
    """The item's index in `items`, starting at 0."""
    outcome: BulkItemWrittenOutcome
    """The item's outcome; `unchanged` if the resource already had these values."""
    id: str
    """The resource that was written."""


class BulkItemFailed(TypedDict):
    """An item that was not applied."""

    index: int
    """The item's index in `items`, starting at 0."""
    outcome: Literal["failed"]
    """Always `failed`; nothing was changed."""
    problems: list[JobProblem]
    """All errors of the item, with pointers into the request body."""


class BulkResult(TypedDict):
    """The outcomes of the items; the four counts add up to the number of items."""

    created: int
    """Number of created resources."""
    updated: int
    """Number of replaced resources."""
    unchanged: int
    """Number of resources that already had these values."""
    failed: int
    """Number of failed items."""
    items: list[BulkItemResult]
    """One result per item, in the order of the items."""


class JobPage(TypedDict):
    """A page of jobs."""

    data: list[Job]
    """The jobs on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""


class JobProblem(TypedDict):
    """Problem details (RFC 9457) of an error that occurred in asynchronous work."""

    type: str
    """URI of the problem's documentation page."""
    title: str
    """The status's reason phrase."""
    status: int
    """The HTTP status that a synchronous request would have returned."""
    detail: str
    """Explanation of this occurrence of the problem."""
    code: str
    """Stable, machine-readable problem code."""
    pointer: NotRequired[str]
    """JSON Pointer to the location in the request body (RFC 6901), if there is one."""


class JobFields(TypedDict):
    """Properties that all kinds of jobs share."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: JobFieldsKind
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""


class BulkJob(TypedDict):
    """A job that creates or updates many resources."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: BulkJobKind
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""
    result: BulkResult | None


class AssetActionJob(TypedDict):
    """A job that performs an action on an asset."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: Literal["asset_action"]
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""
    result: AssetActionResult | None


class EvaluationRunJob(TypedDict):
    """A job that evaluates controls on clients."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: Literal["evaluation_run"]
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""
    result: EvaluationRunResult | None


class BackupRetryJob(TypedDict):
    """A job that retries a backup."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: Literal["backup_retry"]
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""
    result: BackupRetryResult | None


class IntegrationSyncJob(TypedDict):
    """A job that synchronises an integration's data."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: Literal["integration_sync"]
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""
    result: IntegrationSyncResult | None


class ReportJob(TypedDict):
    """A job that generates a report."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: Literal["report"]
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""
    result: ReportJobResult | None


class AssetActionRecord(TypedDict):
    """Properties of the result of an action on an asset, as events and representations have them."""

    job_id: str
    """The job that performed the action."""
    asset_id: str
    """The asset."""
    client_id: str
    """The client that the asset belongs to."""
    action: AssetActionRecordAction
    """The action."""
    simulate: bool
    """Whether the action was only simulated and changed nothing."""
    reason: str | None
    """The reason given by the caller."""
    outcome: AssetActionRecordOutcome
    """Whether the asset was changed; `unchanged` if it was already in that state."""
    detail: str | None
    """A description of the outcome."""
    completed_at: str
    """When the action completed."""


class AssetActionResult(TypedDict):
    """The result of an action on an asset; also the `data` of `asset.action_completed`."""

    job_id: str
    """The job that performed the action."""
    asset_id: str
    """The asset."""
    client_id: str
    """The client that the asset belongs to."""
    action: AssetActionRecordAction
    """The action."""
    simulate: bool
    """Whether the action was only simulated and changed nothing."""
    reason: str | None
    """The reason given by the caller."""
    outcome: AssetActionRecordOutcome
    """Whether the asset was changed; `unchanged` if it was already in that state."""
    detail: str | None
    """A description of the outcome."""
    completed_at: str
    """When the action completed."""


class EvaluationRunResult(TypedDict):
    """The result of an evaluation run."""

    evaluated: int
    """Number of evaluated pairs of control and client."""
    passed: int
    """Number of pairs that passed."""
    failed: int
    """Number of pairs that failed."""
    partial: int
    """Number of pairs that passed partially."""
    not_applicable: int
    """Number of pairs to which the control did not apply."""
    remediations_opened: int
    """Number of opened remediations."""
    remediations_resolved: int
    """Number of resolved remediations."""


class BackupRetryResult(TypedDict):
    """The result of a backup retry."""

    backup_job_id: str
    """The backup job."""
    outcome: BackupRetryResultOutcome
    """The outcome of the backup."""


class IntegrationSyncResult(TypedDict):
    """The result of a sync."""

    integration_id: str
    """The integration."""
    received: int
    """Number of items received from the other system."""
    created: int
    """Number of new items."""
    updated: int
    """Number of changed items."""


class ReportJobResult(TypedDict):
    """The result of a report job."""

    report_id: str
    """The report."""


class Event(TypedDict):
    """An event of the log."""

    id: str
    """The event's identifier, sent as `webhook-id`."""
    type: WebhookEventType
    """The type of event."""
    client_id: str | None
    """The client that the event is about; `null` if it is not about one."""
    data: EventData
    """What deliveries of the event have under `data`."""
    created_at: str
    """When the event happened, the `timestamp` of deliveries."""


class EventData(TypedDict):
    """What deliveries of the event have under `data`."""

    sequence: Any


class EventPage(TypedDict):
    """A page of events."""

    data: list[Event]
    """The events on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class WebhookFields(TypedDict):
    """Writable properties of a webhook."""

    url: NotRequired[str]
    """The URL that events are sent to: https and public addresses only, unless the operator's setting for
    local development allows others. Without user information or fragment.
    """
    description: NotRequired[str | None]
    """The purpose of the webhook."""
    event_types: NotRequired[list[WebhookEventType]]
    """The events that it receives."""
    client_ids: NotRequired[list[str]]
    """Only events about these clients are sent. If empty, events about every client are sent, and those that
    are not about a client, such as `job.failed`.
    """
    enabled: NotRequired[bool]
    """Whether events are sent."""


class WebhookInput(TypedDict):
    """Request body for creating a webhook."""

    url: str
    """The URL that events are sent to: https and public addresses only, unless the operator's setting for
    local development allows others. Without user information or fragment.
    """
    description: NotRequired[str | None]
    """The purpose of the webhook."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    client_ids: NotRequired[list[str]]
    """Only events about these clients are sent. If empty, events about every client are sent, and those that
    are not about a client, such as `job.failed`.
    """
    enabled: NotRequired[bool]
    """Whether events are sent."""


class WebhookRotation(TypedDict):
    """The request for a new secret."""

    rotate_secret: NotRequired[bool]
    """Whether to generate a new secret, which the response returns once."""


class WebhookReplacement(TypedDict):
    """Request body for replacing a webhook."""

    url: str
    """The URL that events are sent to: https and public addresses only, unless the operator's setting for
    local development allows others. Without user information or fragment.
    """
    description: NotRequired[str | None]
    """The purpose of the webhook."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    client_ids: NotRequired[list[str]]
    """Only events about these clients are sent. If empty, events about every client are sent, and those that
    are not about a client, such as `job.failed`.
    """
    enabled: NotRequired[bool]
    """Whether events are sent."""
    rotate_secret: NotRequired[bool]
    """Whether to generate a new secret, which the response returns once."""


class WebhookPatch(TypedDict):
    """The properties of a webhook to change (JSON Merge Patch, RFC 7396); `null` clears a nullable one."""

    url: NotRequired[str]
    """The URL that events are sent to: https and public addresses only, unless the operator's setting for
    local development allows others. Without user information or fragment.
    """
    description: NotRequired[str | None]
    """The purpose of the webhook."""
    event_types: NotRequired[list[WebhookEventType]]
    """The events that it receives."""
    client_ids: NotRequired[list[str]]
    """Only events about these clients are sent. If empty, events about every client are sent, and those that
    are not about a client, such as `job.failed`.
    """
    enabled: NotRequired[bool]
    """Whether events are sent."""
    rotate_secret: NotRequired[bool]
    """Whether to generate a new secret, which the response returns once."""


class WebhookReadOnly(TypedDict):
    """Read-only properties of a webhook."""

    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    disabled_reason: NotRequired[WebhookReadOnlyDisabledReason | None]
    """Why the platform disabled the webhook: `gone` if the endpoint returned 410, `retries_exhausted` if
    the last retry of a delivery failed. `null` while it is enabled, and if a caller disabled it.
    """
    previous_secret_expires_at: NotRequired[str | None]
    """Until when deliveries are also signed with the previous secret; `null` outside a secret
    rotation.
    """
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class Webhook(TypedDict):
    """Endpoints that receive events, and the deliveries to them."""

    url: str
    """The URL that events are sent to: https and public addresses only, unless the operator's setting for
    local development allows others. Without user information or fragment.
    """
    description: str | None
    """The purpose of the webhook."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    client_ids: list[str]
    """Only events about these clients are sent. If empty, events about every client are sent, and those that
    are not about a client, such as `job.failed`.
    """
    enabled: bool
    """Whether events are sent."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    disabled_reason: WebhookReadOnlyDisabledReason
    """Why the platform disabled the webhook: `gone` if the endpoint returned 410, `retries_exhausted` if
    the last retry of a delivery failed. `null` while it is enabled, and if a caller disabled it.
    """
    previous_secret_expires_at: str | None
    """Until when deliveries are also signed with the previous secret; `null` outside a secret
    rotation.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class WebhookWithSecret(TypedDict):
    """A newly created webhook, with its secret."""

    url: str
    """The URL that events are sent to: https and public addresses only, unless the operator's setting for
    local development allows others. Without user information or fragment.
    """
    description: str | None
    """The purpose of the webhook."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    client_ids: list[str]
    """Only events about these clients are sent. If empty, events about every client are sent, and those that
    are not about a client, such as `job.failed`.
    """
    enabled: bool
    """Whether events are sent."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    disabled_reason: WebhookReadOnlyDisabledReason
    """Why the platform disabled the webhook: `gone` if the endpoint returned 410, `retries_exhausted` if
    the last retry of a delivery failed. `null` while it is enabled, and if a caller disabled it.
    """
    previous_secret_expires_at: str | None
    """Until when deliveries are also signed with the previous secret; `null` outside a secret
    rotation.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    secret: str
    """`whsec_` followed by 24 to 64 random bytes in base64: the signing key. Store it; it is returned only
    once.
    """


class WebhookReplaced(TypedDict):
    """A replaced webhook, with its new secret if `rotate_secret` requested one."""

    url: str
    """The URL that events are sent to: https and public addresses only, unless the operator's setting for
    local development allows others. Without user information or fragment.
    """
    description: str | None
    """The purpose of the webhook."""
    event_types: list[WebhookEventType]
    """The events that it receives."""
    client_ids: list[str]
    """Only events about these clients are sent. If empty, events about every client are sent, and those that
    are not about a client, such as `job.failed`.
    """
    enabled: bool
    """Whether events are sent."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    disabled_reason: WebhookReadOnlyDisabledReason
    """Why the platform disabled the webhook: `gone` if the endpoint returned 410, `retries_exhausted` if
    the last retry of a delivery failed. `null` while it is enabled, and if a caller disabled it.
    """
    previous_secret_expires_at: str | None
    """Until when deliveries are also signed with the previous secret; `null` outside a secret
    rotation.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    secret: NotRequired[str]
    """`whsec_` followed by 24 to 64 random bytes in base64: the signing key. Store it; it is returned only
    once.
    """


class WebhookPage(TypedDict):
    """A page of webhooks."""

    data: list[Webhook]
    """The webhooks on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class WebhookAttempt(TypedDict):
    """One delivery attempt."""

    at: str
    """When the attempt was made."""
    status_code: int | None
    """The status code returned by the endpoint; only 2xx counts as success."""
    duration_ms: int
    """The duration of the attempt in milliseconds."""
    error: WebhookAttemptError | None
    """Why there was no response."""
    response_excerpt: str | None
    """The beginning of the response body."""


class WebhookRequest(TypedDict):
    """The latest request, with signatures and credentials redacted."""

    headers: dict[str, str]
    """The header fields, keyed by lower-case name."""
    body_excerpt: str
    """The beginning of the request body."""


class WebhookDelivery(TypedDict):
    """The delivery of one event to one webhook."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    webhook_id: str
    """The webhook."""
    event_id: str
    """The event's identifier, sent as `webhook-id`."""
    event_type: WebhookEventType
    """The type of event."""
    test: bool
    """Whether it is a test delivery with example data."""
    status: WebhookDeliveryStatus
    """The delivery's status; `pending` until an attempt succeeds or the last one fails."""
    attempts: list[WebhookAttempt]
    """The attempts so far, oldest first; the latest 100."""
    next_attempt_at: str | None
    """When the next attempt is due; `null` if there is none."""
    request: WebhookRequest | None
    """The latest attempt's request; `null` before the first attempt."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class WebhookDeliveryPage(TypedDict):
    """A page of deliveries."""

    data: list[WebhookDelivery]
    """The deliveries on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class EventSequence(TypedDict):
    """The property that the data of every event has in addition to those of the resource."""

    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class TicketNoteEvent(TypedDict):
    """A note on a ticket, with what it belongs to."""

    body: str
    """The note's text."""
    visibility: NotRequired[TicketNoteVisibility]
    """Who may read the note: `public` notes are visible to the client, `internal` ones to the MSP only."""
    id: str
    """The note."""
    ticket_id: str
    """The ticket."""
    ticket_number: int
    """The ticket's number within the organisation."""
    client_id: str
    """The client."""
    author: str
    """The name of the API key that wrote the note, or its identifier if it has no name."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class EvidenceEvent(TypedDict):
    """A piece of evidence without its content."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: EvidenceKind
    """Read from a system, filed as a document or declared by a person."""
    title: str
    """A one-line description."""
    topic: EvidenceTopic
    """What the evidence is about. Evidence without `control_id` counts for the controls whose rule names its
    topic; no rule names `other`.
    """
    client_id: str
    """The client that the evidence is about."""
    control_id: str | None
    """The control that it was filed for; `null` if none was named."""
    sha256: str
    """The digest in the evidence's representation."""
    collected_at: str
    """When it was read or declared."""
    expires_at: str
    """When it expires."""


class JobEvent(TypedDict):
    """A job that ended, without its result."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: JobEventKind
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""


class WebhookEvent(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: WebhookEventType
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: WebhookEventData
    """The resource that the event is about."""


class WebhookEventData(TypedDict):
    """The resource that the event is about."""

    sequence: Any


class ContactFields(TypedDict):
    """Writable properties of a contact."""

    client_id: NotRequired[str]
    """The client that the contact works for."""
    name: NotRequired[str]
    """The contact's name."""
    email: NotRequired[str | None]
    """The contact's email address; need not be unique."""
    phone: NotRequired[str | None]
    role: NotRequired[str | None]
    """The contact's role at the client."""
    is_primary: NotRequired[bool]
    """Whether this is the client's primary contact."""


class ContactReadOnly(TypedDict):
    """Read-only properties of a contact."""

    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: NotRequired[str | None]
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class ContactInput(TypedDict):
    """Request body for creating or replacing a contact."""

    client_id: str
    """The client that the contact works for."""
    name: str
    """The contact's name."""
    email: NotRequired[str | None]
    """The contact's email address; need not be unique."""
    phone: NotRequired[str | None]
    role: NotRequired[str | None]
    """The contact's role at the client."""
    is_primary: NotRequired[bool]
    """Whether this is the client's primary contact."""


class ContactPatch(TypedDict):
    """The properties of a contact to change (JSON Merge Patch, RFC 7396); `null` clears a nullable one."""

    client_id: NotRequired[str]
    """The client that the contact works for."""
    name: NotRequired[str]
    """The contact's name."""
    email: NotRequired[str | None]
    """The contact's email address; need not be unique."""
    phone: NotRequired[str | None]
    role: NotRequired[str | None]
    """The contact's role at the client."""
    is_primary: NotRequired[bool]
    """Whether this is the client's primary contact."""


class ContactRecord(TypedDict):
    """Properties of a contact, as events and representations have them."""

    client_id: str
    """The client that the contact works for."""
    name: str
    """The contact's name."""
    email: str | None
    """The contact's email address; need not be unique."""
    phone: str | None
    role: str | None
    """The contact's role at the client."""
    is_primary: bool
    """Whether this is the client's primary contact."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class Contact(TypedDict):
    """A person at a client."""

    client_id: str
    """The client that the contact works for."""
    name: str
    """The contact's name."""
    email: str | None
    """The contact's email address; need not be unique."""
    phone: str | None
    role: str | None
    """The contact's role at the client."""
    is_primary: bool
    """Whether this is the client's primary contact."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class ContactPage(TypedDict):
    """A page of contacts."""

    data: list[Contact]
    """The contacts on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class AssetFields(TypedDict):
    """Writable properties of an asset."""

    client_id: NotRequired[str]
    """The client that the asset belongs to."""
    type: NotRequired[AssetType]
    """The type of asset."""
    status: NotRequired[AssetStatus]
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: NotRequired[str]
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: NotRequired[str | None]
    os: NotRequired[str | None]
    """The operating system or firmware, with its version."""
    last_seen_at: NotRequired[str | None]
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: NotRequired[str | None]
    """When updates were last installed; `null` if unknown."""
    encrypted: NotRequired[bool | None]
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: NotRequired[list[str]]
    """Labels defined by the MSP."""
    external_refs: NotRequired[ExternalReferences]
    """At most one reference per system."""


class AssetReadOnly(TypedDict):
    """Read-only properties of an asset."""

    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: NotRequired[str | None]
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class AssetInput(TypedDict):
    """Request body for creating or replacing an asset."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """The type of asset."""
    status: NotRequired[AssetStatus]
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: NotRequired[str | None]
    os: NotRequired[str | None]
    """The operating system or firmware, with its version."""
    last_seen_at: NotRequired[str | None]
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: NotRequired[str | None]
    """When updates were last installed; `null` if unknown."""
    encrypted: NotRequired[bool | None]
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: NotRequired[list[str]]
    """Labels defined by the MSP."""
    external_refs: NotRequired[ExternalReferences]
    """At most one reference per system."""


class AssetPatch(TypedDict):
    """The properties of an asset to change (JSON Merge Patch, RFC 7396); `null` clears a nullable one."""

    client_id: NotRequired[str]
    """The client that the asset belongs to."""
    type: NotRequired[AssetType]
    """The type of asset."""
    status: NotRequired[AssetStatus]
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: NotRequired[str]
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: NotRequired[str | None]
    os: NotRequired[str | None]
    """The operating system or firmware, with its version."""
    last_seen_at: NotRequired[str | None]
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: NotRequired[str | None]
    """When updates were last installed; `null` if unknown."""
    encrypted: NotRequired[bool | None]
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: NotRequired[list[str]]
    """Labels defined by the MSP."""
    external_refs: NotRequired[ExternalReferences]
    """At most one reference per system."""


class AssetRecord(TypedDict):
    """Properties of an asset, as events and representations have them."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """The type of asset."""
    status: AssetStatus
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: str | None
    os: str | None
    """The operating system or firmware, with its version."""
    last_seen_at: str | None
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: str | None
    """When updates were last installed; `null` if unknown."""
    encrypted: bool | None
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: list[str]
    """Labels defined by the MSP."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class Asset(TypedDict):
    """An endpoint, a server, a network device or a cloud resource of a client."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """The type of asset."""
    status: AssetStatus
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: str | None
    os: str | None
    """The operating system or firmware, with its version."""
    last_seen_at: str | None
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: str | None
    """When updates were last installed; `null` if unknown."""
    encrypted: bool | None
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: list[str]
    """Labels defined by the MSP."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class AssetPage(TypedDict):
    """A page of assets."""

    data: list[Asset]
    """The assets on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class AssetSoftware(TypedDict):
    """Software that is installed on an asset."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    asset_id: str
    """The asset that the software is installed on."""
    name: str
    """The product's name."""
    version: str | None
    """The version that the product reports; `null` if it reports none."""
    publisher: str | None
    """The publisher of the software."""
    installed_at: str | None
    """When the software was installed; `null` if unknown."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class AssetSoftwarePage(TypedDict):
    """A page of the software on an asset."""

    data: list[AssetSoftware]
    """The software on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class AssetActionFields(TypedDict):
    """Properties that all actions share."""

    simulate: NotRequired[bool]
    """Whether to report what would be done without doing it."""
    reason: NotRequired[str]
    """The reason for the action, kept for the record."""
    action: Any


class AssetActionScanInput(TypedDict):
    """Refreshes the asset's state."""

    action: Literal["scan"]
    """Always `scan`."""
    depth: NotRequired[AssetActionScanInputDepth]
    """A quick scan checks running processes, a full scan all stored files."""
    simulate: NotRequired[bool]
    """Whether to report what would be done without doing it."""
    reason: NotRequired[str]
    """The reason for the action, kept for the record."""


class AssetActionIsolateInput(TypedDict):
    """Disconnects the asset from the network."""

    action: Literal["isolate"]
    """Always `isolate`."""
    simulate: NotRequired[bool]
    """Whether to report what would be done without doing it."""
    reason: str
    """The reason for the action, kept for the record."""


class AssetActionReleaseInput(TypedDict):
    """Reconnects the asset to the network."""

    action: Literal["release"]
    """Always `release`."""
    simulate: NotRequired[bool]
    """Whether to report what would be done without doing it."""
    reason: str
    """The reason for the action, kept for the record."""


class AssetActionProtectInput(TypedDict):
    """Turns on the asset's protection."""

    action: Literal["protect"]
    """Always `protect`."""
    simulate: NotRequired[bool]
    """Whether to report what would be done without doing it."""
    reason: str
    """The reason for the action, kept for the record."""


class AlertFields(TypedDict):
    """Writable properties of an alert."""

    status: NotRequired[AlertStatus]
    """The status of the alert."""
    note: NotRequired[str | None]
    """Findings and measures taken."""


class AlertReadOnly(TypedDict):
    """Read-only properties of an alert."""

    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: NotRequired[str]
    """The client that the alert is about."""
    asset_id: NotRequired[str | None]
    """The asset that the alert is about; `null` if it is not about a particular asset."""
    title: NotRequired[str]
    """The title given by the source."""
    severity: NotRequired[AlertSeverity]
    """The severity reported by the source."""
    source: NotRequired[str]
    """The system that raised the alert, in lower case."""
    raised_at: NotRequired[str]
    """When the source raised it."""
    resolved_at: NotRequired[str | None]
    """When the alert was resolved; `null` until then."""
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class AlertInput(TypedDict):
    """Request body for reporting an alert."""

    client_id: str
    """The client that the alert is about."""
    asset_id: NotRequired[str | None]
    """The asset that the alert is about."""
    title: str
    """The title given by the source."""
    severity: AlertSeverity
    """The severity reported by the source."""
    source: str
    """The system that raised the alert, in lower case."""
    note: NotRequired[str | None]
    """Findings and measures taken."""
    raised_at: NotRequired[str | None]
    """When the source raised it; now if absent."""


class BackupJobInput(TypedDict):
    """Request body for reporting a backup job."""

    client_id: str
    """The client."""
    asset_id: NotRequired[str | None]
    """The asset that is backed up; `null` if it is not an asset, such as a mail tenant."""
    name: str
    """The backup job's name in the product."""
    provider: BackupProvider
    """The backup product."""
    status: BackupJobStatus
    """The outcome of the last run, or `running`, or that it has never run."""
    last_success_at: NotRequired[str | None]
    """When it last succeeded. If absent, now if `status` is `succeeded`, and otherwise as reported before."""
    size_bytes: NotRequired[int | None]
    """The size of the last successful backup; as reported before if absent."""
    message: NotRequired[str | None]
    """The product's message about the last run."""


class AssetSoftwareItem(TypedDict):
    """Software on an asset, as an inventory system reports it."""

    name: str
    """The product's name."""
    version: NotRequired[str | None]
    """The version that the product reports."""
    publisher: NotRequired[str | None]
    """The publisher of the software."""
    installed_at: NotRequired[str | None]
    """When the software was installed."""


class AssetSoftwareReplacement(TypedDict):
    """Request body for replacing the software on an asset."""

    items: list[AssetSoftwareItem]
    """All software on the asset."""


class AssetSoftwareChanges(TypedDict):
    """How the list of software changed."""

    created: int
    """How many items are new."""
    updated: int
    """How many items have another `installed_at`."""
    unchanged: int
    """How many items are as they were."""
    removed: int
    """How many items were removed."""


class AlertReplacement(TypedDict):
    """Request body for replacing an alert's status and note."""

    status: AlertStatus
    """The status of the alert."""
    note: NotRequired[str | None]
    """Findings and measures taken."""


class AlertPatch(TypedDict):
    """The properties of an alert to change (JSON Merge Patch, RFC 7396); `null` clears a nullable one."""

    status: NotRequired[AlertStatus]
    """The status of the alert."""
    note: NotRequired[str | None]
    """Findings and measures taken."""


class AlertRecord(TypedDict):
    """Properties of an alert, as events and representations have them."""

    status: AlertStatus
    """The status of the alert."""
    note: str | None
    """Findings and measures taken."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The client that the alert is about."""
    asset_id: str | None
    """The asset that the alert is about; `null` if it is not about a particular asset."""
    title: str
    """The title given by the source."""
    severity: AlertSeverity
    """The severity reported by the source."""
    source: str
    """The system that raised the alert, in lower case."""
    raised_at: str
    """When the source raised it."""
    resolved_at: str | None
    """When the alert was resolved; `null` until then."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class Alert(TypedDict):
    """An alert reported by a monitoring source."""

    status: AlertStatus
    """The status of the alert."""
    note: str | None
    """Findings and measures taken."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The client that the alert is about."""
    asset_id: str | None
    """The asset that the alert is about; `null` if it is not about a particular asset."""
    title: str
    """The title given by the source."""
    severity: AlertSeverity
    """The severity reported by the source."""
    source: str
    """The system that raised the alert, in lower case."""
    raised_at: str
    """When the source raised it."""
    resolved_at: str | None
    """When the alert was resolved; `null` until then."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""


class AlertPage(TypedDict):
    """A page of alerts."""

    data: list[Alert]
    """The alerts on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class TicketFields(TypedDict):
    """Writable properties of a ticket."""

    client_id: NotRequired[str]
    """The client that the work is for."""
    contact_id: NotRequired[str | None]
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: NotRequired[str | None]
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: NotRequired[str]
    """The subject, in one line."""
    description: NotRequired[str | None]
    """A full description."""
    priority: NotRequired[TicketPriority]
    """The urgency of the ticket."""
    status: NotRequired[TicketStatus]
    """The status of the work."""
    assignee: NotRequired[str | None]
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: NotRequired[ExternalReferences]
    """At most one reference per system."""


class TicketReadOnly(TypedDict):
    """Read-only properties of a ticket."""

    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    number: NotRequired[int]
    """The ticket's number within the organisation, for people to refer to."""
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: NotRequired[str | None]
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class TicketInput(TypedDict):
    """Request body for creating or replacing a ticket."""

    client_id: str
    """The client that the work is for."""
    contact_id: NotRequired[str | None]
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: NotRequired[str | None]
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: str
    """The subject, in one line."""
    description: NotRequired[str | None]
    """A full description."""
    priority: NotRequired[TicketPriority]
    """The urgency of the ticket."""
    status: NotRequired[TicketStatus]
    """The status of the work."""
    assignee: NotRequired[str | None]
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: NotRequired[ExternalReferences]
    """At most one reference per system."""


class TicketPatch(TypedDict):
    """The properties of a ticket to change (JSON Merge Patch, RFC 7396); `null` clears a nullable one."""

    client_id: NotRequired[str]
    """The client that the work is for."""
    contact_id: NotRequired[str | None]
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: NotRequired[str | None]
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: NotRequired[str]
    """The subject, in one line."""
    description: NotRequired[str | None]
    """A full description."""
    priority: NotRequired[TicketPriority]
    """The urgency of the ticket."""
    status: NotRequired[TicketStatus]
    """The status of the work."""
    assignee: NotRequired[str | None]
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: NotRequired[ExternalReferences]
    """At most one reference per system."""


class TicketRecord(TypedDict):
    """A ticket without its notes; the properties that `Ticket` and `TicketSummary` share."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: str | None
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: str
    """The subject, in one line."""
    description: str | None
    """A full description."""
    priority: TicketPriority
    """The urgency of the ticket."""
    status: TicketStatus
    """The status of the work."""
    assignee: str | None
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    number: int
    """The ticket's number within the organisation, for people to refer to."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class TicketNotes(TypedDict):
    """The notes of a ticket."""

    notes: NotRequired[list[TicketNote]]
    """The notes, oldest first."""


class TicketSummary(TypedDict):
    """A ticket without its notes, as returned in lists."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: str | None
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: str
    """The subject, in one line."""
    description: str | None
    """A full description."""
    priority: TicketPriority
    """The urgency of the ticket."""
    status: TicketStatus
    """The status of the work."""
    assignee: str | None
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    number: int
    """The ticket's number within the organisation, for people to refer to."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""


class Ticket(TypedDict):
    """Work for a client, with its notes."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: str | None
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: str
    """The subject, in one line."""
    description: str | None
    """A full description."""
    priority: TicketPriority
    """The urgency of the ticket."""
    status: TicketStatus
    """The status of the work."""
    assignee: str | None
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    number: int
    """The ticket's number within the organisation, for people to refer to."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    notes: list[TicketNote]
    """The notes, oldest first."""


class TicketPage(TypedDict):
    """A page of tickets."""

    data: list[TicketSummary]
    """The tickets on this page."""
    next_cursor: NotRequired[str]
    """Pass it as `cursor` to get the next page; absent on the last page."""
    total_count: NotRequired[int]
    """The number of items on all pages at the time of the request; only with `include_total=true`."""


class TicketNoteFields(TypedDict):
    """Writable properties of a note."""

    body: str
    """The note's text."""
    visibility: NotRequired[TicketNoteVisibility]
    """Who may read the note: `public` notes are visible to the client, `internal` ones to the MSP only."""


class TicketNoteInput(TypedDict):
    """Request body for adding a note."""

    body: str
    """The note's text."""
    visibility: NotRequired[TicketNoteVisibility]
    """Who may read the note: `public` notes are visible to the client, `internal` ones to the MSP only."""


class TicketNote(TypedDict):
    """A note on a ticket."""

    body: str
    """The note's text."""
    visibility: TicketNoteVisibility
    """Who may read the note: `public` notes are visible to the client, `internal` ones to the MSP only."""
    id: NotRequired[str]
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: NotRequired[str]
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    author: NotRequired[str]
    """The name of the API key that wrote the note, or its identifier if it has no name."""


class ClientCreatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["client.created"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ClientCreatedWebhookData
    """The resource that the event is about."""


class ClientCreatedWebhookData(TypedDict):
    """The resource that the event is about."""

    name: str
    """The client's name, unique within the organisation."""
    domains: list[str]
    """The client's email and web domains."""
    status: ClientStatus
    """The client's lifecycle status."""
    tags: list[str]
    """Labels defined by the MSP."""
    notes: str | None
    """Free text."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    risk_score: int
    """Computed from open remediations and alerts, from 0 (lowest risk) to 100 (highest risk): 100 × w
    ÷ (w + 80), rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w
    if it is critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ClientUpdatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["client.updated"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ClientUpdatedWebhookData
    """The resource that the event is about."""


class ClientUpdatedWebhookData(TypedDict):
    """The resource that the event is about."""

    name: str
    """The client's name, unique within the organisation."""
    domains: list[str]
    """The client's email and web domains."""
    status: ClientStatus
    """The client's lifecycle status."""
    tags: list[str]
    """Labels defined by the MSP."""
    notes: str | None
    """Free text."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    risk_score: int
    """Computed from open remediations and alerts, from 0 (lowest risk) to 100 (highest risk): 100 × w
    ÷ (w + 80), rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w
    if it is critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ClientDeletedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["client.deleted"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ClientDeletedWebhookData
    """The resource that the event is about."""


class ClientDeletedWebhookData(TypedDict):
    """The resource that the event is about."""

    name: str
    """The client's name, unique within the organisation."""
    domains: list[str]
    """The client's email and web domains."""
    status: ClientStatus
    """The client's lifecycle status."""
    tags: list[str]
    """Labels defined by the MSP."""
    notes: str | None
    """Free text."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    risk_score: int
    """Computed from open remediations and alerts, from 0 (lowest risk) to 100 (highest risk): 100 × w
    ÷ (w + 80), rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w
    if it is critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ClientRestoredWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["client.restored"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ClientRestoredWebhookData
    """The resource that the event is about."""


class ClientRestoredWebhookData(TypedDict):
    """The resource that the event is about."""

    name: str
    """The client's name, unique within the organisation."""
    domains: list[str]
    """The client's email and web domains."""
    status: ClientStatus
    """The client's lifecycle status."""
    tags: list[str]
    """Labels defined by the MSP."""
    notes: str | None
    """Free text."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    risk_score: int
    """Computed from open remediations and alerts, from 0 (lowest risk) to 100 (highest risk): 100 × w
    ÷ (w + 80), rounded down. A remediation that is `open` or `in_progress` adds 20, 10, 4 or 1 to w
    if it is critical, high, medium or low; an alert that is not resolved adds 16, 8, 3 or 1.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ContactCreatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["contact.created"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ContactCreatedWebhookData
    """The resource that the event is about."""


class ContactCreatedWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the contact works for."""
    name: str
    """The contact's name."""
    email: str | None
    """The contact's email address; need not be unique."""
    phone: str | None
    role: str | None
    """The contact's role at the client."""
    is_primary: bool
    """Whether this is the client's primary contact."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ContactUpdatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["contact.updated"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ContactUpdatedWebhookData
    """The resource that the event is about."""


class ContactUpdatedWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the contact works for."""
    name: str
    """The contact's name."""
    email: str | None
    """The contact's email address; need not be unique."""
    phone: str | None
    role: str | None
    """The contact's role at the client."""
    is_primary: bool
    """Whether this is the client's primary contact."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ContactDeletedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["contact.deleted"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ContactDeletedWebhookData
    """The resource that the event is about."""


class ContactDeletedWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the contact works for."""
    name: str
    """The contact's name."""
    email: str | None
    """The contact's email address; need not be unique."""
    phone: str | None
    role: str | None
    """The contact's role at the client."""
    is_primary: bool
    """Whether this is the client's primary contact."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ContactRestoredWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["contact.restored"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ContactRestoredWebhookData
    """The resource that the event is about."""


class ContactRestoredWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the contact works for."""
    name: str
    """The contact's name."""
    email: str | None
    """The contact's email address; need not be unique."""
    phone: str | None
    role: str | None
    """The contact's role at the client."""
    is_primary: bool
    """Whether this is the client's primary contact."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class AssetCreatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["asset.created"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: AssetCreatedWebhookData
    """The resource that the event is about."""


class AssetCreatedWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """The type of asset."""
    status: AssetStatus
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: str | None
    os: str | None
    """The operating system or firmware, with its version."""
    last_seen_at: str | None
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: str | None
    """When updates were last installed; `null` if unknown."""
    encrypted: bool | None
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: list[str]
    """Labels defined by the MSP."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class AssetUpdatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["asset.updated"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: AssetUpdatedWebhookData
    """The resource that the event is about."""


class AssetUpdatedWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """The type of asset."""
    status: AssetStatus
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: str | None
    os: str | None
    """The operating system or firmware, with its version."""
    last_seen_at: str | None
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: str | None
    """When updates were last installed; `null` if unknown."""
    encrypted: bool | None
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: list[str]
    """Labels defined by the MSP."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class AssetDeletedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["asset.deleted"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: AssetDeletedWebhookData
    """The resource that the event is about."""


class AssetDeletedWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """The type of asset."""
    status: AssetStatus
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: str | None
    os: str | None
    """The operating system or firmware, with its version."""
    last_seen_at: str | None
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: str | None
    """When updates were last installed; `null` if unknown."""
    encrypted: bool | None
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: list[str]
    """Labels defined by the MSP."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class AssetRestoredWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["asset.restored"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: AssetRestoredWebhookData
    """The resource that the event is about."""


class AssetRestoredWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the asset belongs to."""
    type: AssetType
    """The type of asset."""
    status: AssetStatus
    """Whether the asset is in use. `needs_review` means that somebody has to check it."""
    hostname: str
    """A host name or a cloud resource's name, with or without its domain; case is preserved."""
    serial: str | None
    os: str | None
    """The operating system or firmware, with its version."""
    last_seen_at: str | None
    """When a monitoring system last saw the asset; `null` if none ever did."""
    last_patched_at: str | None
    """When updates were last installed; `null` if unknown."""
    encrypted: bool | None
    """Whether the asset's storage is encrypted; `null` if unknown."""
    tags: list[str]
    """Labels defined by the MSP."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class AssetActionCompletedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["asset.action_completed"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: AssetActionCompletedWebhookData
    """The resource that the event is about."""


class AssetActionCompletedWebhookData(TypedDict):
    """The resource that the event is about."""

    job_id: str
    """The job that performed the action."""
    asset_id: str
    """The asset."""
    client_id: str
    """The client that the asset belongs to."""
    action: AssetActionRecordAction
    """The action."""
    simulate: bool
    """Whether the action was only simulated and changed nothing."""
    reason: str | None
    """The reason given by the caller."""
    outcome: AssetActionRecordOutcome
    """Whether the asset was changed; `unchanged` if it was already in that state."""
    detail: str | None
    """A description of the outcome."""
    completed_at: str
    """When the action completed."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class AlertCreatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["alert.created"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: AlertCreatedWebhookData
    """The resource that the event is about."""


class AlertCreatedWebhookData(TypedDict):
    """The resource that the event is about."""

    status: AlertStatus
    """The status of the alert."""
    note: str | None
    """Findings and measures taken."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The client that the alert is about."""
    asset_id: str | None
    """The asset that the alert is about; `null` if it is not about a particular asset."""
    title: str
    """The title given by the source."""
    severity: AlertSeverity
    """The severity reported by the source."""
    source: str
    """The system that raised the alert, in lower case."""
    raised_at: str
    """When the source raised it."""
    resolved_at: str | None
    """When the alert was resolved; `null` until then."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class AlertUpdatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["alert.updated"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: AlertUpdatedWebhookData
    """The resource that the event is about."""


class AlertUpdatedWebhookData(TypedDict):
    """The resource that the event is about."""

    status: AlertStatus
    """The status of the alert."""
    note: str | None
    """Findings and measures taken."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The client that the alert is about."""
    asset_id: str | None
    """The asset that the alert is about; `null` if it is not about a particular asset."""
    title: str
    """The title given by the source."""
    severity: AlertSeverity
    """The severity reported by the source."""
    source: str
    """The system that raised the alert, in lower case."""
    raised_at: str
    """When the source raised it."""
    resolved_at: str | None
    """When the alert was resolved; `null` until then."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class TicketCreatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["ticket.created"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: TicketCreatedWebhookData
    """The resource that the event is about."""


class TicketCreatedWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: str | None
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: str
    """The subject, in one line."""
    description: str | None
    """A full description."""
    priority: TicketPriority
    """The urgency of the ticket."""
    status: TicketStatus
    """The status of the work."""
    assignee: str | None
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    number: int
    """The ticket's number within the organisation, for people to refer to."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class TicketUpdatedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["ticket.updated"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: TicketUpdatedWebhookData
    """The resource that the event is about."""


class TicketUpdatedWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: str | None
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: str
    """The subject, in one line."""
    description: str | None
    """A full description."""
    priority: TicketPriority
    """The urgency of the ticket."""
    status: TicketStatus
    """The status of the work."""
    assignee: str | None
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    number: int
    """The ticket's number within the organisation, for people to refer to."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class TicketNoteAddedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["ticket.note_added"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: TicketNoteAddedWebhookData
    """The resource that the event is about."""


class TicketNoteAddedWebhookData(TypedDict):
    """The resource that the event is about."""

    body: str
    """The note's text."""
    visibility: NotRequired[TicketNoteVisibility]
    """Who may read the note: `public` notes are visible to the client, `internal` ones to the MSP only."""
    id: str
    """The note."""
    ticket_id: str
    """The ticket."""
    ticket_number: int
    """The ticket's number within the organisation."""
    client_id: str
    """The client."""
    author: str
    """The name of the API key that wrote the note, or its identifier if it has no name."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class TicketDeletedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["ticket.deleted"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: TicketDeletedWebhookData
    """The resource that the event is about."""


class TicketDeletedWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: str | None
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: str
    """The subject, in one line."""
    description: str | None
    """A full description."""
    priority: TicketPriority
    """The urgency of the ticket."""
    status: TicketStatus
    """The status of the work."""
    assignee: str | None
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    number: int
    """The ticket's number within the organisation, for people to refer to."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class TicketRestoredWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["ticket.restored"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: TicketRestoredWebhookData
    """The resource that the event is about."""


class TicketRestoredWebhookData(TypedDict):
    """The resource that the event is about."""

    client_id: str
    """The client that the work is for."""
    contact_id: str | None
    """The client's contact for this ticket, who is informed about the work; `null` means nobody."""
    asset_id: str | None
    """The client's asset that the work is about; `null` if there is no particular one."""
    subject: str
    """The subject, in one line."""
    description: str | None
    """A full description."""
    priority: TicketPriority
    """The urgency of the ticket."""
    status: TicketStatus
    """The status of the work."""
    assignee: str | None
    """Who works on the ticket, as the MSP names them; `null` means nobody."""
    external_refs: ExternalReferences
    """At most one reference per system."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    number: int
    """The ticket's number within the organisation, for people to refer to."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ControlDeletedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["control.deleted"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ControlDeletedWebhookData
    """The resource that the event is about."""


class ControlDeletedWebhookData(TypedDict):
    """The resource that the event is about."""

    identifier: str
    """Must be unique among the organisation's controls and the built-in ones."""
    title: str
    """The requirement, in one line."""
    description: str
    """The requirement, in full."""
    rationale: str | None
    """Why it matters."""
    remediation: str | None
    """What to do if the control is not met."""
    type: ControlType
    """The type of measure."""
    category: ControlCategory
    """The control's subject area."""
    severity: ControlSeverity
    """How serious it is if the control is not met."""
    framework_refs: list[FrameworkReference]
    """The framework requirements that the control addresses."""
    rule: Rule
    """Determines the result of a control. A rule is evaluated on one client's stored data as of the start of
    the evaluation, and gives a result and a confidence from 0 to 100. Rules nest at most three levels deep:
    `all` or `any` of rules, each of which may be a `not`.

    **Tests.** A test compares one fact about one object, such as an asset. If the fact has no value, the
    test is *unknown*. Days and hours are whole numbers, rounded down. Words are compared
    case-insensitively; a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false if any test is false, otherwise unknown if any is unknown,
    otherwise true. `any` is true if any test is true, otherwise unknown if any is unknown, otherwise false.
    `none` is the negation of `any`.

    **Populations.** A population consists of the objects for which `where` is true; objects for which it is
    unknown are left out. Objects of the population for which `satisfies` is true count. An object for which
    `satisfies` is unknown does not count and lowers the confidence, which is 100 × (population − unknown) ÷
    population, rounded down. If the population is empty, or all of it is unknown, the result is
    `not_applicable` for `share` and `exists` alike.

    **Evidence.** Evidence that was filed for the client is bound to a control: either its `control_id` is
    the control, or it has none and the control's rule names its `topic`. Other evidence, and evidence that
    evaluations wrote, never counts.

    **Remediations.** A control's result never depends on the remediation that it opened itself: for that
    control, the client's numbers leave out the remediation and the ticket that it names, and so does the
    population `tickets`.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` if the share that counts is at least `pass_at` percent, otherwise `partial` if it is at
    least `partial_at`, otherwise `fail`; `not_applicable` as above | the population's; 0 if not applicable |
    | `exists` | `pass` if at least `min` objects count, otherwise `fail`; `not_applicable` as above | 100 for
    `pass`, otherwise the population's; 0 if not applicable |
    | `evidence` | `pass` if at least `min` pieces of evidence count, otherwise `fail` | 100 |
    | `not` | `pass` and `fail` are swapped, `partial` and `not_applicable` are kept | unchanged |
    | `all` | the worst of the applicable results (`fail`, `partial`, `pass`); `not_applicable` if none
    applies | the lowest among the applicable results; 0 if none applies |
    | `any` | the best of the applicable results; `not_applicable` if none applies | the highest among those
    with that result; 0 if none applies |
    """
    schedule: ControlSchedule
    """How often the control is evaluated automatically."""
    state: ControlState
    """`draft` controls are never evaluated. `test` controls are evaluated only in runs that include them
    explicitly, and their evaluations have no other effect. `enabled` controls are evaluated on their
    schedule and in every run.
    """
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    origin: ControlOrigin
    """`builtin` controls are provided by the platform and read-only; `custom` controls belong to the
    organisation.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ControlRestoredWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["control.restored"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ControlRestoredWebhookData
    """The resource that the event is about."""


class ControlRestoredWebhookData(TypedDict):
    """The resource that the event is about."""

    identifier: str
    """Must be unique among the organisation's controls and the built-in ones."""
    title: str
    """The requirement, in one line."""
    description: str
    """The requirement, in full."""
    rationale: str | None
    """Why it matters."""
    remediation: str | None
    """What to do if the control is not met."""
    type: ControlType
    """The type of measure."""
    category: ControlCategory
    """The control's subject area."""
    severity: ControlSeverity
    """How serious it is if the control is not met."""
    framework_refs: list[FrameworkReference]
    """The framework requirements that the control addresses."""
    rule: Rule
    """Determines the result of a control. A rule is evaluated on one client's stored data as of the start of
    the evaluation, and gives a result and a confidence from 0 to 100. Rules nest at most three levels deep:
    `all` or `any` of rules, each of which may be a `not`.

    **Tests.** A test compares one fact about one object, such as an asset. If the fact has no value, the
    test is *unknown*. Days and hours are whole numbers, rounded down. Words are compared
    case-insensitively; a word that a fact never takes matches nothing.

    **Conditions.** `match: all` is false if any test is false, otherwise unknown if any is unknown,
    otherwise true. `any` is true if any test is true, otherwise unknown if any is unknown, otherwise false.
    `none` is the negation of `any`.

    **Populations.** A population consists of the objects for which `where` is true; objects for which it is
    unknown are left out. Objects of the population for which `satisfies` is true count. An object for which
    `satisfies` is unknown does not count and lowers the confidence, which is 100 × (population − unknown) ÷
    population, rounded down. If the population is empty, or all of it is unknown, the result is
    `not_applicable` for `share` and `exists` alike.

    **Evidence.** Evidence that was filed for the client is bound to a control: either its `control_id` is
    the control, or it has none and the control's rule names its `topic`. Other evidence, and evidence that
    evaluations wrote, never counts.

    **Remediations.** A control's result never depends on the remediation that it opened itself: for that
    control, the client's numbers leave out the remediation and the ticket that it names, and so does the
    population `tickets`.

    | kind | result | confidence |
    |---|---|---|
    | `comparison`, `membership` | `pass` or `fail` | 100 |
    | `share` | `pass` if the share that counts is at least `pass_at` percent, otherwise `partial` if it is at
    least `partial_at`, otherwise `fail`; `not_applicable` as above | the population's; 0 if not applicable |
    | `exists` | `pass` if at least `min` objects count, otherwise `fail`; `not_applicable` as above | 100 for
    `pass`, otherwise the population's; 0 if not applicable |
    | `evidence` | `pass` if at least `min` pieces of evidence count, otherwise `fail` | 100 |
    | `not` | `pass` and `fail` are swapped, `partial` and `not_applicable` are kept | unchanged |
    | `all` | the worst of the applicable results (`fail`, `partial`, `pass`); `not_applicable` if none
    applies | the lowest among the applicable results; 0 if none applies |
    | `any` | the best of the applicable results; `not_applicable` if none applies | the highest among those
    with that result; 0 if none applies |
    """
    schedule: ControlSchedule
    """How often the control is evaluated automatically."""
    state: ControlState
    """`draft` controls are never evaluated. `test` controls are evaluated only in runs that include them
    explicitly, and their evaluations have no other effect. `enabled` controls are evaluated on their
    schedule and in every run.
    """
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    origin: ControlOrigin
    """`builtin` controls are provided by the platform and read-only; `custom` controls belong to the
    organisation.
    """
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    deleted_at: str | None
    """When it was deleted. Always `null`, except in lists with `include_deleted=true` and in events."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class EvaluationCompletedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["evaluation.completed"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: EvaluationCompletedWebhookData
    """The resource that the event is about."""


class EvaluationCompletedWebhookData(TypedDict):
    """The resource that the event is about."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    control_id: str
    """The control."""
    control_identifier: str
    """The control's identifier at the time of the evaluation."""
    client_id: str
    """The client."""
    mode: EvaluationMode
    """`test` evaluations come from controls in the state `test` and have no other effect."""
    result: EvaluationResult
    """Met, not met, partially met, or not applicable."""
    confidence: int
    """The percentage of the data required by the rule that was known."""
    summary: str
    """The result in one or two sentences."""
    details: list[EvaluationDetail]
    """The findings of the parts of the rule; the first is for the whole rule."""
    evidence_ids: list[str]
    """The evidence behind the result; empty in the mode `test`."""
    evaluated_at: str
    """The time as of which the data was evaluated."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class EvaluationFailedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["evaluation.failed"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: EvaluationFailedWebhookData
    """The resource that the event is about."""


class EvaluationFailedWebhookData(TypedDict):
    """The resource that the event is about."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    control_id: str
    """The control."""
    control_identifier: str
    """The control's identifier at the time of the evaluation."""
    client_id: str
    """The client."""
    mode: EvaluationMode
    """`test` evaluations come from controls in the state `test` and have no other effect."""
    result: EvaluationResult
    """Met, not met, partially met, or not applicable."""
    confidence: int
    """The percentage of the data required by the rule that was known."""
    summary: str
    """The result in one or two sentences."""
    details: list[EvaluationDetail]
    """The findings of the parts of the rule; the first is for the whole rule."""
    evidence_ids: list[str]
    """The evidence behind the result; empty in the mode `test`."""
    evaluated_at: str
    """The time as of which the data was evaluated."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class EvidenceExpiringWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["evidence.expiring"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: EvidenceExpiringWebhookData
    """The resource that the event is about."""


class EvidenceExpiringWebhookData(TypedDict):
    """The resource that the event is about."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: EvidenceKind
    """Read from a system, filed as a document or declared by a person."""
    title: str
    """A one-line description."""
    topic: EvidenceTopic
    """What the evidence is about. Evidence without `control_id` counts for the controls whose rule names its
    topic; no rule names `other`.
    """
    client_id: str
    """The client that the evidence is about."""
    control_id: str | None
    """The control that it was filed for; `null` if none was named."""
    sha256: str
    """The digest in the evidence's representation."""
    collected_at: str
    """When it was read or declared."""
    expires_at: str
    """When it expires."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class RemediationOpenedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["remediation.opened"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: RemediationOpenedWebhookData
    """The resource that the event is about."""


class RemediationOpenedWebhookData(TypedDict):
    """The resource that the event is about."""

    status: RemediationStatus
    """`resolved` is final; `accepted_risk` can be changed again."""
    due_at: str
    """When the work is due; may be in the past."""
    ticket_id: str | None
    """The ticket that tracks the work; must belong to the same client."""
    note: str | None
    """Free text."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
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
    resolved_at: str | None
    """When it was resolved; `null` until then."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    accepted_reason: str | None
    """Why the risk is accepted; `null` unless `status` is `accepted_risk`."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class RemediationResolvedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["remediation.resolved"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: RemediationResolvedWebhookData
    """The resource that the event is about."""


class RemediationResolvedWebhookData(TypedDict):
    """The resource that the event is about."""

    status: RemediationStatus
    """`resolved` is final; `accepted_risk` can be changed again."""
    due_at: str
    """When the work is due; may be in the past."""
    ticket_id: str | None
    """The ticket that tracks the work; must belong to the same client."""
    note: str | None
    """Free text."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
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
    resolved_at: str | None
    """When it was resolved; `null` until then."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    accepted_reason: str | None
    """Why the risk is accepted; `null` unless `status` is `accepted_risk`."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class BackupFailedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["backup.failed"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: BackupFailedWebhookData
    """The resource that the event is about."""


class BackupFailedWebhookData(TypedDict):
    """The resource that the event is about."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The client."""
    asset_id: str | None
    """The asset that is backed up; `null` if it is not an asset, such as a mail tenant."""
    name: str
    """The backup job's name in the product."""
    provider: BackupProvider
    """The backup product."""
    status: BackupJobStatus
    """The outcome of the last run, or `running`, or that it has never run."""
    last_success_at: str | None
    """When it last succeeded; `null` if it never did."""
    age_hours: float | None
    """Hours since the last success, at the time of the response; `null` if there was none."""
    size_bytes: int
    """The size of the last successful backup; 0 if there was none."""
    message: str | None
    """The product's message about the last run."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class BackupRecoveredWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["backup.recovered"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: BackupRecoveredWebhookData
    """The resource that the event is about."""


class BackupRecoveredWebhookData(TypedDict):
    """The resource that the event is about."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    client_id: str
    """The client."""
    asset_id: str | None
    """The asset that is backed up; `null` if it is not an asset, such as a mail tenant."""
    name: str
    """The backup job's name in the product."""
    provider: BackupProvider
    """The backup product."""
    status: BackupJobStatus
    """The outcome of the last run, or `running`, or that it has never run."""
    last_success_at: str | None
    """When it last succeeded; `null` if it never did."""
    age_hours: float | None
    """Hours since the last success, at the time of the response; `null` if there was none."""
    size_bytes: int
    """The size of the last successful backup; 0 if there was none."""
    message: str | None
    """The product's message about the last run."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class IntegrationSyncFailedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["integration.sync_failed"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: IntegrationSyncFailedWebhookData
    """The resource that the event is about."""


class IntegrationSyncFailedWebhookData(TypedDict):
    """The resource that the event is about."""

    name: str
    """The MSP's name for the integration."""
    enabled: bool
    """Whether data is synchronised."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    provider: IntegrationProvider
    """The product that data is synchronised from."""
    health: IntegrationHealth
    """`healthy` if the last syncs succeeded, `degraded` if some failed, `failing` if the latest ones failed,
    `unknown` before the first sync.
    """
    last_sync_at: str | None
    """When a sync last succeeded; `null` if none has."""
    message: str | None
    """The error of the last sync, if it failed; never contains secrets."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class ReportCompletedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["report.completed"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: ReportCompletedWebhookData
    """The resource that the event is about."""


class ReportCompletedWebhookData(TypedDict):
    """The resource that the event is about."""

    type: ReportType
    """The content of the report: results by control and framework (`compliance_summary`), trend and top risks
    for the customer's management (`executive`), backup coverage and failures (`backup`), or evaluation
    results with the evidence and its digests, for an auditor (`evidence_pack`).
    """
    format: ReportFormat
    """The file's format."""
    period: ReportPeriod
    """The days that the report covers, in UTC: a month, a quarter, or up to 366 days. Days in the future are
    allowed and have no data yet.
    """
    client_id: str | None
    """The client that the report is about (the MSP's customer); default: all clients."""
    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    job_id: str
    """The job that generates the report."""
    status: ReportStatus
    """The report's status; `succeeded` and `failed` are final."""
    period_from: str
    """The first day that it covers."""
    period_to: str
    """The last day that it covers."""
    size_bytes: int | None
    """The file's length in bytes; `null` until the report has succeeded."""
    sha256: str | None
    """The file's SHA-256 digest in hexadecimal; `null` until the report has succeeded."""
    problem: JobProblem | None
    """Why the report failed; `null` unless it has."""
    finished_at: str | None
    """When it succeeded or failed."""
    expires_at: str | None
    """When the file expires; `null` until the report has succeeded."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    updated_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class JobCompletedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["job.completed"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: JobCompletedWebhookData
    """The resource that the event is about."""


class JobCompletedWebhookData(TypedDict):
    """The resource that the event is about."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: JobEventKind
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


class JobFailedWebhook(TypedDict):
    """The body of every event, at most 20 kB. `data` is the resource as it was when the event happened, in
    the
    same representation as GET returns, with `sequence`; strings and arrays that would exceed 20 kB are
    truncated. The order of arrival is best effort: sort by `data.sequence`.
    """

    type: Literal["job.failed"]
    """The type of event."""
    timestamp: str
    """When the event happened."""
    data: JobFailedWebhookData
    """The resource that the event is about."""


class JobFailedWebhookData(TypedDict):
    """The resource that the event is about."""

    id: str
    """A UUID (version 7); returned in lower case, accepted in either."""
    kind: JobEventKind
    """The kind of work; determines the schema of `result`."""
    status: JobStatus
    """The job's status; `succeeded`, `failed` and `canceled` are final."""
    progress: int
    """Progress in percent; it never decreases."""
    errors: list[JobProblem]
    """Why the job failed or was canceled; empty unless it did or was."""
    created_at: str
    """An RFC 3339 date and time; returned in UTC with `Z`, accepted with any offset."""
    started_at: str | None
    """When the job started running."""
    finished_at: str | None
    """When the job ended."""
    expires_at: str | None
    """When the job is deleted, 24 hours after it ended."""
    sequence: int
    """Grows with every event of the organisation, and so with every change of a resource: of two events about
    the same resource, the one with the larger `sequence` is the later state. Numbers may be skipped.
    """


ExternalReferences: TypeAlias = list[ExternalReference]
"""At most one reference per system."""

OAuthErrorError: TypeAlias = Literal[
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
]
"""The error code."""

Scope: TypeAlias = Literal["read", "write", "api-keys:write"]
"""A scope; the security scheme says what each one permits."""

ClientStatus: TypeAlias = Literal["active", "onboarding", "disabled", "archived"]
"""The client's lifecycle status."""

Dependents: TypeAlias = Literal["refuse", "delete"]
"""`refuse` leaves the client as it is, `delete` deletes its contacts, assets and tickets too."""

ControlType: TypeAlias = Literal["technical", "procedural", "physical"]
"""The type of measure."""

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
"""The control's subject area."""

ControlSeverity: TypeAlias = Literal["low", "medium", "high", "critical"]
"""How serious it is if the control is not met."""

ControlOrigin: TypeAlias = Literal["builtin", "custom"]
"""`builtin` controls are provided by the platform and read-only; `custom` controls belong to the
organisation.
"""

ControlState: TypeAlias = Literal["draft", "test", "enabled"]
"""`draft` controls are never evaluated. `test` controls are evaluated only in runs that include them
explicitly, and their evaluations have no other effect. `enabled` controls are evaluated on their
schedule and in every run.
"""

ControlScheduleInterval: TypeAlias = Literal["manual", "hourly", "daily", "weekly", "monthly"]
"""`manual` controls are evaluated only in runs that are started through the API."""

FrameworkCode: TypeAlias = Literal["CIS", "NIST-CSF", "ISO-27001", "SOC-2"]
"""A published framework."""

Rule: TypeAlias = (
    RuleComparison | RuleMembership | RuleShare | RuleExists | RuleEvidence | RuleNot | RuleAll | RuleAny
)
"""Determines the result of a control. A rule is evaluated on one client's stored data as of the start of
the evaluation, and gives a result and a confidence from 0 to 100. Rules nest at most three levels deep:
`all` or `any` of rules, each of which may be a `not`.

**Tests.** A test compares one fact about one object, such as an asset. If the fact has no value, the
test is *unknown*. Days and hours are whole numbers, rounded down. Words are compared
case-insensitively; a word that a fact never takes matches nothing.

**Conditions.** `match: all` is false if any test is false, otherwise unknown if any is unknown,
otherwise true. `any` is true if any test is true, otherwise unknown if any is unknown, otherwise false.
`none` is the negation of `any`.

**Populations.** A population consists of the objects for which `where` is true; objects for which it is
unknown are left out. Objects of the population for which `satisfies` is true count. An object for which
`satisfies` is unknown does not count and lowers the confidence, which is 100 × (population − unknown) ÷
population, rounded down. If the population is empty, or all of it is unknown, the result is
`not_applicable` for `share` and `exists` alike.

**Evidence.** Evidence that was filed for the client is bound to a control: either its `control_id` is
the control, or it has none and the control's rule names its `topic`. Other evidence, and evidence that
evaluations wrote, never counts.

**Remediations.** A control's result never depends on the remediation that it opened itself: for that
control, the client's numbers leave out the remediation and the ticket that it names, and so does the
population `tickets`.

| kind | result | confidence |
|---|---|---|
| `comparison`, `membership` | `pass` or `fail` | 100 |
| `share` | `pass` if the share that counts is at least `pass_at` percent, otherwise `partial` if it is at
least `partial_at`, otherwise `fail`; `not_applicable` as above | the population's; 0 if not applicable |
| `exists` | `pass` if at least `min` objects count, otherwise `fail`; `not_applicable` as above | 100 for
`pass`, otherwise the population's; 0 if not applicable |
| `evidence` | `pass` if at least `min` pieces of evidence count, otherwise `fail` | 100 |
| `not` | `pass` and `fail` are swapped, `partial` and `not_applicable` are kept | unchanged |
| `all` | the worst of the applicable results (`fail`, `partial`, `pass`); `not_applicable` if none applies |
the lowest among the applicable results; 0 if none applies |
| `any` | the best of the applicable results; `not_applicable` if none applies | the highest among those with
that result; 0 if none applies |
"""

RuleTerm: TypeAlias = RuleComparison | RuleMembership | RuleShare | RuleExists
"""A rule that can be negated."""

RulePart: TypeAlias = RuleComparison | RuleMembership | RuleShare | RuleExists | RuleEvidence | RuleNot
"""A rule within `all` or `any`."""

RuleMembershipFact: TypeAlias = Literal["status", "tag"]
"""The client's `status` or its `tags`. At least one tag must match; with `not_in`, none may."""

RuleClientNumber: TypeAlias = Literal[
    "risk_score",
    "asset_count",
    "contact_count",
    "backup_job_count",
    "open_alert_count",
    "open_ticket_count",
    "open_remediation_count",
    "overdue_remediation_count",
]
"""A numeric fact about the client; it always has a value. `backup_job_count`, `asset_count` and
`contact_count` count all objects; `open_alert_count` counts alerts that are not resolved,
`open_ticket_count` tickets that are not resolved or closed, `open_remediation_count` remediations that
are `open` or `in_progress`, and `overdue_remediation_count` those of them past `due_at`.
"""

RuleNumberOperator: TypeAlias = Literal["eq", "ne", "lt", "lte", "gt", "gte"]
"""Equal, not equal, less than, less than or equal, greater than, greater than or equal."""

RuleWordOperator: TypeAlias = Literal["in", "not_in", "starts_with"]
"""Equals one of the words, equals none of them, starts with one of them."""

RuleWords: TypeAlias = list[str]
"""The words to compare with."""

RuleMatch: TypeAlias = Literal["all", "any", "none"]
"""How many of the condition's tests must be true."""

RuleAssetWordTestFact: TypeAlias = Literal["type", "status", "os"]
"""The fact to test."""

RuleAssetNumberTestFact: TypeAlias = Literal["days_since_last_seen", "days_since_patched"]
"""The fact to test."""

RuleAssetTest: TypeAlias = RuleAssetWordTest | RuleAssetNumberTest | RuleAssetFlagTest
"""A test on one fact about an asset. `type`, `status`, `os` and `encrypted` are the asset's own
properties; `days_since_last_seen` is counted from `last_seen_at`, `days_since_patched` from
`last_patched_at`. A property that is `null` has no value.
"""

RuleBackupJobWordTestFact: TypeAlias = Literal["status", "provider"]
"""The fact to test."""

RuleBackupJobTest: TypeAlias = RuleBackupJobWordTest | RuleBackupJobNumberTest
"""A test on one fact about a backup job. `status` and `provider` are the backup job's own properties;
`age_hours` is counted from the last success, and is 876000 for a backup job that never succeeded.
"""

RuleContactTest: TypeAlias = RuleContactWordTest | RuleContactFlagTest
"""A test on one fact about a contact. `role` and `is_primary` are the contact's own properties; the role
of a contact without one has no value.
"""

RuleAlertWordTestFact: TypeAlias = Literal["severity", "status", "source"]
"""The fact to test."""

RuleAlertTest: TypeAlias = RuleAlertWordTest | RuleAlertNumberTest
"""A test on one fact about an alert. `severity`, `status` and `source` are the alert's own properties;
`age_days` is counted from `raised_at`.
"""

RuleTicketWordTestFact: TypeAlias = Literal["status", "priority"]
"""The fact to test."""

RuleTicketTest: TypeAlias = RuleTicketWordTest | RuleTicketNumberTest
"""A test on one fact about a ticket. `status` and `priority` are the ticket's own properties; `age_days`
is counted from `created_at`.
"""

RulePopulation: TypeAlias = (
    RuleAssetPopulation
    | RuleBackupJobPopulation
    | RuleContactPopulation
    | RuleAlertPopulation
    | RuleTicketPopulation
)
"""Objects of one kind that belong to the client, and which of them count; `of` names the kind."""

EvaluationResult: TypeAlias = Literal["pass", "fail", "partial", "not_applicable"]
"""Met, not met, partially met, or not applicable."""

EvaluationMode: TypeAlias = Literal["live", "test"]
"""`test` evaluations come from controls in the state `test` and have no other effect."""

FailingObjectType: TypeAlias = Literal["asset", "backup_job", "contact", "alert", "ticket", "evidence"]
"""The kind of an object that failed an evaluation."""

EvidenceKind: TypeAlias = Literal["api", "document", "attestation"]
"""Read from a system, filed as a document or declared by a person."""

EvidenceTopic: TypeAlias = Literal[
    "mfa",
    "admin_mfa",
    "access_review",
    "privileged_access_review",
    "account_lifecycle",
    "security_training",
    "phishing_exercise",
    "role_training",
    "confidential_data_training",
    "restore_test",
    "backup_copy",
    "security_policy",
    "data_handling_policy",
    "patch_management_policy",
    "data_disposal",
    "change_management_procedure",
    "incident_response_plan",
    "incident_response_exercise",
    "network_diagram",
    "supplier_review",
    "physical_access",
    "other",
]
"""What the evidence is about. Evidence without `control_id` counts for the controls whose rule names its
topic; no rule names `other`.
"""

RuleEvidenceTopic: TypeAlias = Literal[
    "mfa",
    "admin_mfa",
    "access_review",
    "privileged_access_review",
    "account_lifecycle",
    "security_training",
    "phishing_exercise",
    "role_training",
    "confidential_data_training",
    "restore_test",
    "backup_copy",
    "security_policy",
    "data_handling_policy",
    "patch_management_policy",
    "data_disposal",
    "change_management_procedure",
    "incident_response_plan",
    "incident_response_exercise",
    "network_diagram",
    "supplier_review",
    "physical_access",
]
"""A topic that a control can name: any but `other`."""

Evidence: TypeAlias = EvidenceFromApi | EvidenceDocument | EvidenceAttestation
"""A piece of evidence; `kind` determines the schema."""

RemediationStatus: TypeAlias = Literal["open", "in_progress", "accepted_risk", "resolved"]
"""`resolved` is final; `accepted_risk` can be changed again."""

RemediationProgressInputStatus: TypeAlias = Literal["open", "in_progress", "resolved"]
"""`resolved` is final; `accepted_risk` can be changed again."""

RemediationReplacement: TypeAlias = RemediationProgressInput | RemediationAcceptanceInput
"""Request body for replacing a remediation; `status` determines the schema."""

BackupJobStatus: TypeAlias = Literal["succeeded", "failed", "running", "warning", "never_run"]
"""The outcome of the last run, or `running`, or that it has never run."""

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
"""The backup product."""

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
"""The product that data is synchronised from."""

IntegrationHealth: TypeAlias = Literal["healthy", "degraded", "failing", "unknown"]
"""`healthy` if the last syncs succeeded, `degraded` if some failed, `failing` if the latest ones failed,
`unknown` before the first sync.
"""

ReportType: TypeAlias = Literal["compliance_summary", "executive", "backup", "evidence_pack"]
"""The content of the report: results by control and framework (`compliance_summary`), trend and top risks
for the customer's management (`executive`), backup coverage and failures (`backup`), or evaluation
results with the evidence and its digests, for an auditor (`evidence_pack`).
"""

ReportFormat: TypeAlias = Literal["json", "csv", "pdf"]
"""The file's format."""

ReportStatus: TypeAlias = Literal["queued", "running", "succeeded", "failed"]
"""The report's status; `succeeded` and `failed` are final."""

ReportPeriod: TypeAlias = ReportMonth | ReportQuarter | ReportDays
"""The days that the report covers, in UTC: a month, a quarter, or up to 366 days. Days in the future are
allowed and have no data yet.
"""

ReportFigureUnit: TypeAlias = Literal["count", "percent", "score", "hours", "days", "bytes"]
"""The unit of the number."""

ReportColumnType: TypeAlias = Literal["text", "number", "boolean", "date", "timestamp", "id"]
"""The type of the cells."""

BulkClientsInputMatchByItem: TypeAlias = Literal["name", "domain"]

BulkAssetsInputMatchByItem: TypeAlias = Literal["serial", "hostname"]

BulkItemWrittenOutcome: TypeAlias = Literal["created", "updated", "unchanged"]
"""The item's outcome; `unchanged` if the resource already had these values."""

BulkItemResult: TypeAlias = BulkItemWritten | BulkItemFailed
"""The outcome of one item."""

JobStatus: TypeAlias = Literal["queued", "running", "succeeded", "failed", "canceled"]
"""The job's status; `succeeded`, `failed` and `canceled` are final."""

JobKind: TypeAlias = Literal[
    "bulk_clients",
    "bulk_assets",
    "bulk_tickets",
    "asset_action",
    "evaluation_run",
    "backup_retry",
    "integration_sync",
    "report",
]
"""What a job does."""

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
"""The kind of work; determines the schema of `result`."""

BulkJobKind: TypeAlias = Literal["bulk_clients", "bulk_assets", "bulk_tickets"]
"""The kind of work; determines the schema of `result`."""

Job: TypeAlias = BulkJob | AssetActionJob | EvaluationRunJob | BackupRetryJob | IntegrationSyncJob | ReportJob
"""Asynchronous work; `kind` determines the schema of `result`."""

AssetActionRecordAction: TypeAlias = Literal["scan", "isolate", "release", "protect"]
"""The action."""

AssetActionRecordOutcome: TypeAlias = Literal["done", "unchanged"]
"""Whether the asset was changed; `unchanged` if it was already in that state."""

BackupRetryResultOutcome: TypeAlias = Literal["succeeded", "failed"]
"""The outcome of the backup."""

WebhookEventType: TypeAlias = Literal[
    "client.created",
    "client.updated",
    "client.deleted",
    "client.restored",
    "contact.created",
    "contact.updated",
    "contact.deleted",
    "contact.restored",
    "asset.created",
    "asset.updated",
    "asset.deleted",
    "asset.restored",
    "asset.action_completed",
    "alert.created",
    "alert.updated",
    "ticket.created",
    "ticket.updated",
    "ticket.note_added",
    "ticket.deleted",
    "ticket.restored",
    "control.deleted",
    "control.restored",
    "evaluation.completed",
    "evaluation.failed",
    "evidence.expiring",
    "remediation.opened",
    "remediation.resolved",
    "backup.failed",
    "backup.recovered",
    "integration.sync_failed",
    "report.completed",
    "job.completed",
    "job.failed",
]
"""The type of event."""

WebhookReadOnlyDisabledReason: TypeAlias = Literal["gone", "retries_exhausted"]
"""Why the platform disabled the webhook: `gone` if the endpoint returned 410, `retries_exhausted` if
the last retry of a delivery failed. `null` while it is enabled, and if a caller disabled it.
"""

WebhookDeliveryStatus: TypeAlias = Literal["pending", "succeeded", "failed"]
"""The delivery's status; `pending` until an attempt succeeds or the last one fails."""

WebhookAttemptError: TypeAlias = Literal[
    "timed_out",
    "connection_failed",
    "tls_failed",
    "name_not_resolved",
    "private_address",
    "protocol_error",
]
"""Why there was no response."""

JobEventKind: TypeAlias = Literal[
    "bulk_clients",
    "bulk_assets",
    "bulk_tickets",
    "asset_action",
    "evaluation_run",
    "backup_retry",
    "integration_sync",
    "report",
]
"""The kind of work; determines the schema of `result`."""

AssetType: TypeAlias = Literal["endpoint", "server", "network", "cloud"]
"""The type of asset."""

AssetStatus: TypeAlias = Literal["active", "inactive", "needs_review"]
"""Whether the asset is in use. `needs_review` means that somebody has to check it."""

AssetActionScanInputDepth: TypeAlias = Literal["quick", "full"]
"""A quick scan checks running processes, a full scan all stored files."""

AssetActionInput: TypeAlias = (
    AssetActionScanInput | AssetActionIsolateInput | AssetActionReleaseInput | AssetActionProtectInput
)
"""An action; `action` determines its other properties."""

AlertSeverity: TypeAlias = Literal["informational", "low", "medium", "high", "critical"]
"""The severity reported by the source."""

AlertStatus: TypeAlias = Literal["open", "acknowledged", "resolved"]
"""The status of the alert."""

TicketPriority: TypeAlias = Literal["low", "normal", "high", "urgent"]
"""The urgency of the ticket."""

TicketStatus: TypeAlias = Literal["open", "in_progress", "waiting", "resolved", "closed"]
"""The status of the work."""

TicketNoteVisibility: TypeAlias = Literal["internal", "public"]
"""Who may read the note: `public` notes are visible to the client, `internal` ones to the MSP only."""

ListApiKeysSort: TypeAlias = Literal["created_at", "-created_at", "updated_at", "-updated_at"]

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
    "severity",
    "-severity",
]

ListTicketsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "number",
    "-number",
    "priority",
    "-priority",
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
    "severity",
    "-severity",
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

ListEvaluationFailingObjectsSort: TypeAlias = Literal[
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
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
    "severity",
    "-severity",
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

ListJobsSort: TypeAlias = Literal["created_at", "-created_at"]

ListEventsSort: TypeAlias = Literal["created_at", "-created_at"]

ListWebhooksSort: TypeAlias = Literal["created_at", "-created_at", "updated_at", "-updated_at"]

ListWebhookDeliveriesSort: TypeAlias = Literal["created_at", "-created_at", "updated_at", "-updated_at"]
