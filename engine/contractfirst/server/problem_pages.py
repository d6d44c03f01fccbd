"""A page for every problem code, so that a problem's ``type`` resolves to something to read."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

import orjson

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.problem_codes import ProblemCode
from contractfirst.contract.problems import Problem
from contractfirst.server.docs.layout import Layout
from contractfirst.server.pages import FixedPages
from contractfirst.server.problem_explanations import EXPLANATIONS

__all__ = ["ProblemPages"]

_CODE = re.compile(r"[a-z][a-z0-9_.-]{0,63}").fullmatch
# A code that only a running request shows is remembered, but a flood of them is not.
_MOST_CODES = 1000


class ProblemPages:
    """The pages below ``/docs/errors/``: the server's own codes, and those that the contract explains.

    A code that neither explains shows the page of its class from the first time that it is answered.
    """

    def __init__(
        self,
        explained: Mapping[str, ProblemCode] = MappingProxyType({}),
        layout: Layout | None = None,
        public_url: str = "",
    ) -> None:
        self._layout = layout or Layout()
        self._public_url = public_url
        self._codes = {**_own_codes(), **explained}
        self._unexplained: set[str] = set()

    def note(self, problem: Problem) -> None:
        """Remember that a problem with this code was answered."""
        code = problem.code
        if code not in self._codes and len(self._codes) < _MOST_CODES:
            explanation = EXPLANATIONS[problem.default_code]
            self._codes[code] = ProblemCode(code, problem.status, explanation.meaning, explanation.remedy)
            self._unexplained.add(code)

    def pages(self) -> FixedPages:
        """Return the pages: one a code, and their index."""
        return FixedPages({"/docs/errors": self.index}, {"/docs/errors/": self.find})

    def unexplained(self) -> list[str]:
        """Return the codes that were answered and that nobody explains."""
        return sorted(self._unexplained)

    def find(self, code: str) -> EncodedResponse | None:
        """Return the page of one code."""
        known = self._codes.get(code) if _CODE(code) else None
        if known is None:
            return None
        return self._layout.page(
            "error.html",
            f"/docs/errors/{code}",
            code,
            {
                "status": f"{known.status} {_phrase(known)}".strip(),
                "meaning": known.meaning,
                "remedy": known.remedy,
                "example": self._example(known),
            },
        )

    def index(self) -> EncodedResponse:
        """Return the page that lists every code by status."""
        codes = sorted(self._codes.values(), key=lambda known: (known.status, known.code))
        return self._layout.page("errors.html", "/docs/errors", "Errors", {"codes": codes})

    def _example(self, known: ProblemCode) -> str:
        problem = {
            "type": f"{self._public_url}/docs/errors/{known.code}",
            "title": _phrase(known),
            "status": known.status,
            "detail": known.meaning,
            "code": known.code,
            "request_id": "01981b9e-5c3a-7d10-9f41-2f6f0c1d7e55",
        }
        return orjson.dumps(problem, option=orjson.OPT_INDENT_2).decode("utf-8")


def _own_codes() -> dict[str, ProblemCode]:
    return {
        code: ProblemCode(code, explanation.kind.status, explanation.meaning, explanation.remedy)
        for code, explanation in EXPLANATIONS.items()
    }


def _phrase(known: ProblemCode) -> str:
    try:
        return HTTPStatus(known.status).phrase
    except ValueError:
        return ""
