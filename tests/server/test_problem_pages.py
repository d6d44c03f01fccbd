"""Every code has a page."""

from pathlib import Path
from typing import Any

import pytest

from brainstormmsp.contract import problems
from brainstormmsp.contract.problems import Conflict, Problem
from brainstormmsp.server.problem_explanations import EXPLANATIONS
from brainstormmsp.server.problem_pages import ProblemPages, codes_raised_in
from tests.server.harness import Running

CLASSES = [
    kind
    for name in problems.__all__
    if isinstance(kind := getattr(problems, name), type) and issubclass(kind, Problem)
]


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_of_problems_has_an_explanation(kind: type[Problem]) -> None:
    assert kind.default_code in EXPLANATIONS
    assert kind is Problem or EXPLANATIONS[kind.default_code].kind is kind


def test_every_code_of_the_server_and_the_contract_has_a_page_of_its_own() -> None:
    found = codes_raised_in(["brainstormmsp.server", "brainstormmsp.server.stages", "brainstormmsp.contract"])
    assert ProblemPages(found).unexplained() == []


def test_codes_of_handlers_are_found_without_running_them(library: Running) -> None:
    found = dict(codes_raised_in(["tests.server.documents.library"]))
    assert set(found) == {"unsupported_grant_type", "invalid_client"}
    assert library.application.problem_pages.unexplained() == []
    assert codes_raised_in(["there.is.no.such.package".replace(".", "_")]) == []


def test_code_without_an_explanation_shows_that_of_its_class() -> None:
    pages = ProblemPages()
    assert pages.find("shelf_full") is None
    pages.note(Conflict("Full.", code="shelf_full"))
    assert pages.unexplained() == ["shelf_full"]
    found = pages.find("shelf_full")
    assert found is not None
    assert b"shelf_full" in found.body
    assert EXPLANATIONS["conflict"].meaning.encode() in found.body


def test_code_that_becomes_a_problem_later_has_a_page_before(tmp_path: Path, monkeypatch: Any) -> None:
    package = tmp_path / "rules_of_a_shelf"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "rules.py").write_text(
        'rule = Rule(("title",), code="title_taken", detail="Taken.")\n'
        'wrong = Violation(code="pattern", detail="No.", pointer="")\n'
        'other = Plan(code=7, detail="No.")\n'
    )
    monkeypatch.syspath_prepend(tmp_path)
    found = codes_raised_in(["rules_of_a_shelf"])
    assert found == [("title_taken", Problem)]
    pages = ProblemPages(found)
    before = pages.find("title_taken")
    assert before is not None
    assert b"500" not in before.body
    pages.note(Conflict("Taken.", code="title_taken"))
    after = pages.find("title_taken")
    assert after is not None
    assert b"409 Conflict" in after.body


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
