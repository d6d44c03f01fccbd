"""Announces the end of an operation in each of its responses (RFC 9745, RFC 8594)."""

from contractfirst.contract.operation import Operation
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage

__all__ = ["deprecation_stage"]


def deprecation_stage(operation: Operation) -> Stage | None:
    """Return the stage that adds Deprecation and Sunset, or ``None`` where the contract gives no date.

    It comes first, so that errors carry them too.
    """
    if operation.deprecation is None:
        return None
    fields = operation.deprecation.headers

    def announce(state: RequestState) -> None:
        state.response_headers.extend(fields)

    return announce
