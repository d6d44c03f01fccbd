"""List, create, read, a conflict and a 404 with the client that openapi-python-client makes.

``python openapi_python_client.py BASE_URL CLIENT_ID CLIENT_SECRET``; prints the created client's id.
"""

import sys
from base64 import b64encode
from uuid import UUID

from brainstormmsp_client import AuthenticatedClient
from brainstormmsp_client.api.auth import create_token
from brainstormmsp_client.api.clients import create_client, get_client, list_clients
from brainstormmsp_client.models import (
    ClientInput,
    ClientPage,
    ClientRecord,
    CreateClientResponse409,
    GetClientResponse404,
    Token,
    TokenRequest,
)


def main(base_url: str, client_id: str, client_secret: str) -> None:
    # The generator takes an operation for one that always needs credentials when it may have some.
    basic = b64encode(f"{client_id}:{client_secret}".encode()).decode()
    key = AuthenticatedClient(base_url=base_url, token=basic, prefix="Basic")
    token = create_token.sync(client=key, body=TokenRequest("client_credentials"))
    assert isinstance(token, Token), token
    api = AuthenticatedClient(base_url=base_url, token=token.access_token)

    made = create_client.sync(client=api, body=ClientInput("Copper Kettle Bakery", tags=["retail"]))
    assert isinstance(made, ClientRecord), made
    read = get_client.sync(made.id, client=api)
    assert read == made
    page = list_clients.sync(client=api, limit=5, search="copper kettle")
    assert isinstance(page, ClientPage), page
    assert [each.id for each in page.data] == [made.id]

    conflict = create_client.sync(client=api, body=ClientInput("Copper Kettle Bakery"))
    assert isinstance(conflict, CreateClientResponse409), conflict
    assert conflict.code == "name_taken"
    missing = get_client.sync(nobody_of(made), client=api)
    assert isinstance(missing, GetClientResponse404), missing
    assert missing.code == "not_found"
    print(made.id)


def nobody_of(record: ClientRecord) -> UUID:
    """Return an identifier that nobody has."""
    return UUID(int=record.id.int ^ 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
