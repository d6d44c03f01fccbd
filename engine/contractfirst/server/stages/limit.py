"""Rate limits: each request is charged to every bucket that its class names.

Buckets by presented client id and by source address protect operations that authenticate by themselves. The
charge to the address is refunded when the operation succeeds, so that clients behind one address do not
throttle each other, while each wrong guess still costs the address one request.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import parse_qsl, unquote_plus

import orjson

from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import ContentTooLarge, TooManyRequests
from contractfirst.contract.rates import RateClass
from contractfirst.limits import Charge, Limiter, headers
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage
from contractfirst.server.stages.accept import read_body

__all__ = ["limit_stage", "presented_client_ids", "refund"]

_LONGEST_CLIENT_ID = 255
_MOST_CLIENT_IDS = 4


def limit_stage(operation: Operation, limiter: Limiter, burst_parameter: str) -> Stage | None:
    """Return the stage that charges the operation's rate class, or ``None`` where it has none.

    ``burst_parameter`` is the RateLimit-Policy parameter for a burst.
    Adds the RateLimit fields to ``response_headers`` and sets ``refunds``; raises ``TooManyRequests``.
    """
    rate = operation.rate_class
    if rate is None:
        return None
    if rate.keys == ("client",) and not operation.anonymous:
        return _by_client(rate, limiter, burst_parameter)
    return _by_keys(operation, rate, limiter, burst_parameter)


def _by_client(rate: RateClass, limiter: Limiter, burst_parameter: str) -> Stage:
    """Return the stage for the ordinary case, with nothing decided per request."""

    async def limit(state: RequestState) -> None:
        principal = state.principal
        assert principal is not None, "the operation is not anonymous"
        charge = Charge(rate, "client:" + principal.client_id, principal.multiplier)
        await _admit(state, limiter, (charge,), burst_parameter)

    return limit


def _by_keys(operation: Operation, rate: RateClass, limiter: Limiter, burst_parameter: str) -> Stage:
    async def limit(state: RequestState) -> None:
        charges: list[Charge] = []
        if "client" in rate.keys and state.principal is not None:
            client = state.principal
            charges.append(Charge(rate, "client:" + client.client_id, client.multiplier))
        if "presented-client" in rate.keys:
            for client_id in await _presented(state, operation):
                charges.append(Charge(rate, "presented-client:" + client_id))
        if "source-address" in rate.keys or not charges:
            address = Charge(rate, "source-address:" + address_bucket(state.source_address))
            charges.append(address)
            if "source-address" in rate.keys:
                state.refunds = (address,)
        await _admit(state, limiter, tuple(charges), burst_parameter)

    return limit


async def _admit(
    state: RequestState, limiter: Limiter, charges: tuple[Charge, ...], burst_parameter: str
) -> None:
    decision = await limiter.admit(charges)
    state.response_headers.extend(headers(decision, burst_parameter))
    if not decision.admitted:
        state.refunds = ()
        raise TooManyRequests(
            f"The limit is {decision.limit} requests in {decision.window} seconds; "
            f"retry after {decision.retry_after} s."
        )


async def refund(state: RequestState, limiter: Limiter, status: int) -> None:
    """Refund the charge to the source address after a success."""
    if state.refunds and 200 <= status < 300:
        await limiter.refund(state.refunds)


@lru_cache(maxsize=4096)
def address_bucket(source: str) -> str:
    """Return the bucket of an address: itself, or for IPv6 its /64, which one subscriber gets."""
    try:
        address = ip_address(source)
    except ValueError:
        return source
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> 64 << 64)) + "/64"


async def _presented(state: RequestState, operation: Operation) -> frozenset[str]:
    """Return the client ids that the request presents; none for a body that is too large."""
    body = b""
    if operation.request_body is not None:
        try:
            body = await read_body(state, operation.max_body_bytes)
        except ContentTooLarge as problem:
            state.too_large = problem
    return presented_client_ids(state.present.get(b"authorization"), body)


def presented_client_ids(authorization: bytes | None, body: bytes) -> frozenset[str]:
    """Return every ``client_id`` in a Basic header, a JSON body or a form (RFC 6749 section 2.3.1).

    Malformed input presents no ids here; it is rejected later.
    """
    found: set[str] = set()
    for read in (lambda: _in_basic(authorization), lambda: _in_body(body)):
        found.update(_readable(read))
    ids = {client_id for client_id in found if 0 < len(client_id) <= _LONGEST_CLIENT_ID}
    return frozenset(ids) if len(ids) <= _MOST_CLIENT_IDS else frozenset()


def _readable(read: Callable[[], Iterator[str]]) -> list[str]:
    try:
        return list(read())
    except (ValueError, RecursionError):
        return []


def _in_basic(authorization: bytes | None) -> Iterator[str]:
    scheme, _, credentials = (authorization or b"").partition(b" ")
    if scheme.lower() == b"basic":
        user, colon, _ = b64decode(credentials.strip(), validate=True).partition(b":")
        if colon:
            yield unquote_plus(user.decode("utf-8"))


def _in_body(body: bytes) -> Iterator[str]:
    if body.lstrip()[:1] == b"{":
        client_id = orjson.loads(body).get("client_id")
        if isinstance(client_id, str):
            yield client_id
    elif body:
        fields = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=64)
        yield from (value for name, value in fields if name == "client_id")
