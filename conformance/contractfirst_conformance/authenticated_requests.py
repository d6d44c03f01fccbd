"""Requests that succeed with a token, to try other tokens with, and the check of a refusal."""

from collections.abc import Mapping

from contractfirst.contract import Contract, Operation
from contractfirst.contract.security import bearer_schemes
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.errors import CannotCheck, Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = [
    "authenticated_requests",
    "caller_token",
    "every_scope",
    "expect_unauthorised",
    "guarded",
    "security_schemes",
    "try_tokens",
]

_UNAUTHORISED, _TOO_MANY = 401, 429


def security_schemes(contract: Contract) -> dict[str, Mapping[str, object]]:
    """Return the contract's security schemes by name, references followed."""
    return {name: node.value for name, node in contract.model.security_schemes.items()}


def guarded(server: ServerUnderTest) -> list[Operation]:
    """Return the operations that require the caller's kind of credential."""
    if server.client.caller is not None and server.client.caller.headers:
        return server.client.operations(anonymous=False)
    bearer = bearer_schemes(server.client.contract.model)
    return [
        each
        for each in server.client.operations(anonymous=False)
        if any(bearer.issuperset(alternative) for alternative in each.security)
    ]


def every_scope(server: ServerUnderTest) -> frozenset[str]:
    """Return every scope that an operation asks for."""
    return frozenset(scope for each in server.client.operations() for scope in each.scopes)


def authenticated_requests(context: CheckContext, most: int = 3) -> list[HttpRequest]:
    """Return a few requests that succeed with a token and change nothing, each with another path."""
    readers = [each for each in guarded(context.server) if each.method == "GET"]
    readers.sort(key=lambda each: each.path.count("{"))
    found: list[HttpRequest] = []
    for operation in readers:
        request = context.request(operation)
        if request is not None and context.client.send(request).succeeded:
            found.append(request)
        if len(found) == most:
            break
    if not found:
        raise CannotCheck("no GET succeeds with a valid token, so that a refusal proves nothing")
    return found


def caller_token(server: ServerUnderTest) -> str:
    """Return a token with every scope; raises ``CannotCheck`` without a key."""
    if server.client.caller is None:
        raise CannotCheck("there is no key")
    return server.client.token(server.client.caller)


def expect_unauthorised(
    context: CheckContext, exchange: Exchange, what: str, statuses: tuple[int, ...] = (_UNAUTHORISED,)
) -> bool:
    """Check that a request was refused with one of ``statuses``; ``what`` is what was wrong with it.

    Raises ``Skipped`` for a 429: a server may limit such requests (RFC 6585 section 4).
    """
    if exchange.status == _TOO_MANY:
        raise Skipped("the server limits requests without a token, so that the rest was not tried")
    return context.expect(
        exchange.status in statuses,
        f"With {what} the answer is {exchange.status or exchange.failure}, not "
        f"{' or '.join(map(str, statuses))}.",
        exchange,
        subject=what,
    )


def try_tokens(context: CheckContext, base_request: HttpRequest, tokens: Mapping[str, str]) -> None:
    """Check that none of these tokens, by what is wrong with each, is accepted."""
    for what, token in context.each(tokens.items()):
        expect_unauthorised(context, context.client.send(base_request, by=token), what)
