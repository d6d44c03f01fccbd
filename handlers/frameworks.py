"""The published catalogues that controls are mapped to."""

from brainstormmsp.backend import Context
from handlers._contract import frameworks as contract
from handlers._contract import schemas


def list_frameworks(
    context: Context,
    *,
    limit: int = 25,
    cursor: str | None = None,
    updated_since: str | None = None,
    sort: schemas.ListFrameworksSort = "created_at",
    code: list[schemas.FrameworkCode] | None = None,
) -> contract.ListFrameworksResult:
    """List frameworks.

    The published catalogues that controls are mapped to, each with the controls, built-in or the
    organisation's own, whose `framework_refs` name it.
    """
    raise NotImplementedError
