"""Authorisation by the scopes that the operation requires (RFC 6750 section 3.1)."""

from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import Forbidden
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage
from contractfirst.server.stages.authenticate import challenge

__all__ = ["authorise_stage"]


def authorise_stage(operation: Operation, realm: str) -> Stage | None:
    """Return the stage that compares scopes, or ``None`` where the operation requires none."""
    needed = operation.scopes
    if not needed:
        return None
    named = " ".join(sorted(needed))
    detail = f"This operation requires a token with scope: {named}."
    header = challenge(realm, "insufficient_scope", scope=named)

    def authorise(state: RequestState) -> None:
        principal = state.principal
        if principal is not None and not needed <= principal.scopes:
            raise Forbidden(detail, headers={"WWW-Authenticate": header})

    return authorise
