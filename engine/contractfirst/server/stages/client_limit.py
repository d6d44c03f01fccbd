"""Rate limits of operations that authenticate a client by its secret, such as a token endpoint.

A right secret is charged to the client. A wrong one is charged to a bucket for this client_id and this source
address, everything else to the source address. So nobody can keep a client from its tokens by guessing its
secret, nor keep all clients behind one address from theirs, and every guesser runs out of guesses.
"""

from collections.abc import Mapping

from contractfirst.basic_credentials import MalformedCredentials, parse_basic
from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import ContentTooLarge, UnsupportedMediaType
from contractfirst.contract.rates import RateClass
from contractfirst.limits import Charge
from contractfirst.protocols import ClientRegistry
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage
from contractfirst.server.stages.accept import read_body
from contractfirst.server.stages.limit import Admission, address_bucket

__all__ = ["client_limit_stage"]


def client_limit_stage(
    operation: Operation,
    rate: RateClass,
    admission: Admission,
    clients: ClientRegistry | None,
    per_address: int,
) -> Stage:
    """Return the stage that charges an operation whose class is counted by ``presented-client``.

    ``per_address`` requests a minute are accepted from one address before a body is read and a secret is
    compared. Without ``clients`` every presented client counts as guessing.
    Adds the RateLimit fields to ``response_headers``; raises ``TooManyRequests``.
    """
    all_requests = RateClass(f"{rate.name}-address", per_address, 60, per_address, ("source-address",))

    async def limit(state: RequestState) -> None:
        address = address_bucket(state.source_address)
        await admission.require_silently(state, (Charge(all_requests, "source-address:" + address),))
        presented = await _presented_client(state, operation)
        await admission.require(state, (Charge(rate, _bucket(presented, clients, address)),))

    return limit


def _bucket(presented: tuple[str, str] | None, clients: ClientRegistry | None, address: str) -> str:
    if presented is None:
        return "source-address:" + address
    client_id, client_secret = presented
    recognition = "wrong_secret" if clients is None else clients.recognise(client_id, client_secret)
    if recognition == "authenticated":
        return "client:" + client_id
    if recognition == "wrong_secret":
        return f"presented-client:{client_id} source-address:{address}"
    return "source-address:" + address


async def _presented_client(state: RequestState, operation: Operation) -> tuple[str, str] | None:
    """Return the client_id and the secret that the request presents (RFC 6749 section 2.3.1).

    ``None`` where the handler will find none either: they are missing, or the request is malformed.
    """
    body = await _fields(state, operation)
    authorization = state.present.get(b"authorization")
    if authorization is not None:
        if b"authorization" in state.duplicated:
            return None
        try:
            return parse_basic(authorization.decode("latin-1"))
        except MalformedCredentials:
            return None
    client_id, client_secret = body.get("client_id"), body.get("client_secret")
    if isinstance(client_id, str) and isinstance(client_secret, str) and client_id and client_secret:
        return client_id, client_secret
    return None


async def _fields(state: RequestState, operation: Operation) -> Mapping[str, object]:
    """Return the body's members as the handler will get them; none of a body that it will not get."""
    try:
        body = await read_body(state, operation.max_body_bytes)
        content_type = state.present.get(b"content-type")
        value, _ = operation.decode_body(
            None if content_type is None else content_type.decode("latin-1"), body
        )
    except ContentTooLarge as problem:
        state.too_large = problem
        return {}
    except UnsupportedMediaType:
        return {}
    return value if isinstance(value, Mapping) else {}
