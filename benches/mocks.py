"""The mock of the product's contract beside Prism's."""

import sys

from benches.figures import Figure, Skipped
from benches.load import get, requests_a_second
from benches.peers import node_program
from benches.processes import free_port, running

__all__ = ["measure"]

CONTRACT = "openapi/brainstormmsp.yaml"
TITLE = "Mock: list clients, over sockets, 16 connections (target: 10x Prism)"
_SECONDS = 4.0
# Our mock keeps the contract's limits for each token; enough tokens, and none is met.
_TOKENS = 5000


def measure() -> tuple[str, list[Figure | Skipped]]:
    """Return requests a second."""
    port = free_port()
    ours = [sys.executable, "-m", "brainstormmsp", "mock", CONTRACT, "--port", str(port)]
    with running([*ours, "--log-level", "error"], port):
        rate = requests_a_second(port, _requests("/api/v1/clients?limit=25"), _SECONDS)
    rows: list[Figure | Skipped] = [Figure("brainstormmsp mock", rate, "requests/s")]
    path, missing = node_program("prism")
    if missing:
        return TITLE, [*rows, Skipped("prism mock", missing)]
    port = free_port()
    with running([str(path), "mock", "--port", str(port), "--verboseLevel", "silent", CONTRACT], port):
        rate = requests_a_second(port, _requests("/clients?limit=25"), _SECONDS)
    return TITLE, [*rows, Figure("prism mock", rate, "requests/s")]


def _requests(path: str) -> list[bytes]:
    return [get(path, f"token-{number}") for number in range(_TOKENS)]
