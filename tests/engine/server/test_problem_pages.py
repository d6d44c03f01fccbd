"""Every code has a page."""

import pytest

from contractfirst.contract import ProblemCode, problems
from contractfirst.contract.problems import Conflict, Problem
from contractfirst.server.problem_explanations import EXPLANATIONS
from contractfirst.server.problem_pages import ProblemPages
from tests.engine.server.harness import Running

CLASSES = [
    kind
    for name in problems.__all__
    if isinstance(kind := getattr(problems, name), type) and issubclass(kind, Problem)
]


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_of_problems_has_an_explanation(kind: type[Problem]) -> None:
    assert kind.default_code in EXPLANATIONS
    assert kind is Problem or EXPLANATIONS[kind.default_code].kind is kind


def test_code_without_an_explanation_shows_that_of_its_class() -> None:
    pages = ProblemPages()
    assert pages.find("shelf_full") is None
    pages.note(Conflict("Full.", code="shelf_full"))
    assert pages.unexplained() == ["shelf_full"]
    found = pages.find("shelf_full")
    assert found is not None
    assert b"409 Conflict" in found.body
    assert EXPLANATIONS["conflict"].meaning.encode() in found.body


def test_code_that_the_contract_explains_has_a_page_of_its_own() -> None:
    pages = ProblemPages({"shelf_full": ProblemCode("shelf_full", 409, "No room.", "Clear the <shelf>.")})
    pages.note(Conflict("Full.", code="shelf_full"))
    assert pages.unexplained() == []
    found = pages.find("shelf_full")
    assert found is not None
    assert b"409 Conflict" in found.body
    assert b"No room." in found.body
    assert b"Clear the &lt;shelf&gt;." in found.body


def test_pages_are_html_that_runs_nothing(library: Running) -> None:
    index = library.ask_outside("GET", "/docs/errors")
    assert index.status_code == 200
    for code in EXPLANATIONS:
        assert f'href="/docs/errors/{code}"' in index.text
        page = library.ask_outside("GET", f"/docs/errors/{code}")
        assert page.status_code == 200
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("code", ["nothing", "<script>", "..%2f..", "a" * 100, ""])
def test_unknown_codes_have_no_page(library: Running, code: str) -> None:
    assert library.ask_outside("GET", f"/docs/errors/{code}").status_code == 404


def test_codes_are_plain_words() -> None:
    assert all(code.replace("_", "").isalpha() and code.islower() for code in EXPLANATIONS)
