"""The suite's own Schemathesis checks: rules for every single response.

Each is a class that Schemathesis calls with every response. Loaded in its process through ``fuzzing_hooks``;
the contract is that of the environment variable ``CONTRACTFIRST_DOCUMENT``.
"""

import itertools
import os
import re
from typing import Any

import schemathesis
from schemathesis import Case, Response
from schemathesis.checks import CheckContext

from contractfirst.contract import Contract, Operation
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.exchange import HttpResponse as PlainResponse
from contractfirst_conformance.response_validator import ResponseValidator
from contractfirst_conformance.retry_after import delay_of

DOCUMENT = "CONTRACTFIRST_DOCUMENT"

_contract = Contract.load(os.environ[DOCUMENT])
_by_label = {f"{each.method} {each.path}": each for each in _contract.operations.values()}
# These headers take a single value (RFC 9110 section 5.3).
_SINGLE = ("content-type", "content-length", "etag", "location", "retry-after", "last-modified")
_UNAUTHORISED, _WRONG_METHOD, _TOO_MANY, _LEAST_ERROR = 401, 405, 429, 400
_NAMES = re.compile(r'"([^"]+)"')
_LEFT = re.compile(r'"(?P<name>[^"]+)"[^,]*?;r=(?P<left>-?\d+)')


def _operation(case: Case[Any]) -> Operation | None:
    """Return the operation that a case is for; ``None`` when it tries another method."""
    operation = _by_label.get(case.operation.label)
    return operation if operation is not None and case.method == operation.method else None


def _plain(response: Response) -> PlainResponse:
    headers = tuple((name, value) for name, values in response.headers.items() for value in values)
    return PlainResponse(response.status_code, headers, response.content)


@schemathesis.check
class ResponseMatchesContract:
    """Every response matches the contract, by the suite's own validator."""

    def __init__(self) -> None:
        self._validator = ResponseValidator(_contract)
        self._numbers = itertools.count(1)

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
        operation = _operation(case)
        if operation is None:
            return None
        request = HttpRequest(case.method, case.operation.path, operation=operation)
        exchange = Exchange(next(self._numbers), "", request, _plain(response), "", 0.0, 0.0)
        violations = self._validator.violations_of(exchange)
        if violations:
            raise AssertionError("; ".join(violation.message for violation in violations))
        return None


@schemathesis.check
class ProblemStatusMatches:
    """A problem's status is the response's (RFC 9457 section 3.1.2)."""

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
        plain = _plain(response)
        if "application/problem+json" not in (plain.header("content-type") or "").lower():
            return None
        problem = plain.json
        if response.status_code < _LEAST_ERROR or not isinstance(problem, dict) or "status" not in problem:
            return None
        if problem["status"] != response.status_code or isinstance(problem["status"], bool):
            raise AssertionError(
                f"the response is {response.status_code}, its body says {problem['status']!r}"
            )
        return None


@schemathesis.check
class CommonHeadersPresent:
    """Headers that every documented response requires are in all other responses too."""

    def __init__(self) -> None:
        required = [
            {header.name.lower() for header in spec.headers.values() if header.required}
            for operation in _contract.operations.values()
            for spec in operation.responses.values()
        ]
        self._common = set.intersection(*required) if required else set()

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
        missing = self._common - {name.lower() for name in response.headers}
        if missing:
            raise AssertionError(f"a {response.status_code} without {', '.join(sorted(missing))}")
        return None


@schemathesis.check
class SingleValueHeaders:
    """A header that takes a single value is there once (RFC 9110 section 5.3)."""

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
        for name, values in response.headers.items():
            if name.lower() in _SINGLE and len(values) > 1:
                raise AssertionError(f"{name} is there {len(values)} times: {', '.join(values)}")
        return None


@schemathesis.check
class RefusalHeaders:
    """A 401 has a challenge and a 405 has Allow (RFC 9110 sections 15.5.2 and 15.5.6).

    Retry-After of a 429 is in seconds or a date (section 10.2.3).
    """

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
        plain = _plain(response)
        operation = _operation(case)
        # A token endpoint has rules of its own (RFC 6749 section 5.2).
        guarded = operation is not None and not operation.anonymous
        if plain.status == _UNAUTHORISED and guarded and not plain.header("www-authenticate"):
            raise AssertionError("a 401 without WWW-Authenticate")
        if plain.status == _WRONG_METHOD and plain.header("allow") is None:
            raise AssertionError("a 405 without Allow")
        reported = plain.header("retry-after")
        if plain.status == _TOO_MANY and reported is not None and delay_of(reported, 0.0) is None:
            raise AssertionError(f"a 429 with Retry-After: {reported}")
        return None


@schemathesis.check
class RateLimitHeadersAgree:
    """`RateLimit` names policies of `RateLimit-Policy`, and is never negative."""

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
        plain = _plain(response)
        policy, limit = plain.header("ratelimit-policy"), plain.header("ratelimit")
        if policy is None or limit is None:
            return None
        named = set(_NAMES.findall(policy))
        for each in _LEFT.finditer(limit):
            if each["name"] not in named:
                raise AssertionError(f"RateLimit has {each['name']!r}, which RateLimit-Policy has not")
            if int(each["left"]) < 0:
                raise AssertionError(f"{each['left']} requests are left")
        return None
