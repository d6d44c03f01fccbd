"""``contractfirst stubs`` as people type it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contractfirst.cli.stubs import command
from tests.engine.stubs.projects import LIBRARY, fresh_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return fresh_package(tmp_path)


def run(package: Path, *arguments: str, document: Path = LIBRARY) -> Result:
    return CliRunner().invoke(command, [str(document), "--handlers", str(package), *arguments])


def test_stubs_says_what_it_wrote_and_then_that_nothing_is_left(package: Path) -> None:
    first = run(package)
    assert first.exit_code == 0
    assert f"wrote {package / '_contract' / 'schemas.py'}\n" in first.output
    assert f"added {package / 'books.py'}: get_book\n" in first.output
    second = run(package)
    assert (second.exit_code, second.output) == (0, "Everything is up to date.\n")


def test_check_writes_nothing_and_fails_where_stubs_would_write(package: Path) -> None:
    result = run(package, "--check")
    assert result.exit_code == 1
    assert ": handler: the operation getBook has no handler" in result.output
    assert ": stale: the generated module is missing; run stubs" in result.output
    assert not package.exists()
    run(package)
    assert run(package, "--check").exit_code == 0


def test_check_lets_mypy_judge_when_asked(package: Path) -> None:
    run(package)
    path = package / "scans.py"
    text = path.read_text(encoding="utf-8").replace("body: bytes", "body: memoryview")
    path.write_text(text, encoding="utf-8")
    assert run(package, "--check").exit_code == 0
    result = run(package, "--check", "--mypy")
    assert result.exit_code == 1
    line = text[: text.index("def upload_scan")].count("\n") + 1
    assert result.output.startswith(f"{path}:{line}:1: signature: mypy refuses upload_scan: ")


def test_status_lists_every_operation(package: Path) -> None:
    run(package)
    result = run(package, "--status")
    assert result.exit_code == 0
    assert f"missing  getBook  {package / 'books.py'}: get_book\n" in result.output
    assert "0 of 8 operations are written.\n" in result.output


def test_the_context_comes_from_the_option_or_from_pyproject(package: Path) -> None:
    (package.parent / "pyproject.toml").write_text('[tool.contractfirst.stubs]\ncontext = "desk:Desk"\n')
    run(package)
    assert "from desk import Desk\n" in (package / "books.py").read_text(encoding="utf-8")
    run(package, "--context", "till:Till")
    assert "from till import Till\n" in (package / "_contract" / "books.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.contractfirst.stubs]\ncontext = 1\n", "context must be a string"),
        ("[tool.contractfirst.stubs]\ncontext = 'x'\n", "module:Name"),
        ("[tool", "pyproject.toml: "),
    ],
)
def test_a_broken_pyproject_is_told_in_a_line(text: str, message: str, package: Path) -> None:
    (package.parent / "pyproject.toml").write_text(text)
    result = run(package)
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1


def test_a_broken_document_or_handler_is_named_with_its_place_and_nothing_is_written(package: Path) -> None:
    broken = package.parent / "broken.yaml"
    broken.write_text("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get: {}\n")
    result = run(package, document=broken)
    assert result.exit_code == 1
    assert result.output.startswith(f"{broken}:5:5: ")
    assert not package.exists()
    package.mkdir()
    (package / "books.py").write_text("def (\n")
    result = run(package)
    assert (result.exit_code, result.output) == (1, f"{package / 'books.py'}:1:5: invalid syntax\n")
    assert list(package.iterdir()) == [package / "books.py"]


def test_broken_schema_is_reported_with_its_place_and_the_rest_is_written(package: Path) -> None:
    broken = package.parent / "broken.yaml"
    get = "get: {operationId: getA, responses: {'204': {description: Done.}}}"
    schemas = "components:\n  schemas:\n    Bad: {type: strng}\n"
    broken.write_text(
        f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    {get}\n{schemas}"
    )
    result = run(package, document=broken)
    assert result.exit_code == 1
    assert f"added {package / 'default.py'}: get_a" in result.stdout
    assert result.stderr.startswith(f"{broken}:8:11: ")
    checked = run(package, "--check", document=broken)
    assert (checked.exit_code, checked.stdout, checked.stderr) == (1, "", result.stderr)


@pytest.mark.parametrize("arguments", [("--check", "--status"), ("--mypy",)])
def test_options_that_make_no_sense_together_are_refused(arguments: tuple[str, ...], package: Path) -> None:
    assert run(package, *arguments).exit_code == 2


def test_schema_types_go_where_pyproject_says(package: Path) -> None:
    (package.parent / "pyproject.toml").write_text('[tool.contractfirst.stubs]\nschemas = "core.schemas"\n')
    run(package)
    assert (package.parent / "core" / "schemas.py").is_file()
    assert not (package / "_contract" / "schemas.py").exists()
    assert "from core import schemas\n" in (package / "books.py").read_text()
    assert "from core import schemas\n" in (package / "_contract" / "books.py").read_text()
    assert run(package, "--check").output == ""
    (package.parent / "core" / "schemas.py").write_text("")
    assert f"{package.parent / 'core' / 'schemas.py'}:1:1: stale" in run(package, "--check").output
