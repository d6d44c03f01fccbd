"""Deliveries outlive the process that makes them: a real one, killed in a storm without warning."""

import signal
import sqlite3
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import standardwebhooks

from tests.product.served import ServedApi, create_key, served
from tests.product.webhooks.receiver import Received, Receiver, Reply

ENVIRONMENT = {
    "BRAINSTORMMSP_WEBHOOK_ALLOW_PRIVATE": "true",
    "BRAINSTORMMSP_JOB_LEASE_SECONDS": "1",
    "BRAINSTORMMSP_LOG_LEVEL": "warning",
}
CLIENTS = 400
SECONDS = 60.0


def slowly(_received: Received) -> Reply:
    time.sleep(0.02)
    return Reply()


def storm(folder: Path, endpoint: Receiver, secrets: list[str]) -> None:
    """Raise events, and kill the server while it delivers them; add the webhook's secret to ``secrets``."""
    with served(folder, ENVIRONMENT) as api, caller(api) as session:
        webhook = {"url": endpoint.url, "event_types": ["client.created"]}
        created = session.post("/webhooks", json=webhook).raise_for_status()
        secrets.append(created.json()["secret"])
        items = [
            {"name": f"Client {number}", "external_refs": [{"system": "autotask", "id": str(number)}]}
            for number in range(CLIENTS)
        ]
        session.post("/bulk/clients", json={"items": items}).raise_for_status()
        wait(lambda: len(endpoint.requests) > CLIENTS // 8)
        api.process.kill()


def caller(api: ServedApi) -> httpx.Client:
    token = api.token(create_key(api.database_url, "Brightwater IT"))
    return httpx.Client(base_url=api.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30)


def wait(holds: Any) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def rows(folder: Path, sql: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(f"file:{folder / 'api.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def statuses(folder: Path) -> list[str]:
    return [status for (status,) in rows(folder, "SELECT status FROM webhook_deliveries")]


def test_a_server_killed_in_a_storm_of_webhooks_loses_none(tmp_path: Path, endpoint: Receiver) -> None:
    endpoint.choose = slowly
    secrets: list[str] = []
    with pytest.raises(RuntimeError, match=f"exited with {-signal.SIGKILL}"):
        storm(tmp_path, endpoint, secrets)
    (secret,) = secrets
    before = len(endpoint.requests)
    assert before < CLIENTS
    with served(tmp_path, ENVIRONMENT):
        wait(lambda: statuses(tmp_path).count("succeeded") == CLIENTS)
    assert statuses(tmp_path) == ["succeeded"] * CLIENTS
    ids_of_client = defaultdict(set)
    for received in endpoint.requests:
        event: Any = received.event
        ids_of_client[event["data"]["id"]].add(received.id)
        standardwebhooks.Webhook(secret).verify(received.body.decode(), received.headers)
    assert len(ids_of_client) == CLIENTS
    assert all(len(ids) == 1 for ids in ids_of_client.values())
