"""Rules about what responses carry: headers that their status needs, and the form of errors."""

from collections.abc import Iterator

from contractfirst.contract.node import mapping
from contractfirst.contract.operation_node import OperationNode
from contractfirst.lint.model import LintModel
from contractfirst.lint.rule import rule
from contractfirst.lint.rule_finding import RuleFinding, report
from contractfirst.lint.severity import Severity

__all__ = [
    "missing_allow",
    "missing_location",
    "missing_retry_after",
    "missing_www_authenticate",
    "problem_json",
]

_PROBLEM = "application/problem+json"


@rule(
    "missing-retry-after",
    Severity.WARNING,
    "A 429 or 503 does not document Retry-After",
    why="Without it clients guess when to come back: too early, and they keep the limit exhausted.",
    bad="'429': {description: Too many requests.}",
    good="'429':\n  description: Too many requests.\n  headers:\n    Retry-After: {schema: {type: integer, "
    "minimum: 1, maximum: 3600}}",
    source="RFC 6585 section 4; RFC 9110 sections 10.2.3 and 15.6.4",
    fix="Document the header Retry-After.",
)
def missing_retry_after(model: LintModel) -> Iterator[RuleFinding]:
    yield from _missing(model, ("429", "503"), "Retry-After")


@rule(
    "missing-www-authenticate",
    Severity.WARNING,
    "A 401 does not document WWW-Authenticate",
    why="A 401 MUST carry it: it says how the client has to authenticate, and whether the token has expired.",
    bad="'401': {description: Not authenticated.}",
    good="'401':\n  description: Not authenticated.\n  headers:\n    WWW-Authenticate: {schema: {type: "
    "string, maxLength: 200}}",
    source="RFC 9110 section 15.5.2; RFC 6750 section 3",
    fix="Document the header WWW-Authenticate.",
)
def missing_www_authenticate(model: LintModel) -> Iterator[RuleFinding]:
    yield from _missing(model, ("401",), "WWW-Authenticate")


@rule(
    "missing-location",
    Severity.WARNING,
    "A 201 does not document Location",
    why="It says where the created resource is; without it the client must build the address itself.",
    bad="'201': {description: Created.}",
    good="'201':\n  description: Created.\n  headers:\n    Location: {schema: {type: string, format: "
    "uri-reference, maxLength: 200}}",
    source="RFC 9110 sections 10.2.2 and 15.3.2",
    fix="Document the header Location.",
)
def missing_location(model: LintModel) -> Iterator[RuleFinding]:
    yield from _missing(model, ("201",), "Location")


@rule(
    "missing-allow",
    Severity.WARNING,
    "A 405 does not document Allow",
    why="A 405 MUST say in Allow which methods there are.",
    bad="'405': {description: Method not allowed.}",
    good="'405':\n  description: Method not allowed.\n  headers:\n    Allow: {schema: {type: string, "
    "maxLength: 80}}",
    source="RFC 9110 sections 10.2.1 and 15.5.6",
    fix="Document the header Allow.",
)
def missing_allow(model: LintModel) -> Iterator[RuleFinding]:
    yield from _missing(model, ("405",), "Allow")


def _missing(model: LintModel, statuses: tuple[str, ...], header: str) -> Iterator[RuleFinding]:
    seen: set[int] = set()
    for operation in model.path_operations:
        for status, response in operation.responses:
            if status in statuses and id(response.value) not in seen:
                seen.add(id(response.value))
                if header.lower() not in {name.lower() for name in mapping(response.value.get("headers"))}:
                    yield report(response, f"the {status} has no header {header}")


@rule(
    "problem-json",
    Severity.WARNING,
    "An error is not application/problem+json",
    why="One form of error for all operations is one error handler for all clients. RFC 9457 gives the form; "
    "an operation with `x-problem-format: rfc6749` answers 400 and 401 as OAuth 2.0 demands.",
    bad="'404':\n  description: No such book.\n  content: {application/json: {}}",
    good="'404':\n  description: No such book.\n  content: {application/problem+json: {}}",
    source="RFC 9457 section 3",
    fix="Use the media type application/problem+json.",
)
def problem_json(model: LintModel) -> Iterator[RuleFinding]:
    seen: set[int] = set()
    for operation in model.path_operations:
        for status, response in operation.responses:
            if status[:1] not in ("4", "5") or _is_exempt(operation, status):
                continue
            content = response.value.get("content")
            if content and isinstance(content, dict) and id(response.value) not in seen:
                seen.add(id(response.value))
                if _PROBLEM not in map(_essence, content):
                    yield report(response, f"the {status} is not {_PROBLEM}", "content")


def _is_exempt(operation: OperationNode, status: str) -> bool:
    return operation.problem_format == "rfc6749" and status in ("400", "401")


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
