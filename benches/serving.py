"""What ``serve`` costs before and between requests: processor time to the first answer, memory."""

import time
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from benches.figures import Measure, Row, Section, most
from benches.load import send
from benches.options import Options
from benches.processes import ServerProcess, free_port, running
from benches.requests import read_client
from benches.rows import Rows, prepare
from benches.servers import OURS

__all__ = ["measure_memory", "measure_start"]

_START_LIMIT_SECONDS = 1.0
_IDLE_LIMIT_MIB = 110
_FLAT = 1.05
_REQUESTS, _QUICK_REQUESTS = 1_000_000, 50_000
_KEYS, _QUICK_KEYS = 100_000, 5_000
_SPELL_SECONDS = 5


def measure_start(rows: Rows, options: Options) -> list[Section]:
    """Return the processor time from the start to the first answer, with an existing database."""
    times, resident = [], []
    database_url = rows.copy("start")
    for number in range(options.rounds):
        options.progress(f"round {number + 1}: start of serve")
        port = free_port()
        log = options.folder / "start.log"
        with running(OURS.command(port, database_url), port, log, rows.variables) as server:
            _first_answer(server, rows)
            times.append(server.cpu_seconds)
            server.settle()
            time.sleep(1)
            resident.append(server.resident_mib)
    start, idle = Measure(tuple(times), "s"), Measure(tuple(resident), "MiB")
    return [
        Section(
            "serve: start and rest",
            [
                Row("processor time to the first answer", OURS.version, start),
                Row("resident memory, idle", OURS.version, idle),
            ],
            [
                most("serve: start to first answer", start.median, _START_LIMIT_SECONDS, "s"),
                most("resident memory, idle", idle.median, _IDLE_LIMIT_MIB, "MiB"),
            ],
        )
    ]


def measure_memory(folder: Path, options: Options) -> list[Section]:
    """Return the resident memory after every key was seen once, and after many times that.

    ``folder``, which must not exist yet, is where the database is made.
    """
    keys = _KEYS if options.whole else _QUICK_KEYS
    wanted = _REQUESTS if options.whole else _QUICK_REQUESTS
    options.progress(f"making {keys:,} API keys")
    folder.mkdir()
    rows = prepare(folder, crowd=keys)
    port = free_port()
    log = options.folder / "memory.log"
    with running(OURS.command(port, rows.copy("memory")), port, log, rows.variables) as server:
        _first_answer(server, rows)
        idle = server.resident_mib
        sent = _at_least(server, rows, keys, 0, options)
        seen_once, first = server.resident_mib, sent
        sent = _at_least(server, rows, wanted, sent, options)
        last = server.resident_mib
    return [
        Section(
            f"serve: memory with {keys:,} API keys",
            [
                Row("idle", OURS.version, Measure((idle,), "MiB")),
                Row(f"after {first:,} requests, every key seen", OURS.version, Measure((seen_once,), "MiB")),
                Row(f"after {sent:,} requests", OURS.version, Measure((last,), "MiB")),
            ],
            [most("memory: after all requests ÷ when every key was seen", last / seen_once, _FLAT)],
        )
    ]


def _at_least(server: ServerProcess, rows: Rows, wanted: int, sent: int, options: Options) -> int:
    """Send until so many answers have come in all; return how many it were."""
    while sent < wanted:
        options.progress(f"memory: {sent:,} of {wanted:,} requests")
        # Each spell would begin with the same tokens.
        start = sent % len(rows.crowd)
        turned = [*rows.crowd[start:], *rows.crowd[:start]]
        sent += send(server.port, read_client(rows), _SPELL_SECONDS, turned).answers
    return sent


def _first_answer(server: ServerProcess, rows: Rows) -> None:
    headers = {"Authorization": f"Bearer {rows.token}"}
    url = f"http://127.0.0.1:{server.port}{read_client(rows).path}"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(URLError, ConnectionError):
            urlopen(HttpRequest(url, headers=headers), timeout=10).close()
            return
        time.sleep(0.005)
    raise RuntimeError("the server does not answer")
