"""The state that the parts of the demo data share: organisation, time, randomness and created resources."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from brainstormmsp.store import tables
from brainstormmsp.store.database import Database
from brainstormmsp.store.organisations import ensure_organisation
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction
from contractfirst.clock import Clock
from contractfirst.identifiers import IdSource, format_uuid7
from contractfirst.timestamps import format_timestamp

__all__ = ["ORGANISATION", "Part", "Story", "Summary", "seed_story"]

ORGANISATION = "Brightwater IT"

Made = Mapping[str, Any]
Choice = TypeVar("Choice")

_ANY_CLIENT = Statement(
    select(tables.clients.c.id)
    .where(tables.clients.c.organisation_id == bindparam("organisation_id"))
    .limit(1)
)


@dataclass
class Story:
    """The story so far; a scope, so that resources are stored with it as with a handler's context.

    ``now`` is when the story ends, ``time`` the current time within it: it becomes ``created_at`` and is
    in new identifiers. ``diligence`` says for each client, from 0 to 1, how well it is looked after.
    Everything made is kept in the order of its time as representations.
    """

    transaction: Transaction
    organisation_id: str
    now: datetime
    time: datetime
    random: Random
    clients: list[Made] = field(default_factory=list)
    contacts: list[Made] = field(default_factory=list)
    assets: list[Made] = field(default_factory=list)
    alerts: list[Made] = field(default_factory=list)
    tickets: list[Made] = field(default_factory=list)
    diligence: dict[str, float] = field(default_factory=dict)

    @property
    def timestamp(self) -> str:
        """The story's current time, in stored form."""
        return format_timestamp(self.time)

    @property
    def ids(self) -> IdSource:
        """The source of ids: the story's random generator and current time."""
        return self

    def new(self) -> str:
        """Return a new identifier."""
        return format_uuid7(int(self.time.timestamp() * 1000), self.random.getrandbits(74))

    def ago(self, days: float) -> datetime:
        """Return the time so many days before the story's end."""
        return self.now - timedelta(days=days)

    def between(self, earliest: datetime, latest: datetime) -> datetime:
        """Return some time between two, to the second."""
        seconds = max(0, int((latest - earliest).total_seconds()))
        return earliest + timedelta(seconds=self.random.randint(0, seconds))

    def chance(self, probability: float) -> bool:
        """Return ``True`` as often as ``probability`` says."""
        return self.random.random() < probability

    def weighted(self, weights: Mapping[Choice, float]) -> Choice:
        """Return one of the keys, as often as its weight says."""
        return self.random.choices(list(weights), list(weights.values()))[0]


Part = Callable[[Story], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Summary:
    """What was made, by name; nothing when the organisation had data already."""

    organisation: str
    made: Mapping[str, int]

    def __str__(self) -> str:
        if not self.made:
            return f"{self.organisation} has its data already; nothing was changed."
        counts = ", ".join(f"{count} {name}" for name, count in self.made.items())
        return f"{self.organisation} now has {counts}."


def seed_story(database: Database, clock: Clock, parts: Sequence[Part], random_seed: int) -> Summary:
    """Create the data in one transaction, unless the organisation has clients already; see ``seed``."""
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    random = Random(random_seed)

    def write(transaction: Transaction) -> Summary:
        founded = now - timedelta(days=4 * 365)
        organisation = ensure_organisation(
            transaction,
            ORGANISATION,
            new_id=format_uuid7(int(founded.timestamp() * 1000), random.getrandbits(74)),
            timestamp=format_timestamp(founded),
        )
        if transaction.scalar(_ANY_CLIENT, {"organisation_id": organisation.id}) is not None:
            return Summary(ORGANISATION, {})
        story = Story(transaction, organisation.id, now, founded, random)
        return Summary(ORGANISATION, dict(_counts(parts, story)))

    return database.write_and_wait(write)


def _counts(parts: Sequence[Part], story: Story) -> Iterable[tuple[str, int]]:
    for part in parts:
        yield from part(story).items()
