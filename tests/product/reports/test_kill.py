"""Reports outlive the process that makes them: a real one, killed without warning."""

import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from brainstormmsp.store import Database
from brainstormmsp.store.seed import seed
from contractfirst.clock import SystemClock
from tests.product.served import ServedApi, create_key, served

ENVIRONMENT = {"BRAINSTORMMSP_JOB_LEASE_SECONDS": "1", "BRAINSTORMMSP_LOG_LEVEL": "warning"}
ORDERED = 16
SECONDS = 90.0

# Those that wait, and those that a webhook was given.
EVENTS = """
SELECT events.type, events.data FROM outbox JOIN events ON events.id = outbox.id
WHERE events.type IN ('report.completed', 'job.failed') UNION ALL
SELECT event_type, json_extract(body, '$.data') FROM webhook_deliveries AS deliveries
JOIN webhook_payloads ON delivery_id = deliveries.id
WHERE event_type IN ('report.completed', 'job.failed')
"""


def seed_clients(url: str) -> None:
    """Make so many clients with backups that a report takes a while."""
    database = Database.open(url)
    try:
        seed(database, SystemClock())
    finally:
        database.close()


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return what a query finds in the server's database, from outside."""
    with closing(sqlite3.connect(f"file:{folder / 'api.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not until():
        assert time.monotonic() < deadline, f"not within {SECONDS:.0f} s"
        time.sleep(0.01)


def statuses(folder: Path) -> Counter[str]:
    return Counter(dict(rows(folder, "SELECT status, count(*) FROM reports GROUP BY status")))


def half_made(folder: Path) -> bool:
    """Return whether one report is there, one is being made, and one has not been begun."""
    found = statuses(folder)
    return bool(found["succeeded"] and found["running"] and found["queued"])


def order_and_be_killed(folder: Path, credential: dict[str, str]) -> None:
    with served(folder, ENVIRONMENT) as api:
        headers = {"Authorization": f"Bearer {api.token(credential)}"}
        # Nobody answers there; without a webhook the events would be forgotten.
        webhook = {"url": "https://hooks.example/reports", "event_types": ["report.completed", "job.failed"]}
        response = httpx.post(f"{api.base_url}/webhooks", json=webhook, headers=headers, timeout=30)
        assert response.status_code == 201, response.text
        period = {"kind": "days", "start": "2026-01-01", "days": 366}
        for number in range(ORDERED):
            body = {"type": ("backup", "executive")[number % 2], "format": "pdf", "period": period}
            response = httpx.post(f"{api.base_url}/reports", json=body, headers=headers, timeout=30)
            assert response.status_code == 202, response.text
        wait(lambda: half_made(folder))
        api.process.kill()


def require_each_once(folder: Path, api: ServedApi, headers: dict[str, str]) -> None:
    """Nothing is lost or repeated: one file and one event per report."""
    ordered = httpx.get(f"{api.base_url}/reports?limit=100", headers=headers, timeout=30).json()["data"]
    ids = {report["id"] for report in ordered}
    assert len(ids) == ORDERED
    events = [(kind, orjson.loads(data)["id"]) for kind, data in rows(folder, EVENTS)]
    assert Counter(events) == Counter(("report.completed", report_id) for report_id in ids)
    files = [report_id for (report_id,) in rows(folder, "SELECT report_id FROM report_files")]
    assert Counter(files) == Counter(ids)
    for report in ordered[:: ORDERED // 4]:
        file = httpx.get(f"{api.base_url}/reports/{report['id']}/download", headers=headers, timeout=30)
        assert (file.status_code, len(file.content)) == (200, report["size_bytes"])
        assert file.content.startswith(b"%PDF-")


def test_a_server_killed_while_it_makes_reports_makes_each_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'api.db'}"
    seed_clients(url)
    credential = create_key(url, "Brightwater IT")
    with pytest.raises(RuntimeError, match=f"exited with {-signal.SIGKILL}"):
        order_and_be_killed(tmp_path, credential)
    left = statuses(tmp_path)
    assert left["succeeded"] < ORDERED
    assert left["running"] + left["queued"] > 0
    with served(tmp_path, ENVIRONMENT) as api:
        wait(lambda: statuses(tmp_path)["succeeded"] == ORDERED)
        require_each_once(tmp_path, api, {"Authorization": f"Bearer {api.token(credential)}"})
