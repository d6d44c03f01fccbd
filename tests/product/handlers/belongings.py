"""Things that an organisation with the demo data owns, found or made without knowing what they are."""

import re
from collections.abc import Callable
from typing import Any

from contractfirst.contract import Operation
from tests.product.handlers.harness import Api
from tests.product.handlers.operations import OPERATIONS, example_content, path_of, path_parameters

__all__ = ["NAMED", "Belongings"]

BY_ID = {operation.id: operation for operation in OPERATIONS}

NAMED = {name: operation.path for operation in OPERATIONS for name in path_parameters(operation)}
"""A path for each name that paths have for an id."""


class Belongings:
    """Ids of things that ``home`` owns, each looked for once."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._found: dict[str, str] = {}

    def id_of(self, parameter: str, path: str) -> str:
        """Return the id of something that ``path`` names by ``{parameter}``."""
        if parameter not in self._found:
            make = MAKERS.get(parameter)
            self._found[parameter] = (
                self._first(path[: path.index(f"/{{{parameter}}}")]) if make is None else make(self)
            )
        return self._found[parameter]

    def path_of(self, operation: Operation) -> str:
        """Return the operation's path, filled with what ``home`` owns."""
        values = {name: self.id_of(name, operation.path) for name in path_parameters(operation)}
        return path_of(operation, **values)

    def _first(self, collection: str) -> str:
        for name in re.findall(r"{(\w+)}", collection):
            collection = collection.replace(f"{{{name}}}", self.id_of(name, collection))
        rows = self.api.get(collection, params={"sort": "-created_at"}).json()["data"]
        assert rows, f"the demo data has nothing in {collection}: seed it, or add a maker"
        return str(rows[0]["id"])

    def made(self, operation_id: str) -> dict[str, Any]:
        """Return what ``home`` gets for an operation's own example."""
        operation = BY_ID[operation_id]
        response = self.api.request(operation.method, self.path_of(operation), **example_content(operation))
        assert response.is_success, response.text
        answer: dict[str, Any] = response.json()
        return answer


def _make_delivery(belongings: Belongings) -> str:
    """Make a delivery that has ended, so that it can be asked for again."""
    delivery_id = str(belongings.made("testWebhook")["id"])
    belongings.api.in_store(
        lambda scope: scope.transaction.connection.execute(
            "UPDATE webhook_deliveries SET status = 'succeeded', next_attempt_at = NULL, available_at = NULL "
            "WHERE id = ?",
            (delivery_id,),
        )
    )
    return delivery_id


# What no list has, or not for one organisation alone (built-in controls belong to everybody), or not first.
MAKERS: dict[str, Callable[[Belongings], str]] = {
    "control_id": lambda belongings: str(belongings.made("createControl")["id"]),
    "delivery_id": _make_delivery,
    # Closed ones take no notes.
    "ticket_id": lambda belongings: str(belongings.api.walk("/tickets", status="open")[0]["id"]),
    "job_id": lambda belongings: str(belongings.made("createAssetAction")["id"]),
    "webhook_id": lambda belongings: str(belongings.made("createWebhook")["id"]),
}
