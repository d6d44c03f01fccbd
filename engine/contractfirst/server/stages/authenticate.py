"""Authentication by the access token in the Authorization header (RFC 6750 section 2.1)."""

import re

from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import Unauthorized
from contractfirst.protocols import Authenticator
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage

__all__ = ["authenticate_stage", "challenge"]

_TOKEN = re.compile(rb"[A-Za-z0-9._~+/-]+=*").fullmatch  # b64token, RFC 6750 section 2.1
_UNQUOTABLE = re.compile(r"[^\x20\x21\x23-\x5b\x5d-\x7e]")  # error_description, RFC 6750 section 3


def challenge(realm: str, error: str | None = None, description: str = "", scope: str | None = None) -> str:
    """Return a ``WWW-Authenticate`` value (RFC 6750 section 3); without ``error`` a bare challenge."""
    parts = [f'realm="{_UNQUOTABLE.sub("", realm)}"']
    if error is not None:
        parts.append(f'error="{error}"')
    if description:
        parts.append(f'error_description="{_UNQUOTABLE.sub("", description)}"')
    if scope is not None:
        parts.append(f'scope="{scope}"')
    return "Bearer " + ", ".join(parts)


def authenticate_stage(
    operation: Operation, authenticator: Authenticator, bearer: frozenset[str], realm: str
) -> Stage | None:
    """Return the stage that sets ``principal``, or ``None`` where no bearer token is accepted.

    Where the contract makes credentials optional, those that are presented are still checked.
    ``bearer`` are the names of the contract's bearer schemes.
    """
    if not any(bearer.intersection(alternative) for alternative in operation.security):
        return None
    optional = operation.anonymous
    bare = challenge(realm)

    def authenticate(state: RequestState) -> None:
        header = state.present.get(b"authorization")
        if header is None:
            if optional:
                return
            raise Unauthorized(
                "This operation needs an access token.",
                code="missing_token",
                headers={"WWW-Authenticate": bare},
            )
        state.principal = authenticator.authenticate(_token(state, header))

    def _token(state: RequestState, header: bytes) -> str:
        if b"authorization" in state.duplicated:
            raise Unauthorized("Send exactly one Authorization header.")
        scheme, _, credentials = header.partition(b" ")
        if scheme.lower() != b"bearer":
            # Without a bearer token there is no error code in the challenge (section 3.1).
            raise Unauthorized(
                "The Authorization header must use the Bearer scheme.",
                code="missing_token",
                headers={"WWW-Authenticate": bare},
            )
        token = credentials.strip(b" ")
        if not _TOKEN(token):
            raise Unauthorized("The access token is malformed.")
        return token.decode("ascii")

    return authenticate
