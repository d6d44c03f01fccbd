"""Errors: RFC 9457 everywhere, RFC 6749 section 5.2 where a token is refused."""

import json
from http import HTTPStatus
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["OAuthRefusal", "Refusal", "problem"]


class Refusal(Exception):
    """A refused request; ``errors`` lists what is wrong with it."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        errors: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers = errors, headers or {}


class OAuthRefusal(Exception):
    """A token that is not granted."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error, self.description = error, description

    def response(self) -> Response:
        body = {"error": self.error, "error_description": self.description}
        unknown = self.error == "invalid_client"
        headers = {"Cache-Control": "no-store"}
        if unknown:
            headers["WWW-Authenticate"] = 'Basic realm="second"'
        return Response(json.dumps(body), 401 if unknown else 400, headers, "application/json")


def problem(request: Request, refusal: Refusal) -> Response:
    """Return a refusal as a response."""
    body: dict[str, object] = {
        "type": f"https://second.example/errors/{refusal.code}",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": refusal.detail,
        "instance": quote(request.scope["path"], safe="/"),
        "code": refusal.code,
        "request_id": request.scope["request_id"],
    }
    if refusal.errors is not None:
        body["errors"] = refusal.errors
    return Response(json.dumps(body), refusal.status, refusal.headers, "application/problem+json")
