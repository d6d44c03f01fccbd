"""The problem codes of the server: what each means, and what to do about it."""

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
    """What a code means and what the client can do about it; ``kind`` is the problem's class."""

    kind: type[Problem]
    meaning: str
    remedy: str


EXPLANATIONS = {
    "conflict": Explanation(
        Conflict,
        "The resource is in a state that does not allow the change.",
        "Read the resource again, and repeat the request if it still applies.",
    ),
    "content_too_large": Explanation(
        ContentTooLarge,
        "The request body is larger than the operation allows.",
        "Send a smaller body. The detail says how many bytes are allowed.",
    ),
    "idempotency_key_in_flight": Explanation(
        Conflict,
        "An earlier request with the same Idempotency-Key is still being processed.",
        "Wait and repeat the request unchanged to get the first request's response.",
    ),
    "idempotency_key_reused": Explanation(
        UnprocessableContent,
        "The Idempotency-Key was used before with another payload, so this is not a retry.",
        "Use a new key for every new request, and the same key only to retry the same request.",
    ),
    "address_not_allowed": Explanation(
        Forbidden,
        "The client is limited to certain networks, and the request came from elsewhere.",
        "Call from one of the client's networks, or have them changed.",
    ),
    "insufficient_scope": Explanation(
        Forbidden,
        "The access token is valid, but it does not have the scope that the operation requires.",
        "Request a token with that scope. The client must have been granted it.",
    ),
    "internal_error": Explanation(
        InternalServerError,
        "An unexpected error occurred on the server; no changes were saved.",
        "Repeat the request. If it keeps failing, report the request_id.",
    ),
    "invalid_client": Explanation(
        Unauthorized,
        "The client could not be authenticated: unknown client, wrong secret, or no credentials.",
        "Check client_id and client_secret. The response does not say which of them is wrong.",
    ),
    "invalid_request": Explanation(
        BadRequest,
        "The request's parameters or body do not match the operation.",
        "The member errors lists every violation with the parameter's name or a JSON Pointer into the body. "
        "Correct all of them; the same request cannot succeed.",
    ),
    "invalid_scope": Explanation(
        BadRequest,
        "The requested scope is unknown, malformed, or exceeds what the client was granted.",
        "Request scopes that the client was granted, or omit scope to get all of them.",
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
        "Use an HTTP client library, and check the proxies between it and the API.",
    ),
    "method_not_allowed": Explanation(
        MethodNotAllowed,
        "The path does not support this method.",
        "The Allow header lists the supported methods.",
    ),
    "missing_token": Explanation(
        Unauthorized,
        "The operation requires an access token, and the request has none.",
        "Get a token and send it as Authorization: Bearer <token>.",
    ),
    "not_found": Explanation(
        NotFound,
        "There is no resource at this path, or none that the client may access.",
        "Check the path and the ids in it. Resources that belong to others are reported as not found too.",
    ),
    "not_implemented": Explanation(
        NotImplementedYet,
        "The operation is documented, but not implemented yet.",
        "Do not call the operation until it is implemented.",
    ),
    "precondition_failed": Explanation(
        PreconditionFailed,
        "The resource has changed since the representation that If-Match names.",
        "Read it again, apply the change to what you read, and repeat the request with the new ETag.",
    ),
    "rate_limited": Explanation(
        TooManyRequests,
        "The client has exceeded its rate limit.",
        "Wait for the seconds in Retry-After, then repeat the request. RateLimit and RateLimit-Policy "
        "on every response show how much is left.",
    ),
    "unavailable": Explanation(
        ServiceUnavailable,
        "The service is temporarily unavailable.",
        "Repeat the request later.",
    ),
    "unsupported_grant_type": Explanation(
        BadRequest,
        "The token endpoint does not support this grant_type.",
        "Use a grant type that the documentation of the endpoint names.",
    ),
    "unsupported_media_type": Explanation(
        UnsupportedMediaType,
        "The body's media type, character set or content coding is not supported by the operation.",
        "Send the media type that the operation documents, in UTF-8, without a content coding.",
    ),
}
