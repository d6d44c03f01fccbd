"""A resource: a table, and the operations that every resource has on it."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Table

from brainstormmsp.store.change_times import ChangeTimes
from brainstormmsp.store.conditions import Filter, HasReference
from brainstormmsp.store.external_references import find_reference, forget_references, keep_references, spelt
from brainstormmsp.store.list_query import ListQuery
from brainstormmsp.store.paging import Page, read_page
from brainstormmsp.store.ranks import Ranks
from brainstormmsp.store.representation import Representation
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.search import SEARCH, index_terms, search_text, words
from brainstormmsp.store.shared_rows import SharedRows
from brainstormmsp.store.statements import ResourceStatements
from brainstormmsp.store.uniqueness import Unique, UniqueCheck
from contractfirst.contract.problems import NotFound

__all__ = ["Resource"]

Shown = TypeVar("Shown")


class Resource(Generic[Shown]):
    """Stored resources of one kind; see the package's docstring for an example.

    ``Shown`` is the schema of their representations (``Resource[schemas.Client]``).

    ``singular`` names one of them in sentences. ``searched`` are the columns whose words a search finds
    (text, or lists of text; the table then has ``search_text``), ``members`` the list columns that
    ``Contains`` filters, ``references`` the column of external references (a list of ``{system, id}`` or one
    such object), ``unique`` what no two of them may share, ``hidden`` the columns that no representation
    shows, ``sparse`` those that only some kinds of the resource have, ``shared`` the rows that every
    organisation reads and lists as if they were its own, which its callers must not change, ``ranks`` the
    columns that are sorted by importance.
    """

    def __init__(
        self,
        table: Table,
        *,
        singular: str,
        searched: Sequence[str] = (),
        members: Sequence[str] = (),
        references: str | None = None,
        unique: Sequence[Unique] = (),
        hidden: Sequence[str] = (),
        sparse: Sequence[str] = (),
        shared: SharedRows | None = None,
        ranks: Ranks | None = None,
    ) -> None:
        self.table = table
        self.name = table.name
        self.singular = singular
        self._searched = tuple(searched)
        self._fields = (*((SEARCH,) if searched else ()), *members)
        self._references = references
        self._shared = shared
        self._ranks = ranks or Ranks({})
        self._representation = Representation(table, (*hidden, *self._ranks.columns), sparse)
        self._statements = ResourceStatements(table)
        self._times = ChangeTimes(table)
        self._unique = [UniqueCheck(table, constraint) for constraint in unique]

    def find(self, scope: Scope, resource_id: str) -> Shown | None:
        """Return a representation, ``None`` if the organisation has no such resource."""
        row = self._row(scope, resource_id)
        return None if row is None else self._shown(row)

    def get(self, scope: Scope, resource_id: str) -> Shown:
        """Return a representation.

        Raises:
            NotFound: the organisation has no such resource.
        """
        return self._shown(self._existing(scope, resource_id))

    def require(self, scope: Scope, resource_id: str | None) -> None:
        """Check that the organisation has the resource; ``None`` is accepted.

        Raises:
            NotFound: the organisation has no such resource.
        """
        if resource_id is not None:
            self._existing(scope, resource_id)

    def find_by_reference(self, scope: Scope, system: str, external_id: str) -> Shown | None:
        """Return the resource that another system knows by ``external_id``, or ``None``."""
        resource_id = find_reference(scope.transaction, scope.organisation_id, self.name, system, external_id)
        return None if resource_id is None else self.find(scope, resource_id)

    def page(
        self,
        scope: Scope,
        *,
        filters: Mapping[str, Filter] | None = None,
        sort: str | None = None,
        updated_since: str | None = None,
        created_since: str | None = None,
        external_ref: str | None = None,
        search: str | None = None,
        limit: int = 25,
        cursor: str | None = None,
        deleted_since: str | None = None,
        include_total: bool = False,
    ) -> Page[Shown]:
        """Return one page of representations; the arguments are those of ``ListQuery``.

        ``external_ref`` is ``system:id``; a ``sort`` by one of ``ranks`` is in their order.

        Raises:
            BadRequest: the cursor was made for other arguments.
        """
        every: dict[str, Filter] = dict(filters or {})
        if external_ref is not None:
            assert self._references is not None
            every[self._references] = HasReference(external_ref)
        query = ListQuery(
            filters=every,
            sort=self._ranks.column(sort or "created_at"),
            updated_since=updated_since,
            created_since=created_since,
            search=search,
            limit=limit,
            cursor=cursor,
            deleted_since=deleted_since,
            include_total=include_total,
        )
        return read_page(scope.transaction, self.table, scope.organisation_id, query, self._shared).map(
            self._shown
        )

    def insert(
        self,
        scope: Scope,
        body: Mapping[str, Any],
        *,
        id: str | None = None,  # noqa: A002 - as the column is named
        **computed: Any,
    ) -> Shown:
        """Store a new resource; return its representation.

        Properties of ``body`` that callers never write are ignored; ``computed`` sets those.

        Raises:
            Conflict: something unique, or an external reference, is taken.
            BadRequest: a timestamp lies outside the years 1 to 9999.
            LookupError: the table has no column for a property.
        """
        row = self._representation.row(self._spelt(body), computed)
        row["organisation_id"] = scope.organisation_id
        row["id"] = id or scope.ids.new()
        row["created_at"] = row["created_at"] or self._times.next(scope, row)
        row["updated_at"] = row["updated_at"] or row["created_at"]
        self._store(scope, None, row)
        return self._shown(row)

    def replace(
        self,
        scope: Scope,
        resource_id: str,
        body: Mapping[str, Any],
        **computed: Any,
    ) -> Shown:
        """Replace all writable columns; return the new representation.

        What ``body`` lacks becomes absent or its default. Columns that callers never write stay unless
        ``computed`` gives them.

        Raises:
            NotFound: the organisation has no such resource.
            Conflict, BadRequest, LookupError: as ``insert``.
        """
        before = self._existing(scope, resource_id)
        return self._rewrite(scope, before, self._representation.replacement(self._spelt(body), computed))

    def update(self, scope: Scope, resource_id: str, **changes: Any) -> Shown:
        """Change the given columns, ``None`` clearing one; return the new representation.

        Raises:
            NotFound: the organisation has no such resource.
            Conflict: something unique, or an external reference, is taken.
        """
        before = self._existing(scope, resource_id)
        return self._rewrite(scope, before, self._representation.stored(self._spelt(changes)))

    def touch(self, scope: Scope, resource_id: str) -> Shown:
        """Move ``updated_at`` because a part that is stored elsewhere changed; return the representation.

        Raises:
            NotFound: the organisation has no such resource.
        """
        before = self._existing(scope, resource_id)
        row = {**before, "updated_at": self._times.next(scope, before)}
        self._store(scope, before, row)
        return self._shown(row)

    def delete(self, scope: Scope, resource_id: str, *, deleted_with: str | None = None) -> Shown:
        """Delete a resource; return its last representation.

        If its table has ``deleted_at``, the row is only marked as deleted. ``deleted_with`` is the id of the
        resource that it is deleted together with.

        Raises:
            NotFound: the organisation has no such resource.
        """
        before = self._existing(scope, resource_id)
        place = {"organisation_id": scope.organisation_id, "id": resource_id}
        after = before
        if "deleted_at" in self.table.c:
            changes = {"deleted_at": scope.timestamp, "updated_at": self._times.next(scope, before)}
            if deleted_with is not None:
                changes["deleted_with"] = deleted_with
            scope.transaction.execute(self._statements.update(tuple(changes)), {**place, **changes})
            after = {**before, **changes}
        else:
            scope.transaction.execute(self._statements.delete, place)
        self._index(scope, before, None)
        if self._references is not None:
            forget_references(scope.transaction, scope.organisation_id, self.name, resource_id)
        return self._shown(after)

    def find_deleted(self, scope: Scope, resource_id: str, since: str) -> Shown | None:
        """Return a resource that was deleted at or after ``since``, in stored form; ``None`` if none was."""
        row = self._deleted(scope, resource_id, since)
        return None if row is None else self._shown(row)

    def restore(self, scope: Scope, resource_id: str, since: str, **changes: Any) -> Shown:
        """Undo the deletion of a resource at or after ``since``; change the given columns too.

        Raises:
            NotFound: no such resource was deleted since then.
            Conflict: something unique, or an external reference, belongs to another one by now.
        """
        before = self._deleted(scope, resource_id, since)
        if before is None:
            raise NotFound(f"The {self.singular} does not exist.")
        row = {**before, **self._representation.stored(changes), "deleted_at": None}
        if "deleted_with" in row:
            row["deleted_with"] = None
        row["updated_at"] = self._times.next(scope, before)
        # Its words and references left the indexes when it was deleted.
        self._store(scope, before, row, indexed=False)
        return self._shown(row)

    def _spelt(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        column = self._references
        held = None if column is None else body.get(column)
        return {**body, column: spelt(held)} if column is not None and isinstance(held, list) else body

    def _shown(self, row: Mapping[str, Any]) -> Shown:
        # What the table holds has the schema's shape: each response is validated against the contract.
        return cast(Shown, self._representation.of(row))

    def _row(self, scope: Scope, resource_id: str) -> dict[str, Any] | None:
        shared = None if self._shared is None else self._shared.find(resource_id)
        return shared or scope.transaction.one(
            self._statements.select, {"organisation_id": scope.organisation_id, "id": resource_id}
        )

    def _deleted(self, scope: Scope, resource_id: str, since: str) -> dict[str, Any] | None:
        place = {"organisation_id": scope.organisation_id, "id": resource_id, "since": since}
        return scope.transaction.one(self._statements.select_deleted, place)

    def _existing(self, scope: Scope, resource_id: str) -> dict[str, Any]:
        row = self._row(scope, resource_id)
        if row is None:
            raise NotFound(f"The {self.singular} does not exist.")
        return row

    def _rewrite(self, scope: Scope, before: dict[str, Any], changes: dict[str, Any]) -> Shown:
        row = {**before, **changes}
        if row == before:
            return self._shown(before)
        row["updated_at"] = self._times.next(scope, row)
        self._store(scope, before, row)
        return self._shown(row)

    def _store(
        self, scope: Scope, before: dict[str, Any] | None, row: dict[str, Any], *, indexed: bool = True
    ) -> None:
        for check in self._unique:
            check.require_free(scope.transaction, row)
        row.update(self._ranks.of(row))
        if self._searched:
            row["search_text"] = search_text(words(self._representation.texts(row, self._searched)))
        if before is None:
            scope.transaction.execute(self._statements.insert, row)
        else:
            changed = tuple(name for name in self._statements.changeable if row[name] != before[name])
            scope.transaction.execute(self._statements.update(changed), row)
        known = before if indexed else None
        self._index(scope, known, row)
        self._refer(scope, known, row)

    def _index(self, scope: Scope, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        for field in self._fields:
            old, new = self._terms(field, before), self._terms(field, after)
            if old != new:
                place = {
                    "organisation_id": scope.organisation_id,
                    "resource": self.name,
                    "field": field,
                    "resource_id": (before or after or {})["id"],
                }
                index_terms(scope.transaction, place, old, new)

    def _terms(self, field: str, row: dict[str, Any] | None) -> list[str]:
        if row is None:
            return []
        return row["search_text"].split() if field == SEARCH else self._representation.texts(row, (field,))

    def _refer(self, scope: Scope, before: dict[str, Any] | None, after: dict[str, Any]) -> None:
        column = self._references
        if column is None:
            return
        new = self._representation.objects(after, column)
        old = [] if before is None else self._representation.objects(before, column)
        if old != new:
            keep_references(scope.transaction, scope.organisation_id, self.name, after["id"], new)
