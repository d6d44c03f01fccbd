"""The servers that are compared, in the order of the tables: ours first."""

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from benches.load import Request
from benches.machine import package_version

__all__ = ["OURS", "SERVERS", "Contender"]


@dataclass(frozen=True, slots=True)
class Contender:
    """A server: ``packages`` are what it needs installed, ``distribution`` the one whose version is named.

    ``only_writes`` marks one that differs from another one in its writes alone.
    """

    key: str
    label: str
    distribution: str
    packages: tuple[str, ...] = ()
    only_writes: bool = False

    @property
    def version(self) -> str:
        return package_version(self.distribution)

    def takes_part(self, request: Request) -> bool:
        """Return whether it differs from the others in this request."""
        return not self.only_writes or request.method == "POST"

    @property
    def missing(self) -> str:
        """Why it cannot be measured here, or nothing."""
        lacking = [name for name in self.packages if importlib.util.find_spec(name) is None]
        return f"{', '.join(lacking)} not installed: pip install '.[bench]'" if lacking else ""

    def command(self, port: int, database_url: str) -> Sequence[str]:
        """Return what starts it on a port; settings that all share come by variables."""
        arguments = ["--port", str(port), "--database-url", database_url]
        if self is OURS:
            return [sys.executable, "-m", "brainstormmsp", "serve", *arguments]
        return [sys.executable, "-m", "benches.peers", self.key, *arguments]


OURS = Contender("brainstormmsp", "brainstormmsp serve", "brainstormmsp")
SERVERS = (
    OURS,
    Contender("bare", "bare ASGI, same store calls, granian", "granian"),
    Contender("fastapi", "FastAPI (response_model, bearer)", "fastapi", ("fastapi",)),
    Contender("by_hand", "FastAPI, create with SQL by hand", "fastapi", ("fastapi",), only_writes=True),
    Contender("litestar", "Litestar (msgspec)", "litestar", ("litestar", "msgspec")),
    Contender("connexion", "Connexion (validate_responses)", "connexion"),
)
