"""The one table of problem codes: what each means, and what to do about it."""

from dataclasses import dataclass

from contractfirst.contract.problems import (
    BadRequest,
    Conflict,
    ContentTooLarge,
    Forbidden,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    NotImplementedYet,
    PreconditionFailed,
    Problem,
    ServiceUnavailable,
    TooManyRequests,
    Unauthorized,
    UnprocessableContent,
    UnsupportedMediaType,
)

__all__ = ["EXPLANATIONS", "Explanation"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means and what the caller does about it, in plain English; ``kind`` raises it."""

    kind: type[Problem]
    meaning: str
    remedy: str


EXPLANATIONS = {
    "conflict": Explanation(
        Conflict,
        "The resource is in a state that does not allow the change.",
        "Read the resource again, decide anew, and repeat the request if it still makes sense.",
    ),
    "content_too_large": Explanation(
        ContentTooLarge,
        "The request's body has more bytes than the operation takes.",
        "Send less at once. The detail says how many bytes are allowed.",
    ),
    "idempotency_key_in_flight": Explanation(
        Conflict,
        "An earlier request with the same Idempotency-Key is still being worked on.",
        "Wait a moment and repeat the request unchanged: you get the first request's response.",
    ),
    "idempotency_key_reused": Explanation(
        UnprocessableContent,
        "The Idempotency-Key was used before with another payload, so this is not a retry.",
        "Use a new key for every new intent, and the same key only to repeat the same request.",
    ),
    "insufficient_scope": Explanation(
        Forbidden,
        "The access token is valid, but it does not carry the scope that the operation needs.",
        "Ask for a token with that scope. A client that may not have it needs it granted first.",
    ),
    "internal_error": Explanation(
        InternalServerError,
        "Something went wrong on our side, and nothing of the request was kept.",
        "Repeat the request. If it keeps failing, tell us the request_id.",
    ),
    "invalid_client": Explanation(
        Unauthorized,
        "The client could not be authenticated: it is unknown, its secret is wrong, or it sent none.",
        "Check client_id and client_secret. Whether the id or the secret is wrong is not told.",
    ),
    "invalid_request": Explanation(
        BadRequest,
        "The request's parameters or body are not what the operation documents.",
        "The member errors lists every violation with the parameter's name or a JSON Pointer into the body. "
        "Correct them all; repeating the request unchanged cannot succeed.",
    ),
    "invalid_scope": Explanation(
        BadRequest,
        "The scope that was asked for is unknown, malformed, or more than the client holds.",
        "Ask for scopes that the client was granted, or leave scope out to get them all.",
    ),
    "invalid_token": Explanation(
        Unauthorized,
        "The access token is malformed, forged, expired, revoked, or for another audience.",
        "Get a new token and repeat the request with it.",
    ),
    "malformed_request": Explanation(
        BadRequest,
        "The request is not well-formed HTTP: its Host, Content-Length or Transfer-Encoding is missing, "
        "repeated or contradictory.",
        "Use an HTTP client library, and look at what stands between it and the API.",
    ),
    "method_not_allowed": Explanation(
        MethodNotAllowed,
        "The path exists, but not with this method.",
        "The header Allow lists the methods that it takes.",
    ),
    "missing_token": Explanation(
        Unauthorized,
        "The operation needs an access token, and the request carries none.",
        "Get a token and send it as Authorization: Bearer <token>.",
    ),
    "not_found": Explanation(
        NotFound,
        "There is nothing at this path, or nothing that the caller may know of.",
        "Check the path and the ids in it. A resource that belongs to somebody else looks the same.",
    ),
    "not_implemented": Explanation(
        NotImplementedYet,
        "The operation is documented, but not built yet.",
        "There is nothing to do but wait.",
    ),
    "precondition_failed": Explanation(
        PreconditionFailed,
        "The resource has changed since the representation that If-Match names.",
        "Read it again, apply the change to what you read, and repeat the request with the new ETag.",
    ),
    "rate_limited": Explanation(
        TooManyRequests,
        "The caller is past its rate limit.",
        "Wait as many seconds as Retry-After says, then repeat the request. RateLimit and RateLimit-Policy "
        "say on every response how much is left.",
    ),
    "unavailable": Explanation(
        ServiceUnavailable,
        "The service cannot answer at the moment.",
        "Repeat the request a little later.",
    ),
    "unsupported_grant_type": Explanation(
        BadRequest,
        "The token endpoint does not support this grant_type.",
        "Use a grant type that the documentation of the endpoint names.",
    ),
    "unsupported_media_type": Explanation(
        UnsupportedMediaType,
        "The body's media type, character set or content coding is not one that the operation takes.",
        "Send the media type that the operation documents, in UTF-8, without a content coding.",
    ),
}
