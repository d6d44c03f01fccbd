"""A page for every problem code, so that a problem's ``type`` resolves to something to read."""

import html
import re
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from brainstormmsp.contract.exchange import EncodedResponse
from brainstormmsp.contract.problem_codes import ProblemCode
from brainstormmsp.contract.problems import Problem
from brainstormmsp.server.pages import Pages, page
from brainstormmsp.server.problem_explanations import EXPLANATIONS

__all__ = ["ProblemPages"]

_CODE = re.compile(r"[a-z][a-z0-9_.-]{0,63}").fullmatch
# A code that only a running request shows is remembered, but a flood of them is not.
_MOST_CODES = 1000


class ProblemPages:
    """The pages below ``/docs/errors/``: the server's own codes, and those that the contract explains.

    A code that neither explains shows the page of its class from the first time that it is answered.
    """

    def __init__(self, explained: Mapping[str, ProblemCode] = MappingProxyType({})) -> None:
        self._codes = {**_own_codes(), **explained}
        self._unexplained: set[str] = set()

    def note(self, problem: Problem) -> None:
        """Remember that a problem with this code was answered."""
        code = problem.code
        if code not in self._codes and len(self._codes) < _MOST_CODES:
            explanation = EXPLANATIONS[problem.default_code]
            self._codes[code] = ProblemCode(code, problem.status, explanation.meaning, explanation.remedy)
            self._unexplained.add(code)

    def pages(self) -> Pages:
        """Return the pages: one a code, and their index."""
        return Pages({"/docs/errors": self.index}, {"/docs/errors/": self.find})

    def unexplained(self) -> list[str]:
        """Return the codes that were answered and that nobody explains."""
        return sorted(self._unexplained)

    def find(self, code: str) -> EncodedResponse | None:
        """Return the page of one code."""
        known = self._codes.get(code) if _CODE(code) else None
        if known is None:
            return None
        return _html(
            code,
            f"<p>{_status(known)}</p>"
            f"<h2>What it means</h2><p>{html.escape(known.meaning)}</p>"
            f"<h2>What to do</h2><p>{html.escape(known.remedy)}</p>"
            '<p><a href="/docs/errors">All errors</a> · <a href="/docs">The API</a></p>',
        )

    def index(self) -> EncodedResponse:
        """Return the page that lists every code by status."""
        rows = "".join(
            f'<tr><td>{known.status}<td><a href="/docs/errors/{html.escape(known.code)}">'
            f"{html.escape(known.code)}</a>"
            for known in sorted(self._codes.values(), key=lambda known: (known.status, known.code))
        )
        return _html("Errors", f"<table><tr><th>Status<th>Code{rows}</table>")


def _own_codes() -> dict[str, ProblemCode]:
    return {
        code: ProblemCode(code, explanation.kind.status, explanation.meaning, explanation.remedy)
        for code, explanation in EXPLANATIONS.items()
    }


def _status(known: ProblemCode) -> str:
    try:
        return f"{known.status} {HTTPStatus(known.status).phrase}"
    except ValueError:
        return str(known.status)


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}"
    "h1{font-family:ui-monospace,monospace}td,th{text-align:left;padding:.1rem 1rem .1rem 0}"
)


def _html(title: str, content: str) -> EncodedResponse:
    title = html.escape(title)
    document = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style><h1>{title}</h1>{content}</html>\n"
    )
    return page(
        document.encode("utf-8"),
        "text/html; charset=utf-8",
        headers={
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy": "no-referrer",
        },
    )
