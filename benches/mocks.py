"""The mock of the contract beside Prism's, over sockets."""

import sys
from contextlib import ExitStack

from benches.figures import Measure, Row, Section, least, median_ratio
from benches.load import TOKEN, Request, generator_name, requests_a_second
from benches.node import PACKAGES, node_program
from benches.options import CONTRACT, Options
from benches.processes import free_port, running
from benches.servers import OURS

__all__ = ["measure"]

# The mock keeps the contract's limits for each token: enough of them, and none is met.
_TOKENS = [f"token-{number}" for number in range(50_000)]
_TIMES = 10.0
_CLIENT = "01936d2a-7c00-7a11-8b1e-0c5d7e9f1a01"


def measure(options: Options) -> list[Section]:
    """Return requests a second of two reads. Prism has the API at its root, whatever ``servers`` says."""
    path, missing = node_program("prism")
    ours: dict[str, list[float]] = {}
    prism: dict[str, list[float]] = {}
    with ExitStack() as stack:
        port = free_port()
        command = [sys.executable, "-m", "brainstormmsp", "mock", str(CONTRACT), "--port", str(port)]
        log = options.folder / "mock.log"
        served = {"": (stack.enter_context(running(command, port, log)), ours, "/api/v1")}
        if not missing:
            port = free_port()
            command = [str(path), "mock", "--port", str(port), "--verboseLevel", "silent", str(CONTRACT)]
            log = options.folder / "prism.log"
            served["prism"] = stack.enter_context(running(command, port, log)), prism, ""
        for server, _, _ in served.values():
            server.pause()
        for number in range(options.rounds):
            for server, rates, base_path in served.values():
                for request in _reads(base_path):
                    options.progress(f"round {number + 1}: mock, {request.name}")
                    server.resume()
                    rate = requests_a_second(server.port, request, options.seconds, _TOKENS)
                    rates.setdefault(request.name, []).append(rate)
                    server.pause()
    sections = []
    for name, values in ours.items():
        measure = Measure(tuple(values), "requests/s")
        theirs = Measure(tuple(prism[name]), "requests/s") if name in prism else None
        version = "" if missing else PACKAGES["prism"].version
        rows = [Row("brainstormmsp mock", OURS.version, measure), Row("Prism mock", version, theirs, missing)]
        bar = least(f"mock: {name} ÷ Prism", median_ratio(measure, theirs), _TIMES)
        sections.append(Section(f"Mock over sockets: {name} ({generator_name()})", rows, [bar]))
    return sections


def _reads(base_path: str) -> tuple[Request, ...]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return (
        Request("read a client", "GET", f"{base_path}/clients/{_CLIENT}", headers),
        Request("list of 25", "GET", f"{base_path}/clients?limit=25", headers),
    )
