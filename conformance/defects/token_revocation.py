"""Defects of token revocation and of the metadata."""

from contractfirst_conformance.exchange import HttpResponse
from defects.defect import InterceptedRequest, defect, edited

_AREA = "authentication"


def _revokes(intercepted: InterceptedRequest) -> bool:
    return intercepted.request.path.endswith("/auth/revoke")


@defect("AUTH-40", area=_AREA)
def revocation_does_nothing(intercepted: InterceptedRequest) -> HttpResponse:
    """A revoked token is refused."""
    return HttpResponse(200, (), b"") if _revokes(intercepted) else intercepted.forward()


@defect("AUTH-40", area=_AREA)
def unknown_tokens_are_an_error(intercepted: InterceptedRequest) -> HttpResponse:
    """Revoking an unknown token is a success."""
    body = intercepted.request.body or b""
    if _revokes(intercepted) and b'"conformance"' in body:
        return HttpResponse(400, (("Content-Type", "application/json"),), b'{"error": "invalid_request"}')
    return intercepted.forward()


@defect("AUTH-41", area=_AREA)
def metadata_of_another_issuer(intercepted: InterceptedRequest) -> HttpResponse:
    """The issuer is the one that the metadata's address is made of."""
    response = intercepted.forward()
    if isinstance(response.json, dict) and "issuer" in response.json:
        return edited(response, lambda body: {**body, "issuer": "https://other.example"})
    return response
