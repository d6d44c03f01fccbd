"""The conformance suite's checks as pages of the docs."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec

from contractfirst.server.docs.promises import Promise

__all__ = ["promises_of_the_suite"]

# What the suite is made with; a server does without (the extra ``conformance``).
_LIBRARIES = ("httpx", "hypothesis")


def promises_of_the_suite() -> Callable[[], Sequence[Promise]] | None:
    """Return what loads the promises; ``None`` where the suite's libraries are not installed."""
    return _promises if all(map(find_spec, _LIBRARIES)) else None


@cache
def _promises() -> Sequence[Promise]:
    # Imported when a page is asked for, so that a server starts without it.
    from contractfirst_conformance.check import all_checks

    return tuple(
        Promise(check.id, check.area, check.title, check.source, check.page, tuple(map(str, check.needs)))
        for check in all_checks()
    )
