"""The conformance suite's checks as pages of the docs."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec

from contractfirst.server.docs.check_pages import CheckPage

__all__ = ["installed_check_pages"]

# Dependencies of the suite, which is an extra of the product (``conformance``).
_LIBRARIES = ("contractfirst_conformance", "hypothesis")


def installed_check_pages() -> Callable[[], Sequence[CheckPage]] | None:
    """Return what loads the pages of the checks; ``None`` if the suite is not installed."""
    return _load if all(map(find_spec, _LIBRARIES)) else None


@cache
def _load() -> Sequence[CheckPage]:
    # Imported when a page is requested, so that a server starts without it.
    from contractfirst_conformance.check import all_checks

    return tuple(
        CheckPage(check.id, check.area, check.title, check.source, check.page, tuple(map(str, check.needs)))
        for check in all_checks()
    )
