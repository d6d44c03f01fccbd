"""A page for every problem code, so that a problem's ``type`` resolves to something to read."""

import ast
import html
import importlib.util
import pkgutil
import re
from collections.abc import Iterable
from pathlib import Path

from brainstormmsp.contract import problems
from brainstormmsp.contract.exchange import EncodedResponse
from brainstormmsp.contract.problems import Problem, Violation
from brainstormmsp.server.pages import Pages, page
from brainstormmsp.server.problem_explanations import EXPLANATIONS, UNKNOWN

__all__ = ["ProblemPages", "codes_raised_in"]


_PROBLEM_CLASSES: dict[str, type[Problem]] = {
    name: kind
    for name in problems.__all__
    if isinstance(kind := getattr(problems, name), type) and issubclass(kind, Problem)
}
_CODE = re.compile(r"[a-z][a-z0-9_.-]{0,63}").fullmatch
# A code that only a running request shows is remembered, but a flood of them is not.
_MOST_CODES = 1000


class ProblemPages:
    """The pages below ``/docs/errors/``.

    A code without an explanation of its own shows that of its class. Codes are known from the table,
    from the sources that the server was told of, and from the problems it has answered with.
    """

    def __init__(self, codes: Iterable[tuple[str, type[Problem]]] = ()) -> None:
        self._kinds = {code: explanation.kind for code, explanation in EXPLANATIONS.items()}
        for code, kind in codes:
            if self._kinds.get(code, Problem) is Problem:
                self._kinds[code] = kind

    def note(self, problem: Problem) -> None:
        """Remember that a problem with this code was answered."""
        if self._kinds.get(problem.code, Problem) is Problem and len(self._kinds) < _MOST_CODES:
            self._kinds[problem.code] = type(problem)

    def pages(self) -> Pages:
        """Return the pages: one a code, and their index."""
        return Pages({"/docs/errors": self.index}, {"/docs/errors/": self.find})

    def unexplained(self) -> list[str]:
        """Return the known codes that have no explanation of their own."""
        return sorted(set(self._kinds) - set(EXPLANATIONS))

    def find(self, code: str) -> EncodedResponse | None:
        """Return the page of one code."""
        kind = self._kinds.get(code) if _CODE(code) else None
        if kind is None:
            return None
        explanation = EXPLANATIONS.get(code) or EXPLANATIONS.get(kind.default_code) or UNKNOWN
        status = f"<p>{kind.status} {html.escape(kind.title)}</p>"
        if kind is Problem:
            status, explanation = "", UNKNOWN
        return _html(
            code,
            f"{status}<h2>What it means</h2><p>{html.escape(explanation.meaning)}</p>"
            f"<h2>What to do</h2><p>{html.escape(explanation.remedy)}</p>"
            '<p><a href="/docs/errors">All errors</a> · <a href="/docs">The API</a></p>',
        )

    def index(self) -> EncodedResponse:
        """Return the page that lists every code by status."""
        rows = "".join(
            f"<tr><td>{'' if kind is Problem else kind.status}<td>"
            f'<a href="/docs/errors/{html.escape(code)}">{html.escape(code)}</a>'
            for code, kind in sorted(self._kinds.items(), key=lambda item: (item[1].status, item[0]))
        )
        return _html("Errors", f"<table><tr><th>Status<th>Code{rows}</table>")


def codes_raised_in(packages: Iterable[str]) -> list[tuple[str, type[Problem]]]:
    """Return the codes that the modules of some packages give to problems, without importing them.

    Found are calls of a problem class with ``code="…"``, and, as plain ``Problem``, calls of anything else
    with a ``code`` and a ``detail`` that a problem could be made of later; a violation's code is none. A
    package that does not exist has no codes.
    """
    found: list[tuple[str, type[Problem]]] = []
    for package in packages:
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            for module in pkgutil.iter_modules([folder]):
                source = Path(folder, f"{module.name}.py")
                if source.is_file():
                    found.extend(_codes_in(source.read_text("utf-8")))
    return found


def _codes_in(source: str) -> Iterable[tuple[str, type[Problem]]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        code = given.get("code")
        if not isinstance(code, ast.Constant) or not _CODE(str(code.value)):
            continue
        if name in _PROBLEM_CLASSES:
            yield str(code.value), _PROBLEM_CLASSES[name]
        elif "detail" in given and name != Violation.__name__:
            yield str(code.value), Problem


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
