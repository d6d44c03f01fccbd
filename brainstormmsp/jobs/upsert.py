"""Create or update by external reference, for bulk items and for items of another system."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store import Resource
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.clients import CLIENTS, require_fixed_client
from brainstormmsp.store.contacts import CONTACTS
from brainstormmsp.store.external_references import spelt
from brainstormmsp.store.matches import ASSET_MATCHES, CLIENT_MATCHES, ItemMatch
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
    "match_ambiguous": "",
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
    """How the items of one resource are applied.

    ``event`` is the prefix of its event types, if any; ``matches`` are the ways to find a resource that has
    none of an item's external references, by their names in ``match_by``.
    """

    resource: Resource[Any]
    check: Check
    insert: Callable[[WorkContext, Body], Mapping[str, Any]]
    event: str | None = None
    matches: Mapping[str, ItemMatch] = field(default_factory=dict)

    def apply(self, context: WorkContext, item: Body, match_by: Sequence[str] = ()) -> Written:
        """Create what the item describes, or merge it into what it names.

        That is the resource that has one of its external references, otherwise the first one that a property
        of ``match_by`` finds. Properties that the item lacks, or that are ``None``, stay as they are;
        references are united.

        Raises:
            ItemRejected: it cannot be; what was written until then has to be undone.
        """
        item = {**item, "external_refs": spelt(item["external_refs"])}
        gathered = _Gathered()
        before: Mapping[str, Any] | None = None
        with gathered.at("/external_refs"):
            before = self._find(context, item) or self._match(context, item, match_by)
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

    def _match(self, context: WorkContext, item: Body, match_by: Sequence[str]) -> Mapping[str, Any] | None:
        systems = {reference["system"] for reference in item["external_refs"]}
        for name in match_by:
            found: list[Mapping[str, Any]] = [
                known
                for resource_id in self.matches[name].find(context, item)
                if (known := self.resource.find(context, resource_id))
                and systems.isdisjoint(reference["system"] for reference in known["external_refs"])
            ]
            if len(found) > 1:
                raise Conflict(
                    f"{len(found)} {self.resource.name} have the same {name}.", code="match_ambiguous"
                )
            if found:
                return found[0]
        return None

    def _write(self, context: WorkContext, before: Mapping[str, Any] | None, item: Body) -> Written:
        if before is None:
            made = self.insert(context, item)
            self._emit(context, "created", made)
            return Written("created", made["id"])
        changes = {name: value for name, value in item.items() if value is not None}
        references = _united(before["external_refs"], item["external_refs"])
        after = self.resource.update(context, before["id"], **{**changes, "external_refs": references})
        if after == before:
            return Written("unchanged", before["id"])
        self._emit(context, "updated", after)
        return Written("updated", after["id"])

    def _emit(self, context: WorkContext, change: str, representation: Mapping[str, object]) -> None:
        if self.event is not None:
            context.emit(f"{self.event}.{change}", representation)


def _united(known: Sequence[Mapping[str, str]], sent: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the known references with the sent ones, of which each replaces the one to its system."""
    systems = {reference["system"] for reference in sent}
    kept = [reference for reference in known if reference["system"] not in systems]
    return list(known) if all(reference in known for reference in sent) else [*kept, *sent]


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
    "clients": Upsert(CLIENTS, _check_nothing, CLIENTS.insert, event="client", matches=CLIENT_MATCHES),
    "assets": Upsert(ASSETS, _check_client, ASSETS.insert, event="asset", matches=ASSET_MATCHES),
    "tickets": Upsert(TICKETS, _check_ticket, insert_ticket, event="ticket"),
}
