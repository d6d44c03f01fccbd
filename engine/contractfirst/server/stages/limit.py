"""Rate limits: each request is charged to a bucket of its class."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv6Address, ip_address

from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import TooManyRequests
from contractfirst.contract.rates import RateClass
from contractfirst.limits import Charge, Limiter, headers
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage

__all__ = ["Admission", "address_bucket", "limit_stage"]


class Admission:
    """Charges requests; ``burst_parameter`` is the RateLimit-Policy parameter for a burst."""

    def __init__(self, limiter: Limiter, burst_parameter: str) -> None:
        self._limiter = limiter
        self._burst_parameter = burst_parameter

    async def require(self, state: RequestState, charges: Sequence[Charge]) -> None:
        """Charge the request and set the RateLimit fields of its response; raises ``TooManyRequests``."""
        decision = await self._limiter.admit(charges)
        state.response_headers.extend(headers(decision, self._burst_parameter))
        if not decision.admitted:
            raise TooManyRequests(
                f"The limit is {decision.limit} requests in {decision.window} seconds; "
                f"retry after {decision.retry_after} s."
            )

    async def require_silently(self, state: RequestState, charges: Sequence[Charge]) -> None:
        """Charge the request; only a refusal sets RateLimit fields and raises ``TooManyRequests``."""
        before = len(state.response_headers)
        await self.require(state, charges)
        del state.response_headers[before:]


def limit_stage(operation: Operation, limiter: Limiter, burst_parameter: str) -> Stage | None:
    """Return the stage that charges the operation's rate class, or ``None`` where it has none.

    ``burst_parameter`` is the RateLimit-Policy parameter for a burst.
    Adds the RateLimit fields to ``response_headers``; raises ``TooManyRequests``.
    """
    rate = operation.rate_class
    if rate is None:
        return None
    admission = Admission(limiter, burst_parameter)
    if rate.keys == ("client",) and not operation.anonymous:
        return _by_client(rate, admission)
    return _by_keys(rate, admission)


def _by_client(rate: RateClass, admission: Admission) -> Stage:
    """Return the stage for the ordinary case, with nothing decided per request."""

    async def limit(state: RequestState) -> None:
        principal = state.principal
        assert principal is not None, "the operation is not anonymous"
        charge = Charge(rate, "client:" + principal.client_id, principal.multiplier)
        await admission.require(state, (charge,))

    return limit


def _by_keys(rate: RateClass, admission: Admission) -> Stage:
    async def limit(state: RequestState) -> None:
        charges: list[Charge] = []
        if "client" in rate.keys and state.principal is not None:
            client = state.principal
            charges.append(Charge(rate, "client:" + client.client_id, client.multiplier))
        if "source-address" in rate.keys or not charges:
            charges.append(Charge(rate, "source-address:" + address_bucket(state.source_address)))
        await admission.require(state, charges)

    return limit


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
