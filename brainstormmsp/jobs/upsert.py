"""Create or replace by external reference, for bulk items and for items of another system."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store import Resource
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.clients import CLIENTS, require_fixed_client
from brainstormmsp.store.contacts import CONTACTS
from brainstormmsp.store.tickets import TICKETS, insert_ticket, require_same_client
from contractfirst.contract.problems import Conflict, Problem, Violation

__all__ = ["UPSERTS", "ItemRejected", "Upsert", "Written"]

# The property of an item that causes a conflict, by problem code.
_PLACES = {
    "name_taken": "/name",
    "external_ref_taken": "/external_refs",
    "external_ref_repeated": "/external_refs",
    "external_ref_ambiguous": "/external_refs",
    "client_fixed": "/client_id",
}

Body = Mapping[str, Any]


class ItemRejected(Exception):  # noqa: N818 - an evaluation
    """An item cannot be applied; ``problems`` lists all reasons."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.detail for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Written:
    """An item that was applied: ``outcome`` is created, updated or unchanged."""

    outcome: str
    id: str


class _Gathered:
    """Problems, collected instead of raised; each points to the value that it concerns."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @contextmanager
    def at(self, pointer: str) -> Iterator[None]:
        try:
            yield
        except Problem as problem:
            self.add(problem, pointer)

    def add(self, problem: Problem, pointer: str) -> None:
        if not problem.errors:
            problem.errors = (Violation(code=problem.code, detail=problem.detail, pointer=pointer),)
        self.problems.append(problem)

    def refuse(self) -> None:
        if self.problems:
            raise ItemRejected(self.problems)


Check = Callable[[WorkContext, Body, _Gathered], None]


@dataclass(frozen=True, slots=True)
class Upsert:
    """How the items of one resource are applied; ``event`` is the prefix of its event types, if any."""

    resource: Resource[Any]
    check: Check
    insert: Callable[[WorkContext, Body], Mapping[str, Any]]
    event: str | None = None

    def apply(self, context: WorkContext, item: Body) -> Written:
        """Create what the item describes, or replace what one of its external references names.

        Raises:
            ItemRejected: it cannot be; what was written until then has to be undone.
        """
        gathered = _Gathered()
        before: Mapping[str, Any] | None = None
        with gathered.at("/external_refs"):
            before = self._find(context, item)
        self.check(context, item, gathered)
        if before is not None and "client_id" in before:
            with gathered.at("/client_id"):
                require_fixed_client(before, item)
        gathered.refuse()
        try:
            return self._write(context, before, item)
        except Problem as problem:
            gathered.add(problem, _PLACES.get(problem.code, ""))
            raise ItemRejected(gathered.problems) from problem

    def _find(self, context: WorkContext, item: Body) -> Mapping[str, Any] | None:
        found = {
            known["id"]: known
            for reference in item["external_refs"]
            if (known := self.resource.find_by_reference(context, reference["system"], reference["id"]))
        }
        if len(found) > 1:
            raise Conflict(
                f"The external references belong to {len(found)} different {self.resource.name}.",
                code="external_ref_ambiguous",
            )
        return next(iter(found.values()), None)

    def _write(self, context: WorkContext, before: Mapping[str, Any] | None, item: Body) -> Written:
        if before is None:
            made = self.insert(context, item)
            self._emit(context, "created", made)
            return Written("created", made["id"])
        after = self.resource.replace(context, before["id"], item)
        if after == before:
            return Written("unchanged", before["id"])
        self._emit(context, "updated", after)
        return Written("updated", after["id"])

    def _emit(self, context: WorkContext, change: str, representation: Mapping[str, object]) -> None:
        if self.event is not None:
            context.emit(f"{self.event}.{change}", representation)


def _check_client(context: WorkContext, item: Body, gathered: _Gathered) -> None:
    with gathered.at("/client_id"):
        CLIENTS.require(context, item["client_id"])


def _check_ticket(context: WorkContext, item: Body, gathered: _Gathered) -> None:
    _check_client(context, item, gathered)
    for name, resource in (("contact_id", CONTACTS), ("asset_id", ASSETS)):
        with gathered.at(f"/{name}"):
            resource.require(context, item.get(name))
            require_same_client(context, {"client_id": item["client_id"], name: item.get(name)})


def _check_nothing(context: WorkContext, item: Body, gathered: _Gathered) -> None:
    """Return without an error: a client refers to no other resource."""


UPSERTS: Mapping[str, Upsert] = {
    "clients": Upsert(CLIENTS, _check_nothing, CLIENTS.insert, event="client"),
    "assets": Upsert(ASSETS, _check_client, ASSETS.insert),
    "tickets": Upsert(TICKETS, _check_ticket, insert_ticket, event="ticket"),
}
