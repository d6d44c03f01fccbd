"""The pages below /docs/conformance: what the conformance suite checks, one page a check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.docs.layout import Layout
from contractfirst.server.pages import FixedPages

__all__ = ["PROMISES_PATH", "Promise", "promise_pages"]

PROMISES_PATH = "/docs/conformance"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a check holds a server to.

    ``source`` is a pointer into the contract or an RFC's section, ``page`` CommonMark, ``needs`` say when it
    is skipped.
    """

    id: str
    area: str
    title: str
    source: str
    page: str
    needs: Sequence[str] = ()


def promise_pages(layout: Layout, load: Callable[[], Sequence[Promise]]) -> FixedPages:
    """Return the index and the pages; ``load`` is called when one is asked for, not before."""

    def index() -> EncodedResponse:
        promises = sorted(load(), key=lambda each: (each.area, each.id))
        areas = [(area, list(members)) for area, members in groupby(promises, lambda each: each.area)]
        return layout.page("promises.html", PROMISES_PATH, "Conformance", {"areas": areas})

    def find(identifier: str) -> EncodedResponse | None:
        promise = next((each for each in load() if each.id == identifier), None)
        if promise is None:
            return None
        return layout.page(
            "promise.html", f"{PROMISES_PATH}/{promise.id}", promise.title, {"promise": promise}
        )

    return FixedPages({PROMISES_PATH: index}, {f"{PROMISES_PATH}/": find})
