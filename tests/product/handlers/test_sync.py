"""A copy kept by the recipe in the section Lists of the contract, killed and resumed, equals the server."""

from random import Random
from typing import Any

from tests.product.handlers.harness import Api

SIZE = 7


class Copy:
    """What a sync client has stored; each page is stored before the next one is requested."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.clients: dict[str, dict[str, Any]] = {}
        self.latest: str | None = None

    def read(self, random: Random, others: Any, killed_after: int | None = None) -> None:
        """Read the changes since the latest one, page by page, unless the process is killed."""
        query = {"sort": "updated_at", "include_deleted": "true", "limit": str(SIZE)}
        if self.latest is not None:
            query["updated_since"] = self.latest
        pages = 0
        while killed_after is None or pages < killed_after:
            response = self._api.get("/clients", params=query)
            assert response.status_code == 200, response.text
            page = response.json()
            for client in page["data"]:
                if client["deleted_at"] is None:
                    self.clients[client["id"]] = client
                else:
                    self.clients.pop(client["id"], None)
                self.latest = client["updated_at"]
            pages += 1
            if "next_cursor" not in page:
                return
            query["cursor"] = page["next_cursor"]
            others(random)


def test_a_copy_that_was_killed_and_resumed_equals_the_server(api: Api) -> None:
    random = Random(11)
    for number in range(40):
        api.make_client(f"Client {number}")
    changes = iter(range(40, 70))

    def others(random: Random) -> None:
        """Change, delete, restore and create something, in the same millisecond as what was read."""
        number = next(changes, None)
        if number is None:
            return
        known = [client["id"] for client in api.walk("/clients", limit="100")]
        api.put(f"/clients/{random.choice(known)}", {"name": f"Renamed {number}"})
        gone = random.choice(known)
        assert api.delete(f"/clients/{gone}").status_code == 204
        if number % 3 == 0:
            api.post(f"/clients/{gone}/restore")
        api.make_client(f"Client {number}")

    copy = Copy(api)
    for killed_after in (2, 1, 4, 3, 1):
        copy.read(random, others, killed_after)
        others(random)
        api.clock.advance(random.choice([0, 0, 1]))
    copy.read(random, others)
    for _ in changes:
        continue
    copy.read(random, others)
    server = {client["id"]: client for client in api.walk("/clients", limit="100")}
    assert copy.clients == server
    assert len(server) > 30
