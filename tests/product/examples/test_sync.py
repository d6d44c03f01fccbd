"""The sync script: killed and resumed at the real limits while others write, it ends equal to the server."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.product.served import ROOT, ServedApi, create_key, environment, served

RESOURCES = ("clients", "contacts", "assets", "tickets", "controls")


@dataclass(frozen=True)
class Synchronised:
    """A server, a key with the real limits for the script, and one with wide limits for all else."""

    api: ServedApi
    key: dict[str, str]
    wide: httpx.Client

    def start(self, copy: Path, page_size: int) -> "subprocess.Popen[str]":
        names = {name.upper(): self.key[name] for name in ("client_id", "client_secret")}
        return subprocess.Popen(
            [sys.executable, str(ROOT / "examples" / "sync.py"), str(copy)],
            env=environment(API=self.api.base_url, PAGE_SIZE=str(page_size), **names),
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, copy: Path, page_size: int = 100) -> list[str]:
        process = self.start(copy, page_size)
        printed, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        return printed.splitlines()

    def kill_after(self, copy: Path, page_size: int, pages: int) -> None:
        with self.start(copy, page_size) as process:
            assert process.stdout is not None
            for _ in range(pages):
                assert process.stdout.readline() != ""
            os.kill(process.pid, signal.SIGKILL)

    def everything(self) -> dict[str, dict[str, Any]]:
        """Return what the server has, by resource and id."""
        found: dict[str, dict[str, Any]] = {}
        for resource in RESOURCES:
            query = {"limit": "100"}
            found[resource] = {}
            while True:
                page = self.wide.get(f"/{resource}", params=query).raise_for_status().json()
                found[resource] |= {item["id"]: item for item in page["data"]}
                if not page.get("next_cursor"):
                    break
                query["cursor"] = page["next_cursor"]
        return found

    def refusals(self) -> int:
        """Return how many list requests were refused with 429."""
        metrics = httpx.get(f"{self.api.origin}/metrics").raise_for_status().text
        line = next(line for line in metrics.splitlines() if 'refusals_total{class="list"}' in line)
        return int(line.rpartition(" ")[2])

    def make(self, path: str, body: dict[str, object]) -> str:
        return str(self.wide.post(path, json=body).raise_for_status().json()["id"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synchronised]:
    with served(tmp_path_factory.mktemp("served")) as api:
        key = create_key(api.database_url, "Brightwater IT")
        wide = create_key(api.database_url, "Brightwater IT", multiplier="1000")
        headers = {"Authorization": f"Bearer {api.token(wide)}"}
        with httpx.Client(base_url=api.base_url, headers=headers, timeout=60) as client:
            yield Synchronised(api, key, client)


def copied(path: Path) -> dict[str, dict[str, Any]]:
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT resource, id, data FROM items").fetchall()
    found: dict[str, dict[str, Any]] = {resource: {} for resource in RESOURCES}
    for resource, identifier, data in rows:
        found[resource][identifier] = json.loads(data)
    return found


def test_a_killed_sync_resumes_and_ends_equal_to_the_server(server: Synchronised, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    clients = [server.make("/clients", {"name": f"Client {number}"}) for number in range(30)]
    assets = [
        server.make(
            "/assets", {"client_id": clients[number % 30], "type": "server", "hostname": f"h{number}"}
        )
        for number in range(60)
    ]
    stop = threading.Event()

    def write() -> None:
        for number, identifier in enumerate(assets[:40]):
            if stop.is_set():
                return
            if number % 2:
                server.wide.delete(f"/assets/{identifier}").raise_for_status()
            else:
                body = {"client_id": clients[number % 30], "type": "server", "hostname": f"new{number}"}
                server.wide.put(f"/assets/{identifier}", json=body).raise_for_status()
            server.make("/clients", {"name": f"Late {number}"})
            stop.wait(0.05)

    # The burst of the key is spent, so that the script is refused and has to wait.
    reader = {"Authorization": f"Bearer {server.api.token(server.key)}"}
    with httpx.Client(base_url=server.api.base_url, headers=reader, timeout=60) as client:
        while client.get("/frameworks", params={"limit": 1}).status_code != 429:
            pass
    refusals = server.refusals()
    writer = threading.Thread(target=write)
    writer.start()
    try:
        server.kill_after(copy, 5, pages=3)
        server.kill_after(copy, 5, pages=8)
        server.kill_after(copy, 5, pages=2)
        server.run(copy, 20)
    finally:
        stop.set()
        writer.join()
    for identifier in clients[:3]:
        server.wide.put(f"/clients/{identifier}", json={"name": f"Renamed {identifier}"}).raise_for_status()
    for identifier in assets[50:55]:
        server.wide.delete(f"/assets/{identifier}").raise_for_status()
    server.run(copy)
    assert copied(copy) == server.everything()
    assert server.refusals() > refusals


def test_a_run_without_changes_reads_one_page_of_each_resource(server: Synchronised, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    server.run(copy)
    assert [line.split()[0] for line in server.run(copy)] == list(RESOURCES)


def test_a_restored_item_comes_back(server: Synchronised, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    identifier = server.make("/clients", {"name": "Comes back"})
    server.run(copy)
    server.wide.delete(f"/clients/{identifier}").raise_for_status()
    server.run(copy)
    assert identifier not in copied(copy)["clients"]
    server.wide.post(f"/clients/{identifier}/restore").raise_for_status()
    server.run(copy)
    assert identifier in copied(copy)["clients"]


def test_after_the_window_everything_is_read_again(server: Synchronised, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    server.run(copy)
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute("UPDATE progress SET since = '2020-01-01T00:00:00Z'")
        # It was deleted so long ago that no list says so.
        database.execute("INSERT INTO items VALUES ('clients', 'gone', 1, '{}')")
    server.run(copy)
    assert copied(copy) == server.everything()
