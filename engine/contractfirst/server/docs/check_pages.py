"""The pages below /docs/conformance: one for each check of a conformance suite."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.docs.layout import Layout
from contractfirst.server.pages import FixedPages

__all__ = ["CHECKS_PATH", "CheckPage", "check_pages"]

CHECKS_PATH = "/docs/conformance"


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What a check tests.

    ``source`` is a pointer into the contract or a section of an RFC, ``page`` CommonMark, ``needs`` say when
    it is skipped.
    """

    id: str
    area: str
    title: str
    source: str
    page: str
    needs: Sequence[str] = ()


def check_pages(layout: Layout, load: Callable[[], Sequence[CheckPage]]) -> FixedPages:
    """Return the index and the pages; ``load`` is called when one is requested, not before."""

    def index() -> EncodedResponse:
        checks = sorted(load(), key=lambda each: (each.area, each.id))
        areas = [(area, list(members)) for area, members in groupby(checks, lambda each: each.area)]
        return layout.page("checks.html", CHECKS_PATH, "Conformance", {"areas": areas})

    def find(identifier: str) -> EncodedResponse | None:
        check = next((each for each in load() if each.id == identifier), None)
        if check is None:
            return None
        return layout.page("check.html", f"{CHECKS_PATH}/{check.id}", check.title, {"check": check})

    return FixedPages({CHECKS_PATH: index}, {f"{CHECKS_PATH}/": find})
