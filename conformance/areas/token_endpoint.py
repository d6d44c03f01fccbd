"""The token endpoint: client credentials (RFC 6749 section 4.4) in every form that the contract takes."""

import secrets
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote, urlencode

from brainstormmsp.contract import Operation
from conformance.areas.authentication import doors
from conformance.check import check
from conformance.credentials import Credential, Need
from conformance.errors import Skipped
from conformance.exchange import Exchange, Request
from conformance.forgery import open_token
from conformance.target import Target
from conformance.trial import Trial

_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_GRANT = "client_credentials"
_HAS_KEY = [Need.FULL]
_TOO_MANY = 429


def _endpoint(trial: Trial) -> Operation:
    operation = trial.target.access.operation
    if operation is None:
        trial.skip("the contract names no token endpoint (oauth2 flow clientCredentials)")
    return operation


def _key(trial: Trial) -> Credential:
    """Return a key with every scope, a fresh one where there is one, for asking is limited by key."""
    try:
        key: Credential | None = trial.target.fresh_probe()
    except Skipped:
        key = trial.target.caller
    if key is None or key.token:
        trial.skip("there is no key with an id and a secret")
    return key


def _forms(target: Target, operation: Operation) -> list[str]:
    types = operation.request_body.media_types if operation.request_body is not None else ()
    forms = [name for name, kind in (("JSON", _JSON), ("a form", _FORM)) if kind in types]
    schemes = target.contract.document.data.get("components", {})
    named = schemes.get("securitySchemes", {}) if isinstance(schemes, dict) else {}
    offered = {name for alternative in operation.security for name in alternative}
    basic = [
        node
        for name, raw in named.items()
        if name in offered and isinstance(node := target.contract.document.resolve(raw), dict)
    ]
    if any(str(each.get("scheme", "")).lower() == "basic" for each in basic):
        forms.append("HTTP Basic")
    return forms


def basic(client_id: str, secret: str) -> str:
    """Return the header for a credential (RFC 6749 section 2.3.1, RFC 7617)."""
    pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
    return f"Basic {b64encode(pair.encode()).decode()}"


def _asked(
    operation: Operation, form: str, key: Credential | None, fields: Mapping[str, str] | None = None
) -> Request:
    """Return a token request in a form; ``fields`` replace those of the body."""
    body = {"grant_type": _GRANT, **(fields or {})}
    request = Request("POST", operation.path, operation=operation)
    if key is not None and form == "HTTP Basic":
        request = request.with_header("Authorization", basic(key.client_id, key.client_secret))
    elif key is not None:
        body = {"client_id": key.client_id, "client_secret": key.client_secret, **body}
    types = operation.request_body.media_types if operation.request_body is not None else ()
    if form == "JSON" or _FORM not in types:
        return request.with_json(body)
    return request.with_body(urlencode(body).encode(), _FORM)


def _ask(trial: Trial, request: Request) -> Exchange:
    """Send a token request; skips the check when it is over the limit of asking."""
    exchange = trial.target.send(request, by=None)
    if exchange.status == _TOO_MANY:
        raise Skipped("the limit of asking for tokens is used up")
    if isinstance(token := exchange.fields.get("access_token"), str):
        trial.target.redactor.learn(token)
    return exchange


def _each_form(trial: Trial) -> Iterator[tuple[Operation, str]]:
    operation = _endpoint(trial)
    for form in _forms(trial.target, operation):
        yield operation, form


def _expect_error(
    trial: Trial, exchange: Exchange, what: str, errors: tuple[str, ...], statuses: tuple[int, ...] = (400,)
) -> None:
    """Judge an error response (RFC 6749 section 5.2)."""
    told = exchange.fields.get("error")
    trial.expect(
        exchange.status in statuses,
        f"With {what} the answer is {exchange.status}, not {' or '.join(map(str, statuses))}.",
        exchange,
        subject=what,
    )
    if exchange.status in (400, 401) and exchange.operation is not None:
        if exchange.operation.problem_format != "rfc6749":
            return
        trial.expect(
            told in errors,
            f"With {what} the error is {told}, not {' or '.join(errors)}.",
            exchange,
            subject=f"{what}: error",
        )


