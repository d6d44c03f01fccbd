"""``contractfirst serve``: any document, a package of handlers, and components if there are any."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from click.testing import CliRunner

from contractfirst.cli import main
from tests.engine.server.harness import DOCUMENTS
from tests.engine.server.sockets import ROOT, free_port

PACKAGE = "tests.engine.server.documents"


@contextmanager
def served(name: str, *options: str) -> Iterator[tuple[str, str]]:
    """Serve a test document until the block ends; gives its origin and the line that it printed."""
    port = free_port()
    program = [sys.executable, "-m", "contractfirst", "serve", str(DOCUMENTS / f"{name}.yaml")]
    process = subprocess.Popen(
        [*program, "--port", str(port), "--log-level", "error", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        assert line, process.stderr.read()
        yield f"http://127.0.0.1:{port}", line
    finally:
        process.terminate()
        process.communicate(timeout=15)


def test_document_with_handlers_that_need_no_store() -> None:
    with served("plain", "--handlers", f"{PACKAGE}.plain") as (origin, line):
        assert line == f"{origin} serves 3 of 3 operations; {origin}/docs\n"
        assert httpx.get(f"{origin}/boxes/3").json() == {"kind": "box", "weight": 3}
        assert httpx.get(f"{origin}/ready").json()["status"] == "ready"


def test_components_bring_the_store_and_check_tokens() -> None:
    options = [
        "--handlers",
        f"{PACKAGE}.library",
        "--components",
        "tests.engine.cli.components:make_components",
    ]
    with served("library", *options) as (origin, _):
        books = f"{origin}/shelf/v1/books"
        assert httpx.get(books, headers={"Authorization": "Bearer stranger"}).status_code == 401
        writer = {"Authorization": "Bearer writer"}
        created = httpx.post(books, headers=writer, json={"title": "It"})
        assert created.status_code == 201
        found = httpx.get(f"{origin}{created.headers['Location']}", headers=writer)
        assert found.json()["title"] == "It"


def test_without_components_any_token_is_accepted_but_one_is_needed() -> None:
    with served("library", "--handlers", "tests.engine.cli", "--mock-missing") as (origin, line):
        assert " serves 0 of " in line
        books = f"{origin}/shelf/v1/books"
        assert httpx.get(books).status_code == 401
        assert httpx.get(books, headers={"Authorization": "Bearer any"}).status_code == 200


def test_missing_handlers_answer_501_unless_they_are_mocked() -> None:
    with served("plain", "--handlers", "tests.engine.cli") as (origin, _):
        assert httpx.get(f"{origin}/boxes/3").status_code == 501


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--components", "nowhere"], "--components must be MODULE:NAME, not 'nowhere'."),
        (["--components", "nowhere_at_all:x"], "--components: there is no module nowhere_at_all."),
        (["--components", "tests.engine.cli.components:x"], "tests.engine.cli.components has no x."),
        (["--components", "tests.engine.cli.components:nothing"], "components:nothing is not callable."),
        (["--port", "none"], "port: must be a whole number from 1 to 65535 (from --port)"),
        (
            ["--environment", "production", "--public-url", "https://a.example"],
            "--components is required in production: it names what checks access tokens.",
        ),
    ],
)
def test_wrong_options_are_one_line(options: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["serve", str(DOCUMENTS / "plain.yaml"), *options])
    assert result.exit_code in {1, 2}
    assert result.output.startswith("Error: ")
    assert message in result.output
