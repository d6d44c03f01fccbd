"""What the queue's statements promise: an index finds what is due, however long the log is."""

import pytest

from brainstormmsp.store import Statement
from brainstormmsp.store import webhook_events as events
from brainstormmsp.store import webhook_purge as purge
from brainstormmsp.store import webhook_queue as queue
from tests.product.webhooks.office import Office

PLACE = {"of_organisation": "o", "of_webhook": "w", "of_delivery": "d", "of_lease": "l"}
PARAMETERS = {
    **PLACE,
    "organisation_id": "o",
    "id": "w",
    "now": "2026",
    "before": "2026",
    "most": 4,
    "of_mass": 0,
}


@pytest.mark.parametrize(
    ("statement", "indexes"),
    [
        (queue._DUE_WEBHOOKS, ["ix_webhook_endpoints_", "ix_webhook_deliveries_mass_available_at"]),
        (queue._DUE_DELIVERIES, ["ix_webhook_deliveries_mass_available_at"]),
        (events._OLDEST, ["ix_outbox_mass_created_at"]),
        (events._SUBSCRIBERS, ["ix_webhook_endpoints_"]),
        (purge._OLD, ["ix_webhook_deliveries_purge"]),
        (purge._DELETED, ["ix_webhook_endpoints_deleted_at"]),
        (purge._OF_WEBHOOK, ["webhook_deliveries"]),
    ],
)
def test_what_is_looked_for_again_and_again_is_found_in_an_index(
    office: Office, statement: Statement, indexes: list[str]
) -> None:
    plan = office.api.database.read(lambda transaction: transaction.explain(statement, PARAMETERS))
    for index in indexes:
        assert index in plan
    assert "USE TEMP B-TREE" not in plan
    assert "SCAN webhook_deliveries\n" not in f"{plan}\n"
