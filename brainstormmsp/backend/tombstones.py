"""Deleted resources in lists: for how long, and from when on."""

from brainstormmsp.backend.context import Context
from contractfirst.contract.problems import BadRequest, Violation
from contractfirst.timestamps import normalise_timestamp

__all__ = ["deletions_since"]


def deletions_since(context: Context, include_deleted: bool, updated_since: str | None) -> str | None:
    """Return the time from which on a list has deleted resources; ``None`` if it is to have none.

    Raises:
        BadRequest: changes are asked for since a time whose deletions are not listed any more
            (``sync_window_exceeded``).
    """
    if not include_deleted:
        return None
    since = context.deletions_kept_since
    if updated_since is not None and normalise_timestamp(updated_since) < since:
        days = context.services.deletions_kept.days
        detail = f"Must not be more than {days} days ago, because deletions are listed that long."
        raise BadRequest(
            "Deletions since that time are not listed any more; read the whole list again.",
            code="sync_window_exceeded",
            errors=[Violation(parameter="updated_since", code="sync_window_exceeded", detail=detail)],
        )
    return since
