"""List, create, read, a conflict and a 404 with the client that openapi-generator makes.

``python openapi_generator.py BASE_URL CLIENT_ID CLIENT_SECRET``; prints the created client's id.
"""

import json
import sys
from collections.abc import Callable
from uuid import UUID

from brainstormmsp_api import ApiClient, AuthApi, ClientInput, ClientsApi, Configuration, TokenRequest
from brainstormmsp_api.exceptions import ConflictException, NotFoundException


def main(base_url: str, client_id: str, client_secret: str) -> None:
    request = TokenRequest(
        grant_type="client_credentials", client_id=client_id, client_secret=client_secret, scope=None
    )
    token = AuthApi(ApiClient(Configuration(host=base_url))).create_token(request)

    clients = ClientsApi(ApiClient(Configuration(host=base_url, access_token=token.access_token)))
    fields = ClientInput.from_dict({"name": "Juniper Tea Rooms", "tags": ["retail"]})
    assert fields is not None
    made = clients.create_client(fields)
    assert made.name == "Juniper Tea Rooms"
    assert clients.get_client(made.id) == made
    # Arrays are sent as OpenAPI's default has it: status=active&status=onboarding.
    page = clients.list_clients(limit=5, search="juniper tea", status=["active", "onboarding"])
    assert [each.id for each in page.data] == [made.id]

    assert problem_of(lambda: clients.create_client(fields)) == (409, "name_taken")
    assert problem_of(lambda: clients.get_client(UUID(int=made.id.int ^ 1))) == (404, "not_found")
    print(made.id)


def problem_of(request: Callable[[], object]) -> tuple[int | None, str]:
    """Return the status and the problem's code of a request that fails."""
    try:
        request()
    except (ConflictException, NotFoundException) as error:
        return error.status, json.loads(error.body or "")["code"]
    raise AssertionError("the request succeeded")


if __name__ == "__main__":
    main(*sys.argv[1:])
