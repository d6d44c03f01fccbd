"""The shape that all errors of an API share, taken from what the contract documents."""

from collections.abc import Sequence

from contractfirst.contract import ResponseSpec
from contractfirst.contract.media_type import MediaType
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.errors import Skipped
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.response_validator import ResponseMismatch
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["expect_problem", "expect_refusal", "is_problem", "problem_response", "shape_violations"]

_PROBLEM = "application/problem+json"


def is_problem(exchange: Exchange) -> bool:
    """Return whether a response is a problem in JSON by its media type."""
    sent = MediaType.parse(exchange.header("content-type") or "")
    return sent is not None and f"{sent.type}/{sent.subtype}" == _PROBLEM


def problem_response(server: ServerUnderTest) -> ResponseSpec:
    """Return a documented problem response: what every error must look like."""
    for status in ("404", "400", "401", "4XX", "default"):
        for operation in server.client.operations():
            spec = operation.responses.get(status)
            if spec is not None and _PROBLEM in spec.media_types:
                return spec
    raise Skipped(f"the contract documents no {_PROBLEM}")


def shape_violations(server: ServerUnderTest, exchange: Exchange) -> list[ResponseMismatch]:
    """Return in what an error differs from the shape that all share."""
    violations = server.validator.content_violations(exchange.answer, problem_response(server))
    # The borrowed documentation may fix the status that it stands for.
    return [
        violation for violation in violations if violation.subject not in ("const /status", "enum /status")
    ]


def expect_problem(context: CheckContext, exchange: Exchange, status: int, what: str) -> None:
    """Check that a request was refused with ``status`` in the documented format."""
    expect_refusal(context, exchange, (status,), what)


def expect_refusal(context: CheckContext, exchange: Exchange, statuses: Sequence[int], what: str) -> None:
    """Check that a request was refused with one of ``statuses`` in the documented format."""
    wanted = " or ".join(map(str, statuses))
    if not context.expect(
        exchange.status in statuses,
        f"{what}: the answer is {exchange.status or exchange.failure}, not {wanted}.",
        exchange,
        subject=what,
    ):
        return
    operation = exchange.operation
    if operation is not None and operation.problem_format == "rfc6749" and exchange.status in (400, 401):
        return
    # Its own documentation is held against every response anyway; here the shape that all share.
    for violation in shape_violations(context.server, exchange):
        context.fail(f"{what}: {violation.message}", exchange, subject=f"{what}: shape")
    reported = exchange.fields.get("status", exchange.status)
    context.expect(
        reported == exchange.status,
        f"{what}: the body has {reported!r}, the response is {exchange.status}.",
        exchange,
        subject=f"{what}: status",
    )