@check(
    "AUTH-30",
    area="authentication",
    title="A key gets a token in every form",
    source="RFC 6749 sections 2.3.1, 4.4 and 5.1",
    needs=_HAS_KEY,
)
def every_form(trial: Trial) -> None:
    """JSON, form-encoded and HTTP Basic, as far as the contract takes them, each get a token that works.

    The answer has `access_token`, `token_type` Bearer, `expires_in` in whole seconds and the `scope`, and
    must not be stored by any cache.
    """
    key = _key(trial)
    door = doors(trial, 1)[0]
    for operation, form in _each_form(trial):
        exchange = _ask(trial, _asked(operation, form, key))
        if not trial.expect(
            exchange.status == 200,
            f"A token asked for by {form} is answered {exchange.status}.",
            exchange,
            subject=form,
        ):
            continue
        fields = exchange.fields
        token, lives = fields.get("access_token"), fields.get("expires_in")
        for kept, name in (
            (isinstance(token, str) and token, "access_token"),
            (str(fields.get("token_type", "")).lower() == "bearer", "token_type"),
            (isinstance(lives, int) and not isinstance(lives, bool) and lives > 0, "expires_in"),
        ):
            trial.expect(
                kept,
                f"The answer to {form} has no right {name}.",
                exchange,
                subject=f"{form}: {name}",
            )
        trial.expect(
            "no-store" in (exchange.header("cache-control") or "").lower(),
            f"Cache-Control is {exchange.header('cache-control')!r}; a token must not be stored.",
            exchange,
            subject=f"{form}: Cache-Control",
        )
        if isinstance(token, str):
            used = trial.target.send(door, by=token)
            trial.expect(
                used.succeeded,
                f"The token got by {form} is answered {used.status}.",
                exchange,
                used,
                subject=f"{form}: token",
            )


@check(
    "AUTH-31",
    area="authentication",
    title="A wrong credential is invalid_client",
    source="RFC 6749 section 5.2",
    needs=_HAS_KEY,
)
def wrong_credential(trial: Trial) -> None:
    """A wrong secret, an unknown id, an empty one or none at all are a 401 `invalid_client` in every form.

    HTTP Basic is answered with a `WWW-Authenticate: Basic`.
    """
    key = _key(trial)
    last, first = key.client_secret[-1], key.client_secret[0]
    wrong = {
        "a wrong secret": replace(key, client_secret=secrets.token_urlsafe(24)),
        "a secret cut short": replace(key, client_secret=key.client_secret[:-1]),
        "a secret with one more character": replace(key, client_secret=f"{key.client_secret}{last}"),
        "a secret in another case": replace(key, client_secret=f"{first}{key.client_secret[1:].swapcase()}"),
        "an unknown client": replace(key, client_id=f"conformance-{secrets.token_hex(8)}"),
    }
    for operation, form in _each_form(trial):
        for what, credential in wrong.items():
            if credential.client_secret == key.client_secret and credential.client_id == key.client_id:
                continue
            exchange = _ask(trial, _asked(operation, form, credential))
            _expect_error(trial, exchange, f"{what} ({form})", ("invalid_client",), (401,))
            _expect_no_store(trial, exchange, form)
            if form == "HTTP Basic" and exchange.status == 401:
                told = exchange.header("www-authenticate") or ""
                trial.expect(
                    told.lower().startswith("basic"),
                    f"A failed HTTP Basic has WWW-Authenticate: {told or 'nothing'}.",
                    exchange,
                    subject="WWW-Authenticate",
                )
        nobody = _ask(trial, _asked(operation, form, None))
        _expect_error(
            trial, nobody, f"no credential ({form})", ("invalid_client", "invalid_request"), (400, 401)
        )


def _expect_no_store(trial: Trial, exchange: Exchange, form: str) -> None:
    trial.expect(
        "no-store" in (exchange.header("cache-control") or "").lower(),
        f"Cache-Control of the refusal is {exchange.header('cache-control')!r}.",
        exchange,
        subject=f"{form}: Cache-Control",
    )


@check(
    "AUTH-32",
    area="authentication",
    title="An unknown client and a wrong secret cannot be told apart",
    source="RFC 6749 section 10.10",
    needs=_HAS_KEY,
)
def no_enumeration(trial: Trial) -> None:
    """The answer is the same but for its ids, so that nobody learns which client ids exist."""
    key = _key(trial)
    operation = _endpoint(trial)
    answers = [
        _ask(trial, trial.target.access.request(credential))
        for credential in (
            replace(key, client_secret=secrets.token_urlsafe(24)),
            replace(key, client_id=f"conformance-{secrets.token_hex(8)}"),
        )
    ]
    told = [
        (
            each.status,
            each.fields.get("error"),
            each.fields.get("error_description"),
            each.fields.get("detail"),
        )
        for each in answers
    ]
    trial.expect(
        told[0] == told[1],
        f"A wrong secret is answered {told[0]}, an unknown client {told[1]}.",
        *answers,
        operation=operation,
    )


