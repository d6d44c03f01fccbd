"""The one place where an error becomes a response (RFC 9457, or RFC 6749 section 5.2 for token endpoints)."""

import logging
import re
from typing import Literal

import orjson

from contractfirst.contract.errors import ResponseViolation
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.problems import (
    BadRequest,
    Forbidden,
    InternalServerError,
    NotImplementedYet,
    Problem,
    Unauthorized,
)
from contractfirst.server.problem_pages import ProblemPages
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages.authenticate import challenge

__all__ = ["ProblemDocuments"]

logger = logging.getLogger("contractfirst.server")

_OAUTH_ERRORS = frozenset(
    {
        "invalid_client",
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "unauthorized_client",
        "unsupported_grant_type",
    }
)
_UNPRINTABLE = re.compile(r"[^\x20\x21\x23-\x5b\x5d-\x7e]")  # RFC 6749 section 5.2
# One small error repeated in a large body must not make a response larger than the request.
_MOST_ERRORS = 1000

_UNEXPECTED = "An unexpected error occurred. Please retry; if it persists, report the request id."


class ProblemDocuments:
    """Renders problems. ``public_url`` is where the pages of the codes are, ``realm`` names the API."""

    def __init__(self, public_url: str, realm: str, pages: ProblemPages) -> None:
        self._types = f"{public_url}/docs/errors/"
        self._realm = realm
        self._basic_realm = f'Basic realm="{_UNPRINTABLE.sub("", realm)}"'
        self._pages = pages

    def of(self, state: RequestState, error: Exception) -> EncodedResponse:
        """Return the response to a request that failed with ``error``, and log server errors.

        A handler's problems must be documented by its operation; those of the stages before it need not be.
        Everything unexpected becomes a 500 without details.
        """
        if isinstance(error, Problem):
            operation = state.operation
            if (
                not state.handling
                or operation is None
                or operation.documents(error.status)
                or isinstance(error, NotImplementedYet)
            ):
                if error.status >= 500 and not isinstance(error, NotImplementedYet):
                    self._log(state, "the handler failed", error)
                return self._render(state, error)
            self._log(state, f"status {error.status} ({error.code}) is not documented", error)
        elif isinstance(error, ResponseViolation):
            self._log(state, f"the response does not match the contract: {error}", None)
        else:
            self._log(state, "unexpected exception", error)
        return self._render(state, InternalServerError(_UNEXPECTED))

    def _log(self, state: RequestState, message: str, error: Exception | None) -> None:
        operation = state.operation.id if state.operation is not None else "-"
        logger.error(
            "%s: %s",
            operation,
            message,
            exc_info=error,
            extra={"request_id": state.request_id, "operation": operation},
        )

    def _render(self, state: RequestState, problem: Problem) -> EncodedResponse:
        operation = state.operation
        if (
            operation is not None
            and operation.problem_format == "rfc6749"
            and isinstance(problem, BadRequest | Unauthorized)
        ):
            return self._oauth_error(problem)
        self._pages.note(problem)
        document: dict[str, object] = {
            "type": self._types + problem.code,
            "title": problem.title,
            "status": problem.status,
            "detail": problem.detail,
            "instance": state.path,
            "code": problem.code,
            "request_id": state.request_id,
        }
        if problem.errors:
            document["errors"] = [violation.as_json() for violation in problem.errors[:_MOST_ERRORS]]
            left_out = len(problem.errors) - _MOST_ERRORS
            if left_out > 0:
                document["detail"] = f"{problem.detail} {left_out} more are omitted."
        headers = dict(problem.headers)
        if isinstance(problem, Unauthorized) and "WWW-Authenticate" not in headers:
            headers["WWW-Authenticate"] = challenge(self._realm, "invalid_token", problem.detail)
        if isinstance(problem, Forbidden) and "WWW-Authenticate" not in headers:
            # Only a missing scope has an error code there (RFC 6750 section 3.1).
            headers["WWW-Authenticate"] = (
                challenge(self._realm, problem.code, problem.detail)
                if problem.code == Forbidden.default_code
                else challenge(self._realm)
            )
        return _encoded(problem.status, document, headers, "application/problem+json")

    def _oauth_error(self, problem: BadRequest | Unauthorized) -> EncodedResponse:
        fallback: Literal["invalid_client", "invalid_request"] = (
            "invalid_client" if isinstance(problem, Unauthorized) else "invalid_request"
        )
        code = problem.code if problem.code in _OAUTH_ERRORS else fallback
        violations = "; ".join(
            f"{violation.pointer or violation.parameter or 'body'}: {violation.detail}"
            for violation in problem.errors[:_MOST_ERRORS]
        )
        headers = {**problem.headers, "Cache-Control": "no-store", "Pragma": "no-cache"}
        if isinstance(problem, Unauthorized):
            headers["WWW-Authenticate"] = self._basic_realm
        document = {"error": code, "error_description": _UNPRINTABLE.sub(" ", violations or problem.detail)}
        return _encoded(problem.status, document, headers, "application/json")


def _encoded(
    status: int, document: dict[str, object] | dict[str, str], headers: dict[str, str], media_type: str
) -> EncodedResponse:
    return EncodedResponse(status, (("Content-Type", media_type), *headers.items()), orjson.dumps(document))
