"""What tests of compliance put into the store, and the bodies that they send."""

from datetime import timedelta
from typing import Any

from brainstormmsp.store import format_timestamp
from brainstormmsp.store.alerts import ALERTS
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.backups import BACKUP_JOBS
from tests.product.handlers.harness import Api, Key, Member

# Every server was patched within 30 days; half of them are enough for partial.
PATCHED: dict[str, Any] = {
    "kind": "share",
    "population": {
        "of": "assets",
        "where": {"match": "all", "tests": [{"fact": "type", "operator": "in", "value": ["server"]}]},
        "satisfies": {
            "match": "all",
            "tests": [{"fact": "days_since_patched", "operator": "lte", "value": 30}],
        },
    },
    "pass_at": 100,
    "partial_at": 50,
}
ATTESTED: dict[str, Any] = {"kind": "evidence", "topics": ["mfa"]}
CALM: dict[str, Any] = {"kind": "comparison", "fact": "open_alert_count", "operator": "eq", "value": 0}


def control_body(identifier: str = "CUSTOM-001", **changes: Any) -> dict[str, Any]:
    return {
        "identifier": identifier,
        "title": "Servers are patched",
        "description": "Every server has been patched within 30 days.",
        "type": "technical",
        "category": "vulnerability_management",
        "severity": "high",
        "rule": PATCHED,
        "state": "enabled",
        **changes,
    }


def attestation(client_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "attestation",
        "title": "MFA is enforced for every mailbox",
        "topic": "mfa",
        "client_id": client_id,
        "statement": "I have checked that every mailbox asks for a second factor.",
        "attested_by": "Maya Lindqvist",
        "expires_at": "2027-05-18T10:00:00.000Z",
        **changes,
    }


def ago(api: Api, days: float) -> str:
    return format_timestamp(api.clock.now() - timedelta(days=days))


def make_server(api: Api, client_id: str, patched_days_ago: float | None, key: Key | None = None) -> str:
    body: dict[str, Any] = {"client_id": client_id, "type": "server", "hostname": "s1"}
    if patched_days_ago is not None:
        body["last_patched_at"] = ago(api, patched_days_ago)
    made: str = api.make("/assets", body, key)["id"]
    return made


def patch(api: Api, asset_id: str) -> None:
    """Let a server be patched now."""
    api.in_store(lambda scope: ASSETS.update(scope, asset_id, last_patched_at=scope.timestamp))


def raise_alert(api: Api, client_id: str, severity: str = "critical", member: Member | None = None) -> str:
    made: str = api.in_store(
        lambda scope: ALERTS.insert(
            scope,
            {"status": "open"},
            client_id=client_id,
            title="Tool quarantined",
            severity=severity,
            source="defender",
            raised_at=scope.timestamp,
        ),
        member,
    )["id"]
    return made


def add_backup_job(api: Api, client_id: str, **columns: Any) -> str:
    made: str = api.in_store(
        lambda scope: BACKUP_JOBS.insert(
            scope, {}, client_id=client_id, name="nightly", provider="veeam", **columns
        )
    )["id"]
    return made


def evaluate(
    api: Api, *, client_ids: list[str] | None = None, control_ids: list[str] | None = None
) -> dict[str, Any]:
    """Run evaluations; return the result of their job, which must succeed."""
    chosen = {"client_ids": client_ids, "control_ids": control_ids}
    job = api.job(api.post("/evaluations", {name: ids for name, ids in chosen.items() if ids is not None}))
    assert job["status"] == "succeeded", job
    result: dict[str, Any] = job["result"]
    return result
