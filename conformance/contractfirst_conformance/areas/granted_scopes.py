"""Which scopes a token is granted: those asked for, and never more than the key holds."""

from contractfirst_conformance.authenticated_requests import every_scope
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.token_requests import ask, expect_error, scopes_of, token_endpoint


@check(
    "AUTH-35",
    area="authentication",
    title="A token has the requested scope",
    source="RFC 6749 sections 3.3 and 5.1",
    needs=[Need.FULL],
)
def granted_scope(context: CheckContext) -> None:
    """If one scope is requested, the response grants that one; if none is, what the key holds.

    The order of scopes does not matter. A response without `scope` grants what was requested.
    """
    operation = token_endpoint(context)
    key = context.client.caller
    if key is None or key.is_fixed:
        context.skip("there is no key with an id and a secret")
    every = every_scope(context.server)
    whole = ask(context, context.client.token_client.request(key))
    context.expect(
        not scopes_of(whole) or every <= scopes_of(whole),
        f"A key with every scope is granted {_spelled(scopes_of(whole))} only, not {_spelled(every)}.",
        whole,
        operation=operation,
        subject="all",
    )
    wishes = {scope: scope for scope in sorted(every)}
    if len(every) > 1:
        wishes["all in another order"] = " ".join(sorted(every, reverse=True))
    for what, scope in wishes.items():
        exchange = ask(context, context.client.token_client.request(key, scope))
        granted = scopes_of(exchange) or frozenset(scope.split())
        context.expect(
            exchange.succeeded and granted == frozenset(scope.split()),
            f"Asked for {scope}, the answer is {exchange.status} with scope {exchange.fields.get('scope')}.",
            exchange,
            subject=what,
        )


@check(
    "AUTH-36",
    area="authentication",
    title="No key gets a scope that it does not hold",
    source="RFC 6749 sections 3.3 and 5.2",
    needs=[Need.READ_ONLY],
)
def no_wider_scope(context: CheckContext) -> None:
    """A key that requests more than it holds gets `invalid_scope`, or a token without the excess."""
    key = context.client.credentials.first.read_only
    if key is None or key.is_fixed:
        context.skip("there is no read_only key with an id and a secret")
    held = scopes_of(ask(context, context.client.token_client.request(key)))
    if not held:
        context.skip("the scopes of the read_only key are not known")
    for scope in sorted(every_scope(context.server) - held):
        for asked in (scope, " ".join(sorted([*held, scope]))):
            exchange = ask(context, context.client.token_client.request(key, asked))
            granted = scopes_of(exchange)
            if exchange.succeeded:
                context.expect(
                    granted and scope not in granted,
                    f"A key without {scope} that asks for it is granted {_spelled(granted) or 'all of it'}.",
                    exchange,
                    subject=scope,
                )
            else:
                expect_error(context, exchange, "a scope beyond the key", ("invalid_scope",))


def _spelled(scopes: frozenset[str]) -> str:
    return " ".join(sorted(scopes))
