"""Pages of a list of assets, of a thousand to a million of them: ``python -m benches.pages``.

An organisation's rows are made by SQL, as the API would have stored them; every page is then read through the
same resource as a handler's. What is asked for stays the same, so a page that costs the same in the first and
in the last column is flat.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from benches.figures import Measure, Row, Section, most
from benches.options import Options
from brainstormmsp.store import Database, Page, Transaction, format_timestamp
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.clients import CLIENTS
from brainstormmsp.store.keyring import CURSOR_KEY, random_key
from brainstormmsp.store.organisations import ensure_organisation
from contractfirst.clock import ManualClock
from contractfirst.cursors import CursorPosition, encode_cursor, fingerprint
from contractfirst.identifiers import IdSource, Uuid7Source

__all__ = ["QUERIES", "SIZES", "Query", "main", "measure", "section"]

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_ROUNDS = 15
_LONGEST_SECONDS = 5.0
# So many rows are one client's, and hold a rare word, and changed lately, however many there are.
_SELECTED = 50
_NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Query:
    """A page as a handler asks for it; ``middle`` starts it in the middle of a list without filters.

    ``sifted`` says that rows are read that the page does not show, so that its cost has a bound but may grow.
    """

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    middle: str | None = None
    sifted: bool = False


@dataclass(frozen=True, slots=True)
class _Scope:
    transaction: Transaction
    organisation_id: str
    timestamp: str
    ids: IdSource


QUERIES: Sequence[Query] = (
    Query("first page"),
    Query("newest first", {"sort": "-created_at"}),
    Query("in the middle, by creation", middle="created_at"),
    Query("in the middle, by hostname", {"sort": "hostname"}, middle="hostname"),
    Query("of one client", {"filters": {"client_id": "client"}}),
    Query("of one client, by hostname", {"filters": {"client_id": "client"}, "sort": "hostname"}),
    Query("of one type", {"filters": {"type": "server"}, "sort": "-created_at"}),
    Query("type and status", {"filters": {"type": "server", "status": "inactive"}}, sifted=True),
    Query(
        "of two types, by last_seen_at", {"filters": {"type": ["server", "cloud"]}, "sort": "-last_seen_at"}
    ),
    Query("updated since", {"updated_since": "2026-11-24T09:00:00Z", "sort": "updated_at"}),
    Query("a rare word", {"search": "rare"}),
    Query("a rare word and a status", {"search": "rare", "filters": {"status": "active"}}),
    Query("a word in every row", {"search": "host", "sort": "hostname"}),
    Query("a word in no row", {"search": "nowhere"}),
    Query("1 of 300, by hostname", {"filters": {"status": "needs_review"}, "sort": "hostname"}, sifted=True),
    Query(
        "two filters that nothing meets",
        {"filters": {"type": "cloud", "status": "needs_review"}},
        sifted=True,
    ),
)


def measure(size: int) -> list[float]:
    """Return the median milliseconds of each query's page, in an organisation of so many assets."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(f"sqlite:///{folder}/pages.db")
        try:
            ids = Uuid7Source(ManualClock(_NOW))
            organisation_id, client_id = database.write_and_wait(
                lambda transaction: _fill(transaction, ids, size)
            )

            def read(query: Query, transaction: Transaction) -> Page[Any]:
                scope = _Scope(transaction, organisation_id, format_timestamp(_NOW), ids)
                cursor = None if query.middle is None else _middle(scope, query.middle, size)
                arguments = dict(query.arguments)
                if "client_id" in arguments.get("filters", {}):
                    arguments["filters"] = {"client_id": client_id}
                return ASSETS.page(scope, cursor=cursor, **arguments)

            return [_milliseconds(partial(database.read, partial(read, query))) for query in QUERIES]
        finally:
            database.close()


def _fill(transaction: Transaction, ids: IdSource, size: int) -> tuple[str, str]:
    """Make an organisation with two clients and their assets; return its id and the smaller client's."""
    now = format_timestamp(_NOW)
    organisation = ensure_organisation(transaction, "Brightwater IT", new_id=ids.new(), timestamp=now)
    scope = _Scope(transaction, organisation.id, now, ids)
    client, other = (CLIENTS.insert(scope, {"name": name})["id"] for name in ("Harbor Dental", "Others"))
    run = transaction.connection.execute
    # Sorting once for each index is quicker than keeping them up row by row.
    indexes = run(
        "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'assets' AND type = 'index' AND sql > ''"
    )
    definitions = indexes.fetchall()
    for name, _ in definitions:
        run(f"DROP INDEX {name}")
    run(
        _ASSETS,
        {
            "organisation": organisation.id,
            "client": client,
            "other": other,
            "size": size,
            "selected": _SELECTED,
        },
    )
    for _, definition in definitions:
        run(definition)
    run(_TERMS)
    return organisation.id, client


