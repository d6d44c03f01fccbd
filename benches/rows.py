"""The database that every server is given a copy of, and the tokens that open it."""

import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from brainstormmsp.command_line.background import make_services
from brainstormmsp.settings import PREFIX, load_settings
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.api_keys import create_api_key
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.organisations import ensure_organisation
from contractfirst.clock import SystemClock
from contractfirst.identifiers import IdSource, Uuid7Source

__all__ = ["ORGANISATION_VARIABLE", "TOKEN_VARIABLE", "Rows", "StoreScope", "prepare"]

ORGANISATION_VARIABLE = "BENCH_ORGANISATION_ID"
TOKEN_VARIABLE = "BENCH_TOKEN"  # noqa: S105 - the name of a variable
CLIENTS_OF_ORGANISATION = 1000
# No limit is met with the one, every limit is met with the other.
_UNLIMITED = Fraction(1_000_000)
_LIMITED = Fraction(1, 1_000_000)
# No secret has it: tokens are made here, not asked for.
_NO_DIGEST = "-"
_SCOPES = ("read", "write")


@dataclass(frozen=True, slots=True)
class StoreScope:
    """What the store's calls work within."""

    transaction: Transaction
    organisation_id: str
    timestamp: str
    ids: IdSource


@dataclass(frozen=True, slots=True)
class Rows:
    """A filled database: ``variables`` are the settings of every server, ``token`` may do everything.

    ``reading`` and ``writing`` may do only that; every request with ``limited`` is a 429. ``crowd`` are
    tokens of as many other API keys.
    """

    file: Path
    organisation_id: str
    client_id: str
    token: str
    reading: str
    writing: str
    limited: str
    crowd: Sequence[str]
    variables: Mapping[str, str]

    def copy(self, name: str) -> str:
        """Return the URL of a copy of the database, beside it."""
        copy = self.file.with_name(f"{name}.db")
        shutil.copy(self.file, copy)
        return f"sqlite:///{copy}"


def prepare(folder: Path, *, crowd: int = 0) -> Rows:
    """Fill a database in ``folder``: an organisation, a thousand clients, API keys and a crowd of them."""
    file = folder / "rows.db"
    given = {
        "environment": "production",
        "public_url": "https://api.bench.example",
        "signing_keys": secrets.token_urlsafe(48),
        "pepper": secrets.token_urlsafe(48),
    }
    settings = load_settings({}, overrides={**given, "database_url": f"sqlite:///{file}"})
    services = make_services(settings)
    keys = {
        "bench": _UNLIMITED,
        "limited": _LIMITED,
        **{f"crowd-{number}": _UNLIMITED for number in range(crowd)},
    }
    database = Database.open(settings.database_url)
    try:
        organisation_id, client_id = database.write_and_wait(lambda transaction: _fill(transaction, keys))
    finally:
        database.close()

    def token(client_id: str, *scopes: str) -> str:
        return services.tokens.issue(client_id, scopes or _SCOPES).value

    everything = token("bench")
    return Rows(
        file=file,
        organisation_id=organisation_id,
        client_id=client_id,
        token=everything,
        reading=token("bench", "read"),
        writing=token("bench", "write"),
        limited=token("limited"),
        crowd=[token(name) for name in keys if name.startswith("crowd-")],
        variables={
            **{PREFIX + name.upper(): value for name, value in given.items()},
            ORGANISATION_VARIABLE: organisation_id,
            TOKEN_VARIABLE: everything,
        },
    )


def _fill(transaction: Transaction, keys: Mapping[str, Fraction]) -> tuple[str, str]:
    clock = SystemClock()
    ids, now = Uuid7Source(clock), format_timestamp(clock.now())
    organisation = ensure_organisation(transaction, "Brightwater IT", new_id=ids.new(), timestamp=now)
    for client_id, multiplier in keys.items():
        create_api_key(
            transaction,
            id="01936d2a-7c00-7a11-8b1e-0c5d7e9f4b01",
            client_id=client_id,
            organisation_id=organisation.id,
            secret_digest=_NO_DIGEST,
            scopes=_SCOPES,
            timestamp=now,
            multiplier=multiplier,
        )
    scope = StoreScope(transaction, organisation.id, now, ids)
    made = [CLIENTS.insert(scope, _client(number)) for number in range(CLIENTS_OF_ORGANISATION)]
    return organisation.id, made[len(made) // 2]["id"]


def _client(number: int) -> Mapping[str, object]:
    return {
        "name": f"Harbor Dental Group {number}",
        "domains": [f"harbordental{number}.example"],
        "status": "active",
        "tags": ["healthcare", "priority"],
        "notes": "Prefers maintenance on Sundays.",
        "external_refs": [{"system": "connectwise", "id": str(number)}],
    }