@check(
    "AUTH-33",
    area="authentication",
    title="A faulty token request is named as RFC 6749 names it",
    source="RFC 6749 sections 3.2 and 5.2",
    needs=_HAS_KEY,
)
def faulty_requests(trial: Trial) -> None:
    """No grant, another grant, an unknown scope, a field twice, two credentials: 400, each by its name.

    In all of them the credential itself is right.
    """
    for operation, form in _each_form(trial):
        key = _key(trial)
        right = _asked(operation, form, key)
        faults = [
            ("an unknown grant", {"grant_type": "conformance"}, ("unsupported_grant_type",)),
            ("the grant password", {"grant_type": "password"}, ("unsupported_grant_type",)),
            ("an empty grant", {"grant_type": ""}, ("invalid_request", "unsupported_grant_type")),
            ("an unknown scope", {"scope": "conformance"}, ("invalid_scope",)),
            ("a scope that only begins right", {"scope": "rea"}, ("invalid_scope",)),
        ]
        for what, fields, errors in faults:
            exchange = _ask(trial, _asked(operation, form, key, fields))
            _expect_error(trial, exchange, f"{what} ({form})", errors)
        missing = (right.body or b"").replace(b"grant_type", b"grant_kind")
        exchange = _ask(trial, right.with_body(missing, right.header("content-type")))
        _expect_error(trial, exchange, f"no grant_type ({form})", ("invalid_request",))
        if form == "a form":
            doubled = (right.body or b"") + b"&grant_type=client_credentials"
            exchange = _ask(trial, right.with_body(doubled, _FORM))
            _expect_error(trial, exchange, "grant_type twice", ("invalid_request",))
    if "HTTP Basic" in _forms(trial.target, _endpoint(trial)):
        both = trial.target.access.request(key).with_header(
            "Authorization", basic(key.client_id, key.client_secret)
        )
        _expect_error(
            trial,
            _ask(trial, both),
            "credentials in two places",
            ("invalid_request", "invalid_client"),
            (400, 401),
        )


@check(
    "AUTH-34",
    area="authentication",
    title="HTTP Basic is decoded as the form encoding has it",
    source="RFC 6749 section 2.3.1 and appendix B",
    needs=_HAS_KEY,
)
def encoded_basic(trial: Trial) -> None:
    """Id and secret in HTTP Basic are form-encoded: `%XX` stands for a character. The scheme has no case.

    A header that is no Base64, has no colon or another scheme is refused, and never a 5xx.
    """
    operation = _endpoint(trial)
    if "HTTP Basic" not in _forms(trial.target, operation):
        trial.skip("the token endpoint takes no HTTP Basic")
    key = _key(trial)
    plain = _asked(operation, "HTTP Basic", None)

    def encoded(text: str) -> str:
        return "".join(f"%{octet:02X}" for octet in text.encode())

    pair = b64encode(f"{encoded(key.client_id)}:{encoded(key.client_secret)}".encode()).decode()
    raw = b64encode(f"{key.client_id}:{key.client_secret}".encode()).decode()
    for what, value in {
        "every character encoded": f"Basic {pair}",
        "the scheme in lower case": basic(key.client_id, key.client_secret).replace("Basic", "basic"),
    }.items():
        exchange = _ask(trial, plain.with_header("Authorization", value))
        trial.expect(
            exchange.succeeded,
            f"HTTP Basic with {what} is answered {exchange.status}.",
            exchange,
            subject=what,
        )
    for what, value in {
        "no Base64": "Basic !!!",
        "no colon": f"Basic {b64encode(key.client_id.encode()).decode()}",
        "nothing": "Basic ",
        "not UTF-8": f"Basic {b64encode(bytes([0xFF, 0x3A, 0xFE])).decode()}",
        "the scheme Bearer": f"Bearer {raw}",
        "the scheme Digest": f"Digest {raw}",
        "id and secret the wrong way round": basic(key.client_secret, key.client_id),
    }.items():
        exchange = trial.target.try_send(plain.with_header("Authorization", value.strip()), by=None)
        trial.expect(
            exchange.status in (400, 401),
            f"An Authorization with {what} is answered {exchange.status or exchange.failure}, not 401.",
            exchange,
            subject=what,
        )