# Every row's hostname is a word of its own, in another order than the rows'. Of 300 rows one needs review
# (always an endpoint) and one is inactive (always a server).
_ASSETS = """
WITH RECURSIVE number(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM number WHERE i + 1 < :size),
drawn AS (SELECT i, i % (:size / :selected) = 0 AS selected, i * 7919 % :size AS shuffled FROM number)
INSERT INTO assets (
    organisation_id, id, created_at, updated_at, client_id, type, status, hostname, serial, last_seen_at,
    external_refs, search_text
)
SELECT
    :organisation,
    printf('01930000-0000-7000-8000-%012x', i),
    strftime('%Y-%m-%dT%H:%M:%S.000Z', '2026-01-01', i || ' seconds'),
    CASE WHEN selected THEN '2026-11-24T09:10:00.000Z'
         ELSE strftime('%Y-%m-%dT%H:%M:%S.000Z', '2026-02-01', i || ' seconds') END,
    CASE WHEN selected THEN :client ELSE :other END,
    CASE i % 4 WHEN 0 THEN 'endpoint' WHEN 1 THEN 'server' WHEN 2 THEN 'network' ELSE 'cloud' END,
    CASE i % 300 WHEN 0 THEN 'needs_review' WHEN 1 THEN 'inactive' ELSE 'active' END,
    printf('host%07d', shuffled),
    CASE WHEN selected THEN 'rare' END,
    CASE WHEN i % 10 THEN strftime('%Y-%m-%dT%H:%M:%S.000Z', '2026-10-01', shuffled || ' seconds') END,
    '[]',
    printf(' host%07d', shuffled) || CASE WHEN selected THEN ' rare' ELSE '' END
FROM drawn
"""
_TERMS = """
INSERT INTO search_terms (organisation_id, resource, field, term, resource_id)
SELECT organisation_id, 'assets', 'search', hostname, id FROM assets
UNION ALL SELECT organisation_id, 'assets', 'search', 'rare', id FROM assets WHERE serial = 'rare'
ORDER BY 4, 5
"""


def _middle(scope: _Scope, sort: str, size: int) -> str:
    """Return the cursor of a page of the list, sorted so and otherwise bare, that ended half-way."""
    row = scope.transaction.connection.execute(
        f"SELECT {sort}, id FROM assets WHERE organisation_id = ? AND id = ?",  # noqa: S608 - a column of ours
        (scope.organisation_id, f"01930000-0000-7000-8000-{size // 2:012x}"),
    ).fetchone()
    arguments = fingerprint(["assets", scope.organisation_id, sort, []])
    return encode_cursor(random_key(scope.transaction, CURSOR_KEY), arguments, CursorPosition(*row))


def _milliseconds(work: Callable[[], object]) -> float:
    """Return the median time of some runs, after one that warms caches up; fewer when they take long."""
    times: list[float] = []
    work()
    until = time.perf_counter() + _LONGEST_SECONDS
    while len(times) < _ROUNDS and (not times or time.perf_counter() < until):
        started = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def section(options: Options) -> Section:
    """Return the time of each query's page in the largest list, and how many times the smallest's it is."""
    sizes = (SIZES[0], SIZES[-1] if options.whole else SIZES[-2])
    columns = []
    for size in sizes:
        options.progress(f"pages of {size:,} assets")
        columns.append(measure(size))
    rows, ratios = [], {}
    for query, small, large in zip(QUERIES, *columns, strict=True):
        note = f"{large / small:.2f} × a list of {sizes[0]:,}" + (" (sifts rows)" if query.sifted else "")
        rows.append(Row(query.name, "", Measure((large,), "ms"), note))
        if not query.sifted:
            ratios[query.name] = large / small
    slowest = max(ratios, key=ratios.__getitem__)
    return Section(
        f"Pages of 25 of {sizes[1]:,} assets",
        rows,
        [
            most(
                f"page at {sizes[1]:,} rows ÷ {sizes[0]:,} rows, the worst that sifts none",
                ratios[slowest],
                1.2,
                "×",
                slowest,
            )
        ],
    )


def main() -> None:
    """Print a table: a line a query, a column a size."""
    parser = argparse.ArgumentParser(prog="python -m benches.pages", description=__doc__)
    parser.add_argument(
        "sizes", nargs="*", type=int, default=SIZES, metavar="SIZE", help="default: %(default)s"
    )
    sizes: Sequence[int] = parser.parse_args().sizes
    print(f"{'A page of 25 assets of so many, in ms':<40}" + "".join(f"{size:>12,}" for size in sizes))
    columns = [measure(size) for size in sizes]
    for query, *times in zip(QUERIES, *columns, strict=True):
        note = "  (sifts rows)" if query.sifted else ""
        print(f"  {query.name:<38}" + "".join(f"{taken:>12.2f}" for taken in times) + note)


if __name__ == "__main__":
    main()
