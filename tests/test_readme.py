"""The README's seven steps add an operation, as they are written, to a copy of the repository."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.packages.environment import free_port, wait_for
from tests.packages.wheels import ROOT

README = (ROOT / "README.md").read_text("utf-8")
FOLDERS = ["brainstormmsp", "engine", "handlers", "openapi", "tests"]
FILES = ["pyproject.toml", "Makefile", "README.md"]
_CONTRACT = "openapi/brainstormmsp.yaml"


def blocks(heading: str) -> list[tuple[str, str]]:
    """Return the language and the text of each code block below a heading."""
    section = re.split(r"^##+ ", README.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^```(\w+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


class Checkout:
    """A copy of the repository; what it imports is the copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in FOLDERS:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(ROOT / name, folder / name)
        path = os.pathsep.join(str(folder / name) for name in (".", "engine"))
        self.environment = {**os.environ, "PYTHONPATH": path, "MYPYPATH": path}

    def run(self, *command: str) -> str:
        """Run a command in the copy; fail with its output unless it exits with 0."""
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{shlex.join(command)}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def make(self, *targets: str) -> str:
        """Run targets of the Makefile with the running interpreter's programs."""
        binaries = Path(sys.executable).parent
        return self.run("make", "-o", ".venv/.complete", f"BIN={binaries}", *targets)

    def edit(self, name: str, before: str, after: str) -> None:
        """Replace a text that stands in a file once."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(before) == 1, f"{before!r} in {name}"
        (self.folder / name).write_text(text.replace(before, after), "utf-8")


def stub(module: str, function: str) -> str:
    """Return the source of a function of a module."""
    (found,) = (
        node for node in ast.parse(module).body if isinstance(node, ast.FunctionDef) and node.name == function
    )
    return str(ast.get_source_segment(module, found))


def answered_by_the_mock(checkout: Checkout, curl: str) -> int:
    """Send the request of a ``curl`` command to the copy's mock; return the status."""
    words = shlex.split(curl)
    name, _, value = words[words.index("-H") + 1].partition(": ")
    port = free_port()
    url = words[-1].replace(":8080/", f":{port}/")
    command = ["-m", "contractfirst", "mock", _CONTRACT, "--port", str(port), "--stateful"]
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=checkout.folder,
        env=checkout.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/ready", process)
        with urllib.request.urlopen(urllib.request.Request(url, headers={name: value})) as response:
            return int(response.status)
    finally:
        process.terminate()
        process.wait(30)


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_the_seven_steps_add_an_operation(tmp_path: Path) -> None:
    steps = blocks("Add an operation in seven steps")
    assert [language for language, _ in steps] == ["yaml", "sh", "sh", "sh", "python", "python", "sh"]
    operation, check, mock, generate, handler, test, _ = (text for _, text in steps)
    checkout = Checkout(tmp_path / "copy")

    checkout.edit(_CONTRACT, "\npaths:\n", f"\npaths:\n{operation}")
    checkout.make(*check.split()[1:])
    assert answered_by_the_mock(checkout, mock.partition("curl ")[2]) == 200

    checkout.make(*generate.split()[1:])
    module = (checkout.folder / "handlers/contacts.py").read_text("utf-8")
    imports, function = handler.split("\n\n\n")
    checkout.edit("handlers/contacts.py", stub(module, "get_primary_contact"), function.rstrip())
    checkout.edit(
        "handlers/contacts.py",
        "\nfrom brainstormmsp.backend import",
        f"\n{imports}\nfrom brainstormmsp.backend import",
    )
    with (checkout.folder / "tests/product/handlers/test_contacts.py").open("a") as tests:
        tests.write(f"\n\n{test}")

    checkout.make("format", "lint", "lint-contract", "stubs-check")
    python = [sys.executable, "-m"]
    checkout.run(*python, "mypy", "-p", "handlers", "-m", "tests.product.handlers.test_contacts")
    name = "test_the_primary_contact_of_a_client_is_read"
    assert "1 passed" in checkout.run(
        *python,
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/product/handlers/test_contacts.py",
        "-k",
        name,
    )


def test_the_handler_that_the_readme_shows_is_ours() -> None:
    (shown,) = (text for language, text in blocks("For handler authors") if language == "python")
    assert shown in (ROOT / "handlers/contacts.py").read_text("utf-8")
