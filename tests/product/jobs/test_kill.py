"""Jobs outlive the processes that run them: real ones, killed without warning."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from tests.product.served import ServedApi, create_key, served

ENVIRONMENT = {"BRAINSTORMMSP_JOB_LEASE_SECONDS": "1", "BRAINSTORMMSP_LOG_LEVEL": "warning"}
SEPARATE = {**ENVIRONMENT, "BRAINSTORMMSP_WORKER": "separate"}
JOBS = 3
ITEMS = 500
SECONDS = 60.0
EVENTS = """
SELECT events.type, events.data FROM outbox JOIN events ON events.id = outbox.id
WHERE events.type = 'client.created' UNION ALL
SELECT event_type, json_extract(body, '$.data') FROM webhook_deliveries AS deliveries
JOIN webhook_payloads ON delivery_id = deliveries.id
"""


class Caller:
    """Asks a served API with a key of its own, which outlives the server."""

    def __init__(self) -> None:
        self._credential: dict[str, str] = {}
        self._base_url = ""
        self._headers: dict[str, str] = {}
        self.job_ids: list[str] = []

    def meet(self, api: ServedApi) -> None:
        """Speak to this server from now on."""
        if not self._credential:
            self._credential = create_key(api.database_url, "Brightwater IT")
            self._connect(api)
            self._keep_events()
        self._connect(api)

    def _connect(self, api: ServedApi) -> None:
        self._base_url = api.base_url
        self._headers = {"Authorization": f"Bearer {api.token(self._credential)}"}

    def _keep_events(self) -> None:
        """Let a webhook that nobody answers have the events, which would be forgotten otherwise."""
        webhook = {"url": "https://hooks.example/clients", "event_types": ["client.created"]}
        response = httpx.post(f"{self._base_url}/webhooks", json=webhook, headers=self._headers, timeout=30)
        assert response.status_code == 201, response.text

    def ask_for_clients(self) -> None:
        """Queue jobs that create clients."""
        for job in range(JOBS):
            numbers = range(job * ITEMS, (job + 1) * ITEMS)
            items = [
                {"name": f"Client {number}", "external_refs": [{"system": "autotask", "id": str(number)}]}
                for number in numbers
            ]
            response = httpx.post(
                f"{self._base_url}/bulk/clients", json={"items": items}, headers=self._headers, timeout=30
            )
            assert response.status_code == 202, response.text
            self.job_ids.append(response.json()["id"])

    def wait_for_jobs(self) -> list[dict[str, Any]]:
        """Return the jobs once all have ended."""
        return [wait(partial(self._ended, job_id)) for job_id in self.job_ids]

    def _ended(self, job_id: str) -> dict[str, Any] | None:
        response = httpx.get(f"{self._base_url}/jobs/{job_id}", headers=self._headers, timeout=30)
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            time.sleep(int(response.headers["retry-after"]))
            return None
        assert response.status_code == 200, response.text
        job: dict[str, Any] = response.json()
        return job if job["finished_at"] is not None else None


def wait(find: Any) -> Any:
    """Return what ``find`` finds, as soon as it does."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = find()
        if found:
            return found
        time.sleep(0.02)
    raise TimeoutError(f"not within {SECONDS:.0f} s")


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return what a query finds in the server's database, from outside."""
    with closing(sqlite3.connect(f"file:{folder / 'api.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def half_done(folder: Path) -> bool:
    """Return whether some items of a job have been applied and others have not."""
    ((judged,),) = rows(folder, "SELECT count(*) FROM bulk_items")
    return bool(judged > 20)


def require_each_once(folder: Path, jobs: list[dict[str, Any]]) -> None:
    """Nothing is lost or repeated: one client, one result and one event per item."""
    assert [job["status"] for job in jobs] == ["succeeded"] * JOBS
    assert [job["result"]["created"] for job in jobs] == [ITEMS] * JOBS
    written = [item["id"] for job in jobs for item in job["result"]["items"]]
    clients = [client_id for (client_id,) in rows(folder, "SELECT id FROM clients")]
    events = rows(folder, EVENTS)
    assert Counter(written) == Counter(clients)
    assert Counter(orjson.loads(data)["id"] for _, data in events) == Counter(clients)
    assert {event_type for event_type, _ in events} == {"client.created"}


@contextmanager
def working(api: ServedApi) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``brainstormmsp worker``; it ends by SIGTERM with status 0 unless it was killed."""
    command = [sys.executable, "-m", "brainstormmsp", "worker", "--database-url", api.database_url]
    process = subprocess.Popen(command, env={**os.environ, **ENVIRONMENT})
    try:
        yield process
    finally:
        killed = process.poll() is not None
        if not killed:
            process.send_signal(signal.SIGTERM)
        code = process.wait(30)
    assert killed or code == 0


def begin_and_be_killed(folder: Path, caller: Caller) -> None:
    with served(folder, ENVIRONMENT) as api:
        caller.meet(api)
        caller.ask_for_clients()
        wait(lambda: half_done(folder))
        api.process.kill()


def test_a_server_killed_during_bulk_jobs_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    caller = Caller()
    with pytest.raises(RuntimeError, match=f"exited with {-signal.SIGKILL}"):
        begin_and_be_killed(tmp_path, caller)
    ((clients,),) = rows(tmp_path, "SELECT count(*) FROM clients")
    assert 0 < clients < JOBS * ITEMS
    with served(tmp_path, ENVIRONMENT) as api:
        caller.meet(api)
        require_each_once(tmp_path, caller.wait_for_jobs())


def test_separate_workers_take_over_from_each_other(tmp_path: Path) -> None:
    caller = Caller()
    with served(tmp_path, SEPARATE) as api:
        caller.meet(api)
        caller.ask_for_clients()
        with working(api) as killed:
            wait(lambda: half_done(tmp_path))
            killed.kill()
            killed.wait()
        with working(api), working(api):
            jobs = caller.wait_for_jobs()
        require_each_once(tmp_path, jobs)


def test_a_server_that_is_told_to_stop_gives_its_jobs_back(tmp_path: Path) -> None:
    caller = Caller()
    with served(tmp_path, ENVIRONMENT) as api:
        caller.meet(api)
        caller.ask_for_clients()
        wait(lambda: half_done(tmp_path))
    left = rows(tmp_path, "SELECT lease_token FROM jobs WHERE finished_at IS NULL")
    assert left
    assert {token for (token,) in left} == {None}
    with served(tmp_path, ENVIRONMENT) as api:
        caller.meet(api)
        require_each_once(tmp_path, caller.wait_for_jobs())
