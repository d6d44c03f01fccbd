"""The library's token endpoint: one client, one secret."""

from contractfirst.contract import Response
from contractfirst.contract.problems import BadRequest, Unauthorized


def issue_token(_shelf: object, *, body: dict[str, object]) -> Response:
    if body["grant_type"] != "client_credentials":
        raise BadRequest("Only client_credentials is supported.", code="unsupported_grant_type")
    if body.get("client_secret") != "right":
        raise Unauthorized("Unknown client, or a wrong secret.", code="invalid_client")
    return Response(200, {"access_token": "reader"})
