"""The requests that are measured: three that succeed, and what each of them can be refused with."""

import json
from dataclasses import replace

from benches.load import NUMBER, TOKEN, Request
from benches.rows import Rows

__all__ = ["BASE_PATH", "create_client", "list_clients", "operations", "read_client", "refusals"]

BASE_PATH = "/api/v1"
_UNKNOWN = "01936d2a-7c00-7a11-8b1e-0c5d7e9f1aff"
_BODY = {
    "name": f"Lakeside Legal {NUMBER}",
    "domains": ["lakesidelegal.example"],
    "status": "active",
    "tags": ["legal", "priority"],
    "notes": "Prefers maintenance on Sundays.",
    "external_refs": [{"system": "connectwise", "id": NUMBER}],
}


def read_client(rows: Rows, base_path: str = BASE_PATH) -> Request:
    """Return the request for one client."""
    return Request("read a client", "GET", f"{base_path}/clients/{rows.client_id}", _bearer(TOKEN))


def list_clients() -> Request:
    """Return the request for the first page of 25."""
    return Request("list of 25", "GET", f"{BASE_PATH}/clients?limit=25", _bearer(TOKEN))


def create_client() -> Request:
    """Return the request for another client, each with an Idempotency-Key of its own."""
    headers = {**_bearer(TOKEN), "Idempotency-Key": f"bench-{NUMBER}"}
    return Request("create a client", "POST", f"{BASE_PATH}/clients", headers, json.dumps(_BODY), 201)


def operations(rows: Rows) -> tuple[Request, ...]:
    """Return the three operations."""
    return read_client(rows), list_clients(), create_client()


def refusals(rows: Rows) -> list[tuple[Request, tuple[Request, ...]]]:
    """Return each operation and its refusals, named by status and reason."""
    read, listing, create = operations(rows)
    forged = rows.token[:-8] + ("A" * 8 if rows.token[-8:] != "A" * 8 else "B" * 8)
    found = []
    invalid = (
        replace(read, path=f"{BASE_PATH}/clients/no-uuid"),
        replace(listing, path=f"{BASE_PATH}/clients?limit=0"),
        replace(create, body=create.body.replace('"active"', '"absent"')),
    )
    for operation, bad in zip((read, listing, create), invalid, strict=True):
        denied = rows.reading if operation.method == "POST" else rows.writing
        bare = {name: value for name, value in operation.headers.items() if name != "Authorization"}
        unknown = replace(operation, name="404", path=f"{BASE_PATH}/clients/{_UNKNOWN}", status=404)
        refused = (
            replace(bad, name="400 (invalid)", status=400),
            replace(operation, name="401 (no token)", headers=bare, status=401),
            replace(operation, name="401 (forged)", headers={**bare, **_bearer(forged)}, status=401),
            replace(operation, name="403 (scope)", headers={**bare, **_bearer(denied)}, status=403),
            *([unknown] if operation is read else []),
            replace(operation, name="429", headers={**bare, **_bearer(rows.limited)}, status=429),
        )
        found.append((operation, refused))
    return found


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
