"""Decoding and validation of a request: its size (413), its media type (415), then everything else (400)."""

from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import BadRequest, UnsupportedMediaType, Violation
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage
from contractfirst.server.stages.accept import read_body
from contractfirst.server.stages.idempotency import key_violations

__all__ = ["SERVED_HERE", "decode_stage"]

# Headers that the server itself handles: validated like all others, but not passed to handlers.
SERVED_HERE = frozenset({"idempotency-key", "if-none-match", "x-request-id"})


def decode_stage(operation: Operation, *, authenticates_itself: bool) -> Stage:
    """Return the stage that sets ``arguments`` and ``decoded_body``.

    ``authenticates_itself`` says that the handler reads the Authorization header, so that there may be
    only one.

    Raises:
        ContentTooLarge, UnsupportedMediaType: about the body alone.
        BadRequest: with every violation of parameters and body at once.
    """
    served_here = tuple(
        parameter.python_name
        for parameter in operation.parameters
        if parameter.location == "header" and parameter.name.lower() in SERVED_HERE
    )
    takes_key = operation.takes_idempotency_key

    def decode(state: RequestState, body_violations: list[Violation]) -> None:
        arguments, violations = operation.decode_parameters(
            state.path_values, state.query, state.scope["headers"]
        )
        if takes_key:
            violations += key_violations(state, violations)
        if authenticates_itself and b"authorization" in state.duplicated:
            violations.append(
                Violation(
                    "duplicate_header", "Send exactly one Authorization header.", parameter="Authorization"
                )
            )
        if violations or body_violations:
            raise BadRequest(
                "The request does not match the operation; errors lists every violation.",
                errors=[*violations, *body_violations],
            )
        for name in served_here:
            arguments.pop(name, None)
        state.arguments = arguments

    def decode_bodiless(state: RequestState) -> None:
        # Content without defined semantics is not read (RFC 9110 section 9.3.1).
        decode(state, [])

    async def decode_with_body(state: RequestState) -> None:
        body = await read_body(state, operation.max_body_bytes)
        _require_plain(state)
        content_type = state.present.get(b"content-type")
        value, violations = operation.decode_body(
            None if content_type is None else content_type.decode("latin-1"), body
        )
        decode(state, violations)
        state.decoded_body = state.arguments["body"] = value

    return decode_bodiless if operation.request_body is None else decode_with_body


def _require_plain(state: RequestState) -> None:
    """Reject a content coding (RFC 9110 section 8.4) and repeated media types."""
    coding = state.present.get(b"content-encoding")
    if coding is not None and (b"content-encoding" in state.duplicated or coding.lower() != b"identity"):
        raise UnsupportedMediaType(
            "The body has a content coding (Content-Encoding); send it without one.",
            headers={"Accept-Encoding": "identity"},
        )
    if b"content-type" in state.duplicated:
        raise UnsupportedMediaType("Send exactly one Content-Type header.")
