"""The token endpoint: client credentials (RFC 6749 section 4.4) in every form that the contract takes."""

from contractfirst_conformance.authenticated_requests import authenticated_requests, every_scope
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.forgery import Jwt, open_token
from contractfirst_conformance.token_requests import (
    BASIC,
    FORM,
    FORM_TYPE,
    GRANT,
    ask,
    asking_key,
    basic,
    each_form,
    expect_error,
    forms,
    scopes_of,
    token_endpoint,
    token_request,
)

_HAS_KEY = [Need.FULL]


@check(
    "AUTH-30",
    area="authentication",
    title="A key gets a token in every documented form",
    source="RFC 6749 sections 2.3.1, 4.4 and 5.1",
    needs=_HAS_KEY,
)
def every_form(context: CheckContext) -> None:
    """JSON, form-encoded and HTTP Basic, as far as the contract accepts them, each return a working token.

    The response has `access_token`, `token_type` Bearer, `expires_in` in whole seconds if present, and must
    not be stored by any cache.
    """
    key = asking_key(context)
    base_request = authenticated_requests(context, 1)[0]
    for operation, form in each_form(context):
        exchange = ask(context, token_request(operation, form, key))
        if context.expect(
            exchange.status == 200,
            f"A token asked for by {form} is answered {exchange.status}.",
            exchange,
            subject=form,
        ):
            _check_grant(context, exchange, form)
            _check_use(context, exchange, form, base_request)


def _check_grant(context: CheckContext, exchange: Exchange, form: str) -> None:
    fields = exchange.fields
    token, lives = fields.get("access_token"), fields.get("expires_in")
    whole = isinstance(lives, int) and not isinstance(lives, bool) and lives > 0
    for kept, name in (
        (isinstance(token, str) and token, "access_token"),
        (str(fields.get("token_type", "")).lower() == "bearer", "token_type"),
        ("expires_in" not in fields or whole, "expires_in"),
    ):
        context.expect(
            kept,
            f"The answer to {form} has no right {name}.",
            exchange,
            subject=f"{form}: {name}",
        )
    context.expect(
        "no-store" in (exchange.header("cache-control") or "").lower(),
        f"Cache-Control is {exchange.header('cache-control')!r}; a token must not be stored.",
        exchange,
        subject=f"{form}: Cache-Control",
    )


def _check_use(context: CheckContext, exchange: Exchange, form: str, base_request: HttpRequest) -> None:
    token = exchange.fields.get("access_token")
    if isinstance(token, str) and token:
        used = context.client.send(base_request, by=token)
        context.expect(
            used.succeeded,
            f"The token got by {form} is answered {used.status}.",
            exchange,
            used,
            subject=f"{form}: token",
        )


@check(
    "AUTH-33",
    area="authentication",
    title="An invalid token request has the error code of RFC 6749",
    source="RFC 6749 sections 3.2 and 5.2",
    needs=_HAS_KEY,
)
def invalid_requests(context: CheckContext) -> None:
    """No grant, another grant, an unknown scope, a repeated parameter or two secrets are a 400.

    The credential itself is right in all of them. An unknown scope may also be left out of what is granted
    (RFC 6749 section 3.3).
    """
    for operation, form in each_form(context):
        key = asking_key(context)
        right = token_request(operation, form, key)
        faults = [
            ("an unknown grant", "conformance", ("unsupported_grant_type",)),
            ("the grant password", "password", ("unsupported_grant_type", "unauthorized_client")),
            ("an empty grant", "", ("invalid_request", "unsupported_grant_type")),
        ]
        for what, grant, errors in faults:
            exchange = ask(context, token_request(operation, form, key, {"grant_type": grant}))
            expect_error(context, exchange, f"{what} ({form})", errors)
        for what, scope in _unknown_scopes(context).items():
            exchange = ask(context, token_request(operation, form, key, {"scope": scope}))
            if not (exchange.succeeded and scopes_of(exchange) and scope not in scopes_of(exchange)):
                expect_error(context, exchange, f"{what} ({form})", ("invalid_scope",))
        missing = (right.body or b"").replace(b"grant_type", b"grant_kind")
        exchange = ask(context, right.with_body(missing, right.header("content-type")))
        expect_error(context, exchange, f"no grant_type ({form})", ("invalid_request",))
        if form == FORM:
            for name in ("grant_type", "audience"):
                doubled = (right.body or b"") + f"&{name}={GRANT}&{name}={GRANT}".encode()
                exchange = ask(context, right.with_body(doubled, FORM_TYPE))
                expect_error(context, exchange, f"{name} repeated", ("invalid_request",))
        if form == BASIC:
            _check_two_places(context, key)


