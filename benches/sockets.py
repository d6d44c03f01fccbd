"""Requests a second over sockets: ours beside its peers, one core for the server, one for the load."""

import json
import statistics
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from benches.figures import Bar, Measure, Row, Section, least, median_ratio
from benches.load import Request, generator_name, requests_a_second, send
from benches.options import Options
from benches.processes import ServerProcess, free_port, running
from benches.requests import operations
from benches.rows import Rows
from benches.servers import OURS, SERVERS, Contender

__all__ = ["measure"]

_AFTER_WRITES = "read a client, right after a burst of writes"
# By operation: the peer, and how many times its rate ours must have.
_BARS: Mapping[str, Mapping[str, float]] = {
    "read a client": {"fastapi": 3.0, "litestar": 1.5, "connexion": 8.0, "bare": 0.5},
    "list of 25": {"fastapi": 2.2, "litestar": 1.5, "connexion": 8.0},
    "create a client": {"bare": 0.75, "by_hand": 1.5},
}


def measure(rows: Rows, options: Options) -> list[Section]:
    """Return one section an operation, and the price of a burst of writes for the reads behind it."""
    contenders = [contender for contender in SERVERS if not contender.missing]
    rates: dict[tuple[str, str], list[float]] = {}
    costs: dict[tuple[str, str], list[float]] = {}
    with ExitStack() as stack:
        servers = {
            contender: stack.enter_context(_server(contender, rows, options)) for contender in contenders
        }
        for server in servers.values():
            server.pause()
        _require_same_answers(rows, servers)
        for number in range(options.rounds):
            for request in operations(rows):
                for contender, server in servers.items():
                    if not contender.takes_part(request):
                        continue
                    options.progress(f"round {number + 1}: {request.name}, {contender.label}")
                    server.resume()
                    server.settle()
                    key = request.name, contender.key
                    send(server.port, request, 1, [rows.token])
                    before = server.cpu_seconds
                    sent = send(server.port, request, options.seconds, [rows.token])
                    cost = (server.cpu_seconds - before) / sent.answers * 1_000_000
                    rates.setdefault(key, []).append(sent.a_second)
                    costs.setdefault(key, []).append(cost)
                    if contender is OURS and request.name == "create a client":
                        read = operations(rows)[0]
                        rate = requests_a_second(server.port, read, options.seconds, [rows.token])
                        rates.setdefault((_AFTER_WRITES, OURS.key), []).append(rate)
                    server.pause()
    measures = {key: Measure(tuple(values), "requests/s") for key, values in rates.items()}
    notes = {
        key: f"{statistics.median(values):.0f} µs of processor time each" for key, values in costs.items()
    }
    sections = [_section(request, measures, notes) for request in operations(rows)]
    return [*sections, _after_writes(measures)]


def _server(contender: Contender, rows: Rows, options: Options) -> AbstractContextManager[ServerProcess]:
    port = free_port()
    command = contender.command(port, rows.copy(f"sockets-{contender.key}"))
    log = options.folder / f"sockets-{contender.key}.log"
    return running(command, port, log, rows.variables)


def _require_same_answers(rows: Rows, servers: Mapping[Contender, ServerProcess]) -> None:
    """Raise ``RuntimeError`` unless all servers answer with the same clients."""
    for request in operations(rows)[:2]:
        found = set()
        for server in servers.values():
            server.resume()
            found.add(_ids(server.port, request, rows.token))
            server.pause()
        if len(found) != 1:
            raise RuntimeError(f"{request.name}: the servers do not answer alike: {found}")


def _ids(port: int, request: Request, token: str) -> tuple[str, ...]:
    headers = {"Authorization": f"Bearer {token}"}
    asked = HttpRequest(f"http://127.0.0.1:{port}{request.path}", headers=headers)
    with urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own servers
        body = json.load(answer)
    return tuple(item["id"] for item in body.get("data", [body]))


def _section(
    request: Request, measures: Mapping[tuple[str, str], Measure], notes: Mapping[tuple[str, str], str]
) -> Section:
    found = {contender.key: measures.get((request.name, contender.key)) for contender in SERVERS}
    rows = [
        Row(
            contender.label,
            contender.version,
            found[contender.key],
            notes.get((request.name, contender.key), contender.missing),
        )
        for contender in SERVERS
        if contender.takes_part(request)
    ]
    bars = _BARS[request.name]
    labels = {contender.key: f"{contender.label} {contender.version}" for contender in SERVERS}
    return Section(
        f"Over sockets: {request.name} ({generator_name()}, 16 connections)",
        rows,
        [_bar(f"{request.name} ÷ {labels[key]}", found, key, limit) for key, limit in bars.items()],
    )


def _bar(name: str, found: Mapping[str, Measure | None], key: str, limit: float) -> Bar:
    return least(name, median_ratio(found[OURS.key], found[key]), limit)


def _after_writes(measures: Mapping[tuple[str, str], Measure]) -> Section:
    after = measures[_AFTER_WRITES, OURS.key]
    share = median_ratio(after, measures["read a client", OURS.key])
    note = f"{share:.2f} of the rate at rest"
    return Section("Over sockets: after writes", [Row(_AFTER_WRITES, OURS.version, after, note)])
