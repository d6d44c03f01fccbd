"""Client credentials: keys that are wrong, unknown, unusually encoded or in the wrong place."""

import secrets
from base64 import b64encode
from dataclasses import replace

from contractfirst_conformance.challenges import challenge_of, challenge_text
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.token_requests import (
    BASIC,
    GRANT,
    JSON,
    ask,
    asking_key,
    basic,
    each_form,
    expect_error,
    forms,
    refusals_of_clients,
    token_endpoint,
    token_request,
)

_HAS_KEY = [Need.FULL]


@check(
    "AUTH-31",
    area="authentication",
    title="A wrong credential is invalid_client",
    source="RFC 6749 section 5.2",
    needs=_HAS_KEY,
)
def wrong_credential(context: CheckContext) -> None:
    """A wrong secret, an unknown or empty id, or no credential is a 401 `invalid_client` in every form.

    HTTP Basic is answered with `WWW-Authenticate: Basic`. If the contract documents no 401, a credential in
    the body may be refused with 400.
    """
    key = asking_key(context)
    for operation, form in each_form(context):
        statuses = refusals_of_clients(operation, form)
        for what, credential in _wrong(key).items():
            exchange = ask(context, token_request(operation, form, credential))
            expect_error(context, exchange, f"{what} ({form})", ("invalid_client",), statuses)
            if form == BASIC and exchange.status == 401:
                context.expect(
                    challenge_of(exchange, "basic") is not None,
                    f"A failed HTTP Basic has WWW-Authenticate: {challenge_text(exchange)}.",
                    exchange,
                    subject="WWW-Authenticate",
                )
        nobody = ask(context, token_request(operation, form, None))
        errors = ("invalid_client", "invalid_request")
        expect_error(context, nobody, f"no credential ({form})", errors, (400, 401))


def _wrong(key: Credential) -> dict[str, Credential]:
    """Return credentials that are not the key, by what is wrong with each."""
    secret = key.client_secret
    wrong = {
        "a wrong secret": replace(key, client_secret=secrets.token_urlsafe(24)),
        "a secret cut short": replace(key, client_secret=secret[:-1]),
        "a secret with one more character": replace(key, client_secret=f"{secret}{secret[-1]}"),
        "a secret in another case": replace(key, client_secret=f"{secret[0]}{secret[1:].swapcase()}"),
        "an unknown client": replace(key, client_id=f"conformance-{secrets.token_hex(8)}"),
    }
    return {what: credential for what, credential in wrong.items() if credential != key}


@check(
    "AUTH-32",
    area="authentication",
    title="An unknown client and a wrong secret look alike",
    source="RFC 6749 section 10.10",
    needs=_HAS_KEY,
)
def no_enumeration(context: CheckContext) -> None:
    """The responses are the same except for ids in them, so that nobody learns which client ids exist."""
    key = asking_key(context)
    for operation, form in each_form(context):
        wrong = replace(key, client_secret=secrets.token_urlsafe(24))
        unknown = replace(key, client_id=f"conformance-{secrets.token_hex(8)}")
        answers = [ask(context, token_request(operation, form, each)) for each in (wrong, unknown)]
        said = [_said(*each) for each in zip(answers, (wrong, unknown), strict=True)]
        context.expect(
            said[0] == said[1],
            f"A wrong secret is answered {said[0]}, an unknown client {said[1]}.",
            *answers,
            operation=operation,
            subject=form,
        )


def _said(exchange: Exchange, key: Credential) -> tuple[object, ...]:
    """Return what an answer gives away, the id that was sent left out."""
    members = ("error", "error_description", "title", "detail", "code")
    texts = (str(exchange.fields.get(name)).replace(key.client_id, "…") for name in members)
    return (exchange.status, challenge_text(exchange).replace(key.client_id, "…"), *texts)


@check(
    "AUTH-34",
    area="authentication",
    title="HTTP Basic is decoded as form-encoded text",
    source="RFC 6749 section 2.3.1 and appendix B",
    needs=_HAS_KEY,
)
def encoded_basic(context: CheckContext) -> None:
    """Id and secret in HTTP Basic are form-encoded: `%XX` stands for a character. The scheme has no case.

    A header that is not Base64, has no colon or another scheme is refused, and never with a 5xx.
    """
    operation = token_endpoint(context)
    if BASIC not in forms(context.server, operation):
        context.skip("the token endpoint takes no HTTP Basic")
    key = asking_key(context)
    plain = token_request(operation, BASIC, None)

    def encoded(text: str) -> str:
        return "".join(f"%{octet:02X}" for octet in text.encode())

    pair = b64encode(f"{encoded(key.client_id)}:{encoded(key.client_secret)}".encode()).decode()
    raw = b64encode(f"{key.client_id}:{key.client_secret}".encode()).decode()
    for what, value in {
        "every character encoded": f"Basic {pair}",
        "the scheme in lower case": basic(key.client_id, key.client_secret).replace("Basic", "basic"),
    }.items():
        exchange = ask(context, plain.with_header("Authorization", value))
        context.expect(
            exchange.succeeded,
            f"HTTP Basic with {what} is answered {exchange.status}.",
            exchange,
            subject=what,
        )
    for what, value in {
        "no Base64": "Basic !!!",
        "no colon": f"Basic {b64encode(key.client_id.encode()).decode()}",
        "nothing": "Basic",
        "not UTF-8": f"Basic {b64encode(bytes([0xFF, 0x3A, 0xFE])).decode()}",
        "the scheme Bearer": f"Bearer {raw}",
        "the scheme Digest": f"Digest {raw}",
        "id and secret the wrong way round": basic(key.client_secret, key.client_id),
    }.items():
        exchange = ask(context, plain.with_header("Authorization", value))
        context.expect(
            exchange.status in (400, 401),
            f"An Authorization with {what} is answered {exchange.status}, not 401.",
            exchange,
            subject=what,
        )


@check(
    "AUTH-37",
    area="authentication",
    title="Credentials are accepted only in the body or the header",
    source="RFC 6749 section 2.3.1",
    needs=_HAS_KEY,
)
def credentials_in_the_query(context: CheckContext) -> None:
    """A key in the query gets no token, and neither does a token request with GET: URLs are logged."""
    key = asking_key(context)
    operation = token_endpoint(context)
    fields = {"client_id": key.client_id, "client_secret": key.client_secret}
    form = next((each for each in forms(context.server, operation) if each != BASIC), JSON)
    exchange = ask(context, token_request(operation, form, None).with_query(**fields))
    context.expect(
        exchange.status in (400, 401),
        f"A key in the query is answered {exchange.status}.",
        exchange,
        subject="query",
    )
    get = HttpRequest("GET", operation.path).with_query(grant_type=GRANT, **fields)
    answer = context.client.send(get, by=None)
    context.expect(
        not answer.succeeded,
        f"GET with a key in the query is answered {answer.status}.",
        answer,
        subject="GET",
    )
