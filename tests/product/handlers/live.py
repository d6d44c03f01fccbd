"""The program itself, served over a socket, with an API key that has the given limits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.product.served import create_key, served

__all__ = ["Live", "serve_program"]


@dataclass(frozen=True)
class Live:
    """A running server and an API key of it; ``url`` is the API's root."""

    url: str
    port: int
    client_id: str
    client_secret: str


@contextmanager
def serve_program(folder: Path) -> Iterator[Live]:
    """Serve on a database in ``folder`` until the block ends."""
    with served(folder) as api:
        key = create_key(api.database_url, "Brightwater IT")
        port = int(api.origin.rpartition(":")[2])
        yield Live(api.base_url, port, key["client_id"], key["client_secret"])