def _unknown_scopes(context: CheckContext) -> dict[str, str]:
    known = every_scope(context.server)
    unknown = {"an unknown scope": "conformance"}
    unknown |= {f"a scope that begins like {each}": each[:-1] for each in sorted(known) if len(each) > 1}
    return {what: scope for what, scope in unknown.items() if scope not in known}


def _check_two_places(context: CheckContext, key: Credential) -> None:
    header = basic(key.client_id, key.client_secret)
    for form in forms(context.server, token_endpoint(context)):
        if form != BASIC:
            both = token_request(token_endpoint(context), form, key).with_header("Authorization", header)
            errors = ("invalid_request", "invalid_client")
            expect_error(context, ask(context, both), "credentials in two places", errors, (400, 401))
    other = token_request(token_endpoint(context), BASIC, key, {"client_id": "conformance"})
    errors = ("invalid_request", "invalid_client")
    expect_error(context, ask(context, other), "client_ids that differ", errors, (400, 401))


@check(
    "AUTH-39",
    area="authentication",
    title="Unknown and empty parameters do not spoil a token request",
    source="RFC 6749 sections 2.3 and 3.2",
    needs=_HAS_KEY,
)
def lenient_parameters(context: CheckContext) -> None:
    """Unknown parameters are ignored and empty ones count as absent, as in OAuth libraries' requests.

    HTTP Basic may come with the same `client_id` in the body.
    """
    key = asking_key(context)
    for operation, form in each_form(context):
        variants: dict[str, dict[str, str]] = {
            "audience": {"audience": "https://conformance.example"},
            "resource": {"resource": "https://conformance.example/api"},
            "an unknown parameter": {"x_conformance": "1"},
            "an empty scope": {"scope": ""},
        }
        if form == BASIC:
            variants["client_id in the body too"] = {"client_id": key.client_id}
        plain = scopes_of(ask(context, token_request(operation, form, key)))
        for what, fields in variants.items():
            exchange = ask(context, token_request(operation, form, key, fields))
            context.expect(
                exchange.succeeded and scopes_of(exchange) == plain,
                f"With {what} a token request by {form} is answered {exchange.status} with scope "
                f"{exchange.fields.get('scope')}.",
                exchange,
                subject=f"{what} ({form})",
            )


@check(
    "AUTH-38",
    area="authentication",
    title="A token contains no secret and names its client",
    source="RFC 8725 section 3.1; RFC 9068 section 2.2",
    needs=_HAS_KEY,
)
def token_is_sound(context: CheckContext) -> None:
    """An access token that is a JWT is signed, expires, and contains no secret.

    Two tokens of one key differ in `jti` and the tokens of two keys in `sub`, if they have these claims. A
    `client_id` is the key's own.
    """
    key = asking_key(context)
    exchange, jwt = _granted_token(context, key)
    again, other = _granted_token(context, key)
    algorithm = str(jwt.header.get("alg", "none")).lower()
    context.expect(algorithm != "none", "The token is not signed.", exchange, subject="alg")
    ends = jwt.claims.get("exp")
    numeric = isinstance(ends, int | float) and not isinstance(ends, bool)
    context.expect(numeric, "The token never expires.", exchange, subject="exp")
    context.expect(
        jwt.claims.get("client_id", key.client_id) == key.client_id,
        "The token's client_id is not the client.",
        exchange,
        subject="client_id",
    )
    if "jti" in jwt.claims and again.fields["access_token"] == exchange.fields["access_token"]:
        # Issued in the same second, or handed out again, which a server may do.
        context.client.budget.wait(1.1)
        again, other = _granted_token(context, key)
    if "jti" in jwt.claims and again.fields["access_token"] != exchange.fields["access_token"]:
        context.expect(
            jwt.claims["jti"] != other.claims.get("jti"),
            "Two tokens have one jti.",
            exchange,
            again,
            subject="jti",
        )
    said = f"{dict(jwt.header)} {dict(jwt.claims)}"
    context.expect(
        key.client_secret not in said, "The token has the secret in it.", exchange, subject="secret"
    )
    stranger = context.client.caller
    if "sub" in jwt.claims and stranger is not None and not stranger.is_fixed and stranger != key:
        theirs, foreign = _granted_token(context, stranger)
        context.expect(
            jwt.claims["sub"] != foreign.claims.get("sub"),
            "The tokens of two keys have one sub.",
            exchange,
            theirs,
            subject="sub",
        )


def _granted_token(context: CheckContext, key: Credential) -> tuple[Exchange, Jwt]:
    exchange = ask(context, context.client.token_client.request(key))
    token = exchange.fields.get("access_token")
    if not isinstance(token, str):
        context.skip("the token endpoint gives no token")
    return exchange, open_token(token)