@check(
    "AUTH-35",
    area="authentication",
    title="A token has the scope that was asked for",
    source="RFC 6749 sections 3.3 and 5.1",
    needs=_HAS_KEY,
)
def granted_scope(trial: Trial) -> None:
    """Asked for one scope, the answer grants that one; asked for none, what the key holds."""
    key = _key(trial)
    operation = _endpoint(trial)
    every = sorted({scope for each in trial.target.operations() for scope in each.scopes})
    whole = _ask(trial, trial.target.access.request(key))
    told = str(whole.fields.get("scope", "")).split()
    trial.expect(
        set(every) <= set(told),
        f"A key with every scope is granted {told}, the contract has {every}.",
        whole,
        operation=operation,
        subject="all",
    )
    for scope in every:
        exchange = _ask(trial, trial.target.access.request(key, scope))
        trial.expect(
            exchange.succeeded and exchange.fields.get("scope", scope) == scope,
            f"Asked for {scope}, the answer is {exchange.status} with scope {exchange.fields.get('scope')}.",
            exchange,
            subject=scope,
        )


@check(
    "AUTH-36",
    area="authentication",
    title="No key gets a scope that it does not hold",
    source="RFC 6749 sections 3.3 and 5.2",
    needs=[Need.READ_ONLY],
)
def no_wider_scope(trial: Trial) -> None:
    """A key that asks for more than it holds gets `invalid_scope`, or a token without the more."""
    target = trial.target
    key = target.credentials.first.read_only
    if key is None or key.token:
        trial.skip("there is no read_only key with an id and a secret")
    every = {scope for each in target.operations() for scope in each.scopes}
    held = set(str(_ask(trial, target.access.request(key)).fields.get("scope", "")).split())
    for scope in sorted(every - held):
        for asked in (scope, " ".join(sorted([*held, scope]))):
            exchange = _ask(trial, target.access.request(key, asked))
            granted = set(str(exchange.fields.get("scope", "")).split())
            trial.expect(
                exchange.status == 400 or (exchange.succeeded and scope not in granted),
                f"A key without {scope} that asks for it is answered {exchange.status}, scope {granted}.",
                exchange,
                subject=scope,
            )
            if exchange.status == 400:
                _expect_error(trial, exchange, "a scope beyond the key", ("invalid_scope",))


@check(
    "AUTH-37",
    area="authentication",
    title="Credentials count in the body or the header alone",
    source="RFC 6749 section 2.3.1",
    needs=_HAS_KEY,
)
def credentials_in_the_query(trial: Trial) -> None:
    """A key in the query gets no token, and a token request by GET is no such thing: URLs are logged."""
    key = _key(trial)
    operation = _endpoint(trial)
    fields = {"client_id": key.client_id, "client_secret": key.client_secret}
    bare = _asked(operation, "JSON", None)
    exchange = _ask(trial, bare.with_query(**fields))
    trial.expect(
        exchange.status in (400, 401),
        f"A key in the query is answered {exchange.status}.",
        exchange,
        subject="query",
    )
    get = Request("GET", operation.path).with_query(grant_type=_GRANT, **fields)
    answer = trial.target.send(get, by=None)
    trial.expect(
        not answer.succeeded,
        f"GET with a key in the query is answered {answer.status}.",
        answer,
        subject="GET",
    )


@check(
    "AUTH-38",
    area="authentication",
    title="A token tells no secret and names its client",
    source="RFC 8725 section 3.1; RFC 9068 section 2.2",
    needs=_HAS_KEY,
)
def token_is_sound(trial: Trial) -> None:
    """An access token that is a JWT is signed, has an end, names the key as `sub`, and has no secret in it.

    Two tokens of one key are told apart by `jti`, if they have one.
    """
    key = _key(trial)
    tokens = []
    for _ in range(2):
        exchange = _ask(trial, trial.target.access.request(key))
        token = exchange.fields.get("access_token")
        if not isinstance(token, str):
            trial.skip("the token endpoint gives no token")
        tokens.append(open_token(token))
    jwt = tokens[0]
    trial.expect(
        str(jwt.header.get("alg", "none")).lower() != "none",
        "The token is not signed.",
        exchange,
        subject="alg",
    )
    trial.expect(isinstance(jwt.claims.get("exp"), int), "The token never expires.", exchange, subject="exp")
    if "sub" in jwt.claims:
        trial.expect(
            jwt.claims["sub"] == key.client_id, "The token's sub is not the client.", exchange, subject="sub"
        )
    if "jti" in jwt.claims:
        trial.expect(
            jwt.claims["jti"] != tokens[1].claims.get("jti"),
            "Two tokens have one jti.",
            exchange,
            subject="jti",
        )
    trial.expect(
        key.client_secret not in str(dict(jwt.claims)),
        "The token has the secret in it.",
        exchange,
        subject="secret",
    )
