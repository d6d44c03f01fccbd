"""Guessing credentials is limited, and keeps nobody from a token."""

from base64 import b64encode
from dataclasses import replace
from urllib.parse import urlencode

from contractfirst.contract import Operation, RateClass
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.rate_limit_probe import REFUSED, new_addresses, unknown_client
from contractfirst_conformance.reference_bucket import ReferenceBucket

_SOURCE = "x-rate-limits; RFC 6749 sections 2.3.1 and 10.10"
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"


def _guarded(context: CheckContext, by: str) -> tuple[RateClass, Operation]:
    operation = context.client.token_client.operation
    if operation is None:
        context.skip("the contract names no token endpoint (oauth2 flow clientCredentials)")
    rate = operation.rate_class
    if rate is None or by not in rate.keys:
        context.skip(f"the token endpoint has no limit by {by}")
    return rate, operation


def _probe_key(context: CheckContext) -> Credential:
    key = context.client.fresh_probe()
    if key.is_fixed:
        context.skip("the limit probes are tokens, not keys")
    return key


def _forms(context: CheckContext, key: Credential) -> list[HttpRequest]:
    """Return the request for a token in every form that the contract takes."""
    request = context.client.token_client.request(key)
    operation = request.operation
    types = operation.request_body.media_types if operation and operation.request_body else ()
    forms = [request] if _JSON in types else []
    if _FORM in types:
        body = {"grant_type": "client_credentials", "client_id": key.client_id, "client_secret": "wrong"}
        forms.append(request.with_body(urlencode(body).encode(), _FORM))
        basic = b64encode(f"{key.client_id}:wrong".encode()).decode()
        grant = request.with_body(b"grant_type=client_credentials", _FORM)
        forms.append(grant.with_header("Authorization", f"Basic {basic}"))
    return forms or [request]


def _guess(context: CheckContext, bucket: ReferenceBucket, request: HttpRequest) -> tuple[Exchange, bool]:
    """Send one guess; return it and whether the bucket agrees with the outcome."""
    clock = context.client.clock
    started = clock.monotonic()
    exchange = context.client.send(request, by=None, patient=False)
    admitted = exchange.status != REFUSED
    return exchange, bucket.observe(started, clock.monotonic(), admitted).agrees(admitted)


@check(
    "RL-11",
    area="limits",
    title="Guessing a client's secret is limited",
    source=_SOURCE,
    needs=[Need.DOCUMENTED_LIMITS, Need.LIMIT_PROBE, Need.FORWARDED_FOR],
)
def guesses_at_one_client(context: CheckContext) -> None:
    """Wrong secrets count for the client id that they are presented with, in any form.

    Each guess comes in another form: JSON, form-encoded, HTTP Basic, all from one address. After the burst
    they are refused.
    """
    rate, _ = _guarded(context, "presented-client")
    bucket = ReferenceBucket(rate)
    address = f"{new_addresses()}1"
    key = replace(_probe_key(context), client_secret="wrong")  # noqa: S106 - it is meant to be wrong
    forms = [each.with_header("X-Forwarded-For", address) for each in _forms(context, key)]
    for number in range(rate.burst + len(forms) + 2):
        form = number % len(forms)
        exchange, agrees = _guess(context, bucket, forms[form])
        context.expect(
            agrees,
            f"Guess {number + 1} at one client's secret was answered {exchange.status}; {rate.burst} are "
            "admitted, then 429.",
            exchange,
            subject="too many" if exchange.status != REFUSED else "too few",
        )


@check(
    "RL-12",
    area="limits",
    title="Guessing client ids is limited by address",
    source=_SOURCE,
    needs=[Need.DOCUMENTED_LIMITS, Need.FORWARDED_FOR],
)
def guesses_from_one_address(context: CheckContext) -> None:
    """Token requests of unknown clients count for the address that they come from.

    After the burst they are refused from that address and only there.
    """
    rate, _ = _guarded(context, "source-address")
    bucket = ReferenceBucket(rate)
    start = new_addresses()
    here, there = f"{start}1", f"{start}2"
    for number in range(rate.burst + 3):
        request = context.client.token_client.request(unknown_client()).with_header("X-Forwarded-For", here)
        exchange, agrees = _guess(context, bucket, request)
        context.expect(
            agrees,
            f"Guess {number + 1} from one address was answered {exchange.status}; the limit is {rate.burst}, "
            "then 429.",
            exchange,
            subject="too many" if exchange.status != REFUSED else "too few",
        )
    elsewhere = context.client.token_client.request(unknown_client()).with_header("X-Forwarded-For", there)
    exchange = context.client.send(elsewhere, by=None, patient=False)
    context.expect(
        exchange.status != REFUSED,
        "A request from another address is refused for the guesses of the first.",
        exchange,
        subject="another address",
    )


@check(
    "RL-21",
    area="limits",
    title="Guesses keep no client from its tokens",
    source=_SOURCE,
    needs=[Need.DOCUMENTED_LIMITS, Need.LIMIT_PROBE, Need.FORWARDED_FOR],
)
def owners_are_not_locked_out(context: CheckContext) -> None:
    """After any number of guesses the right secret still gets a token, from the guesser's address too.

    First the client's own secret is guessed, then unknown clients are tried, both until they are refused. The
    right secret is limited by itself: after the burst it is refused, from whatever address it comes.
    """
    rate, _ = _guarded(context, "presented-client")
    key, guessed = _probe_key(context), f"{new_addresses()}1"
    for wrong in (replace(key, client_secret="wrong"), unknown_client()):  # noqa: S106 - as above
        request = context.client.token_client.request(wrong).with_header("X-Forwarded-For", guessed)
        for _ in range(rate.burst + 1):
            last = context.client.send(request, by=None, patient=False)
    bucket = ReferenceBucket(rate)
    right = context.client.token_client.request(key)
    for address in (guessed, f"{new_addresses()}2"):
        exchange, _ = _guess(context, bucket, right.with_header("X-Forwarded-For", address))
        context.expect(
            exchange.succeeded,
            f"After guesses at its secret, a valid key is answered {exchange.status}.",
            last,
            exchange,
        )
    for number in range(2, rate.burst + 2):
        exchange, agrees = _guess(context, bucket, right)
        context.expect(
            agrees,
            f"Request {number + 1} with the right secret was answered {exchange.status}; {rate.burst} are "
            "admitted, then 429.",
            exchange,
            subject="right secret",
        )
