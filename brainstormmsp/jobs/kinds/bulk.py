"""Bulk jobs: many items, each applied atomically and exactly once."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from brainstormmsp.jobs.job_problems import job_problems
from brainstormmsp.jobs.kind import JobKind
from brainstormmsp.jobs.run import Run
from brainstormmsp.jobs.upsert import UPSERTS, ItemRejected, Upsert, Written
from brainstormmsp.jobs.work_context import WorkContext
from brainstormmsp.store.bulk import count_items, item_results, keep_item
from brainstormmsp.store.savepoints import savepoint

__all__ = ["bulk_kinds"]

Apply = Callable[[WorkContext, Mapping[str, Any]], Written]

_OUTCOMES = ("created", "updated", "unchanged", "failed")


def bulk_kinds() -> Sequence[JobKind]:
    """Return the kinds ``bulk_clients``, ``bulk_assets`` and ``bulk_tickets``."""
    return [JobKind(f"bulk_{name}", partial(_perform, upsert), mass=True) for name, upsert in UPSERTS.items()]


def _perform(upsert: Upsert, run: Run) -> None:
    items: list[Mapping[str, Any]] = run.payload["items"]
    apply = partial(upsert.apply, match_by=run.payload.get("match_by") or ())
    processed = run.read(lambda context: count_items(context, run.job.id))
    for index in range(processed, len(items)):
        run.step(
            partial(_process, apply, run, index, items[index]),
            progress=100 * (index + 1) // (len(items) + 1),
        )
    run.finish(lambda context: _result(item_results(context, run.job.id)))


def _process(apply: Apply, run: Run, index: int, item: Mapping[str, Any], context: WorkContext) -> None:
    result: dict[str, object] = {"index": index}
    try:
        with savepoint(context.transaction):
            written = apply(context, item)
    except ItemRejected as refused:
        problems = job_problems(refused.problems, run.services.problem_types, f"/items/{index}")
        result |= {"outcome": "failed", "problems": problems}
    else:
        result |= {"outcome": written.outcome, "id": written.id}
    keep_item(context, run.job.id, index, result)


def _result(items: list[dict[str, Any]]) -> dict[str, object]:
    counts = Counter(item["outcome"] for item in items)
    return {**{outcome: counts[outcome] for outcome in _OUTCOMES}, "items": items}
