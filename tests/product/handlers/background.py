"""What tests of background work share: rows that no operation makes, and events held against the contract."""

from typing import Any

from brainstormmsp.store.backups import BACKUP_JOBS
from brainstormmsp.store.integrations import INTEGRATIONS
from tests.product.handlers.harness import Api, Member

__all__ = ["made_backup_job", "made_integration", "valid_events"]


def made_backup_job(api: Api, client_id: str, member: Member | None = None, **columns: Any) -> dict[str, Any]:
    """Store a backup job as a backup product's connector would; return its representation without its age."""
    columns = {"name": "files-01 nightly", "provider": "veeam", "client_id": client_id, **columns}
    made: dict[str, Any] = api.in_store(lambda scope: BACKUP_JOBS.insert(scope, {}, **columns), member)
    return made


def made_integration(api: Api, member: Member | None = None, **columns: Any) -> dict[str, Any]:
    """Store an integration as connecting it would; return its representation."""
    columns = {"provider": "ninjaone", "name": "NinjaOne", **columns}
    made: dict[str, Any] = api.in_store(lambda scope: INTEGRATIONS.insert(scope, {}, **columns), member)
    return made


def valid_events(api: Api, *types: str) -> list[dict[str, Any]]:
    """Return the data of the events, which must be of these types in this order, valid and small enough."""
    events = api.events()
    assert [event_type for event_type, _ in events] == list(types)
    for event_type, data in events:
        body = {"type": event_type, "timestamp": "2026-11-24T09:30:00.000Z", "data": {**data, "sequence": 1}}
        assert api.contract.webhooks[event_type].violations(body) == []
    return [data for _, data in events]
