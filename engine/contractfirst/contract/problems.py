"""Every way a request can fail, as RFC 9457 problem details.

Problem
├── BadRequest 400              errors: every violation of the request at once
├── Unauthorized 401            WWW-Authenticate, RFC 6750 section 3
├── Forbidden 403               WWW-Authenticate with insufficient_scope
├── NotFound 404
├── MethodNotAllowed 405        Allow
├── Conflict 409
├── PreconditionFailed 412
├── ContentTooLarge 413
├── UnsupportedMediaType 415
├── UnprocessableContent 422    an idempotency key reused with another payload
├── TooManyRequests 429         Retry-After
├── InternalServerError 500
├── NotImplementedYet 501
└── ServiceUnavailable 503
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

__all__ = [
    "BadRequest",
    "Conflict",
    "ContentTooLarge",
    "Forbidden",
    "InternalServerError",
    "MethodNotAllowed",
    "NotFound",
    "NotImplementedYet",
    "PreconditionFailed",
    "Problem",
    "ServiceUnavailable",
    "TooManyRequests",
    "Unauthorized",
    "UnprocessableContent",
    "UnsupportedMediaType",
    "Violation",
]


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with a request.

    Exactly one of ``pointer`` (a JSON Pointer into the body, RFC 6901; ``""`` is the whole body) and
    ``parameter`` (its name as the contract spells it) is set. ``code`` is the JSON Schema keyword that
    refused the value, or a word of ours where no keyword did. ``detail`` says what would be accepted
    and never repeats the value.
    """

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None

    def as_json(self) -> dict[str, str]:
        """Return the member of ``errors`` that the problem document carries."""
        place = {"parameter": self.parameter} if self.pointer is None else {"pointer": self.pointer}
        return {
            **{key: value for key, value in place.items() if value is not None},
            "code": self.code,
            "detail": self.detail,
        }


class Problem(Exception):  # noqa: N818 - the RFC's own name
    """A failure that is reported to the caller; ``code`` is stable and has a page in the docs."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal Server Error"
    default_code: ClassVar[str] = "internal_error"

    def __init__(
        self,
        detail: str,
        *,
        code: str | None = None,
        errors: Sequence[Violation] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.default_code
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


class BadRequest(Problem):
    """400: the request breaks the contract; ``errors`` lists every violation."""

    status = 400
    title = "Bad Request"
    default_code = "invalid_request"


class Unauthorized(Problem):
    """401: no valid token."""

    status = 401
    title = "Unauthorized"
    default_code = "invalid_token"


class Forbidden(Problem):
    """403: the token is valid, the permission is missing."""

    status = 403
    title = "Forbidden"
    default_code = "insufficient_scope"


class NotFound(Problem):
    """404: nothing here, or nothing that the caller may know of."""

    status = 404
    title = "Not Found"
    default_code = "not_found"


class MethodNotAllowed(Problem):
    """405: the path exists, the method does not."""

    status = 405
    title = "Method Not Allowed"
    default_code = "method_not_allowed"


class Conflict(Problem):
    """409: the resource's state forbids it."""

    status = 409
    title = "Conflict"
    default_code = "conflict"


class PreconditionFailed(Problem):
    """412: If-Match names another representation."""

    status = 412
    title = "Precondition Failed"
    default_code = "precondition_failed"


class ContentTooLarge(Problem):
    """413: the body is larger than the operation takes."""

    status = 413
    title = "Content Too Large"
    default_code = "content_too_large"


class UnsupportedMediaType(Problem):
    """415: the body's media type, charset or content coding is not one the operation takes."""

    status = 415
    title = "Unsupported Media Type"
    default_code = "unsupported_media_type"


class UnprocessableContent(Problem):
    """422: the idempotency key was used before with another payload."""

    status = 422
    title = "Unprocessable Content"
    default_code = "idempotency_key_reused"


class TooManyRequests(Problem):
    """429: past the rate limit."""

    status = 429
    title = "Too Many Requests"
    default_code = "rate_limited"


class InternalServerError(Problem):
    """500: our fault; the log has the rest under the request id."""


class NotImplementedYet(Problem):
    """501: documented, not built yet."""

    status = 501
    title = "Not Implemented"
    default_code = "not_implemented"


class ServiceUnavailable(Problem):
    """503: not now."""

    status = 503
    title = "Service Unavailable"
    default_code = "unavailable"
