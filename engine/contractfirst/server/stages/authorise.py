"""Authorisation: where the caller may call from, and the scopes that the operation requires (RFC 6750)."""

from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import Forbidden
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage
from contractfirst.server.stages.authenticate import challenge

__all__ = ["authorise_stage"]


def authorise_stage(operation: Operation, realm: str) -> Stage:
    """Return the stage that compares the source address with the caller's networks, then scopes."""
    named = " ".join(sorted(operation.scopes))
    detail = f"This operation requires a token with scope: {named}."
    header = challenge(realm, "insufficient_scope", scope=named)

    def authorise(state: RequestState) -> None:
        principal = state.principal
        if principal is None:
            return
        if not principal.may_call_from(state.source_address):
            raise Forbidden("The client may not call from this address.", code="address_not_allowed")
        if not operation.is_open_to(principal.scopes):
            raise Forbidden(detail, headers={"WWW-Authenticate": header})

    return authorise
