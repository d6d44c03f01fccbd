"""The command ``diff``: what it prints, and with which status it ends."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contractfirst.cli import main

LENGTH = """\
openapi: 3.1.0
info: {title: Library, version: '1'}
paths:
  /books:
    post:
      operationId: addBook
      requestBody:
        content:
          application/json:
            schema: {type: string, maxLength: %s}
      responses:
        '200': {description: Done.}
"""
Repository = Callable[..., None]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments])


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for length in (10, 20):
        (tmp_path / f"{length}.yaml").write_text(LENGTH % length)
    (tmp_path / "risky.yaml").write_text(LENGTH.replace("addBook", "createBook") % 10)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository whose tag ``v1`` has ``openapi/api.yaml`` with a length of 20, now 10."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"NAME": "A", "EMAIL": "a@b.example"}.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    git("init", "--quiet", "--initial-branch=main")
    git("commit", "--quiet", "--allow-empty", "--message=Start")
    git("tag", "v0")
    (tmp_path / "openapi").mkdir()
    (tmp_path / "openapi" / "api.yaml").write_text(LENGTH % 20)
    git("add", "openapi")
    git("commit", "--quiet", "--message=Describe the API")
    git("tag", "v1")
    (tmp_path / "openapi" / "api.yaml").write_text(LENGTH % 10)
    return tmp_path


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


@pytest.mark.usefixtures("files")
def test_a_change_is_told_with_both_places_and_who_breaks() -> None:
    result = run("20.yaml", "10.yaml")
    assert result.output.splitlines() == [
        "10.yaml:10:36: breaking request-length-tightened request body: maxLength 20 → 10",
        "    base: 20.yaml:10:36",
        "    in:   POST /books",
        "    who:  client sending",
        "1 breaking",
    ]
    assert result.exit_code == 1


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("arguments", "status", "last"),
    [
        (("10.yaml", "20.yaml"), 0, "1 safe"),
        (("10.yaml", "10.yaml"), 0, "no changes"),
        (("10.yaml", "risky.yaml"), 0, "1 risky"),
        (("10.yaml", "risky.yaml", "--fail-on", "risky"), 1, "1 risky"),
        (("20.yaml", "10.yaml", "--fail-on", "risky"), 1, "1 breaking"),
    ],
)
def test_the_status_says_whether_clients_break(arguments: tuple[str, ...], status: int, last: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.output.splitlines()[-1]) == (status, last)


@pytest.mark.usefixtures("files")
def test_a_document_of_another_version_is_refused() -> None:
    text = Path("10.yaml").read_text("utf-8").replace("3.1", "3.0", 1)
    Path("old.yaml").write_text(text, "utf-8")
    message = (
        'old.yaml:1:1: the document is not OpenAPI 3.1: "openapi" must be 3.1.x\n'
        "Nothing was compared: lint the document first.\n"
    )
    for arguments in (("10.yaml", "old.yaml"), ("old.yaml", "10.yaml"), ("old.yaml", "old.yaml")):
        result = run(*arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("{type: string, maxLength: 10}", "{$ref: '#/components/schemas/Nope'}", "10:22: "),
        ("type: string", "type: strin", "10:22: not a valid schema: "),
        ("maxLength: 10", "maxLength: ten", "10:36: not a valid schema: "),
        (LENGTH[LENGTH.index("paths:") :] % 10, "paths: null\n", "3:1: must be an object"),
        ("openapi: 3.1.0\n", "openapi: 3.1.0\nopenapi: 3.1.0\n", '2:1: the key "openapi" is given twice'),
    ],
)
def test_broken_parts_are_reported_and_nothing_is_compared(old: str, new: str, finding: str) -> None:
    """JSON Schema Validation section 6.1.1 (``type``), OpenAPI 3.1.1 section 4.8.1 (``paths``)."""
    text = Path("10.yaml").read_text("utf-8")
    assert old in text
    Path("broken.yaml").write_text(text.replace(old, new), "utf-8")
    for arguments in (("20.yaml", "broken.yaml"), ("broken.yaml", "20.yaml")):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"broken.yaml:{finding}"), result.stderr
        assert result.stderr.endswith("\nNothing was compared: lint the document first.\n")


def test_a_broken_document_in_a_revision_is_named_with_the_revision(repository: Path) -> None:
    sound = (repository / "openapi" / "api.yaml").read_text("utf-8")
    (repository / "openapi" / "api.yaml").write_text(sound.replace("string", "strin"), "utf-8")
    git("commit", "--quiet", "--all", "--message=Break the API")
    (repository / "openapi" / "api.yaml").write_text(sound, "utf-8")
    result = run("main:openapi/api.yaml")
    assert result.exit_code == 2
    assert result.stderr.startswith("main:openapi/api.yaml:10:22: not a valid schema: "), result.stderr


@pytest.mark.usefixtures("files")
def test_changes_come_as_json() -> None:
    written = json.loads(run("20.yaml", "10.yaml", "--format", "json").output)
    assert written["counts"] == {"breaking": 1, "risky": 0, "safe": 0}
    (change,) = written["changes"]
    assert (change["rule"], change["who"]) == ("request-length-tightened", "client sending")
    assert change["base"]["pointer"].endswith("/schema/maxLength")
    assert change["operations"] == ["POST /books"]


@pytest.mark.usefixtures("files")
def test_changes_come_as_annotations() -> None:
    assert run("20.yaml", "10.yaml", "--format", "github").output == (
        "::error file=10.yaml,line=10,col=36,title=request-length-tightened::"
        "request body: maxLength 20 → 10 (client sending; was at 20.yaml:10:36)\n"
    )
    assert run("10.yaml", "20.yaml", "--format", "github").output == ""


@pytest.mark.usefixtures("files")
def test_the_changelog_is_grouped_by_operation() -> None:
    lines = run("20.yaml", "10.yaml", "--format", "markdown").output.splitlines()
    assert "## `POST /books`" in lines
    assert lines[-1].startswith("- **Breaking**, client sending: request body: maxLength 20 → 10. (`request-")


def test_text_of_the_document_is_no_markup_in_the_changelog(tmp_path: Path) -> None:
    for name, value in (("base", "x"), ("head", "<b>`*_")):
        (tmp_path / name).write_text(LENGTH.replace("type: string, maxLength: %s", f"enum: ['{value}']"))
    output = run(str(tmp_path / "base"), str(tmp_path / "head"), "--format", "markdown").output
    assert "\\<b\\>\\`\\*\\_" in output
    assert " <b>" not in output


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    "arguments",
    [
        ("v1", "openapi/api.yaml"),
        ("v1:openapi/api.yaml", "openapi/api.yaml"),
        ("v1:openapi/api.yaml",),
        ("main", "--document", "openapi/api.yaml"),
    ],
)
def test_a_base_can_be_a_git_revision(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.output.splitlines()[0].startswith("openapi/api.yaml:10:36: breaking")
    assert result.output.splitlines()[1].endswith(":openapi/api.yaml:10:36")


def test_both_can_be_git_revisions(repository: Path) -> None:
    git("commit", "--quiet", "--all", "--message=Shorten")
    result = run("v1", "HEAD", "--document", "openapi/api.yaml")
    assert result.output.splitlines()[0].startswith("HEAD:openapi/api.yaml:10:36: breaking")
    assert repository.is_dir()


def test_files_beside_the_document_come_from_the_revision_too(repository: Path) -> None:
    folder = repository / "openapi"
    document = (LENGTH % 20).replace("{type: string, maxLength: 20}", "{$ref: 'title.yaml#/Title'}")
    (folder / "api.yaml").write_text(document)
    (folder / "title.yaml").write_text("Title: {type: string, maxLength: 20}\n")
    git("add", "openapi")
    git("commit", "--quiet", "--message=Take the title out")
    (folder / "title.yaml").write_text("Title: {type: string, maxLength: 10}\n")
    result = run("HEAD", "openapi/api.yaml")
    assert result.output.splitlines()[:2] == [
        "openapi/title.yaml:1:23: breaking request-length-tightened request body: maxLength 20 → 10",
        "    base: HEAD:openapi/title.yaml:1:23",
    ]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("base", ["v0", "no-such-tag"])
def test_a_base_without_the_document_can_be_allowed(base: str) -> None:
    refused = run(base, "openapi/api.yaml")
    assert refused.exit_code == 2
    assert len(refused.stderr.splitlines()) == 1
    allowed = run(base, "openapi/api.yaml", "--missing-base", "ok")
    assert (allowed.exit_code, allowed.stdout) == (0, "")
    assert allowed.stderr.startswith("Nothing to compare with: ")
    assert len(allowed.stderr.splitlines()) == 1


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("10.yaml",),
        ("no-such.yaml", "10.yaml"),
        ("10.yaml", "no-such.yaml"),
        ("--output=x", "10.yaml"),
        ("10.yaml", "20.yaml", "--explain", "no-such-rule"),
    ],
)
def test_unusable_input_is_status_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.usefixtures("files")
def test_a_broken_document_is_named_with_the_place() -> None:
    Path("broken.yaml").write_text("openapi: [")
    result = run("10.yaml", "broken.yaml")
    assert result.exit_code == 2
    assert "broken.yaml:" in result.stderr


def test_every_rule_has_its_page() -> None:
    rules = [line.split()[0] for line in run("--list-rules").output.splitlines()]
    assert "request-enum-narrowed" in rules
    for rule in rules:
        page = run("--explain", rule)
        assert page.exit_code == 0
        assert page.output.startswith(f"{rule} (")
        assert "Way out: " in page.output
