"""Documents that tests write into a folder of their own."""

from pathlib import Path
from textwrap import dedent

from contractfirst.lint import LintFinding, LintReport, LintSettings, lint_document

HEAD = "openapi: 3.1.1\ninfo: {title: Library, version: 1.0.0}\n"


def write(folder: Path, text: str, name: str = "library.yaml") -> Path:
    path = folder / name
    path.write_text(dedent(text))
    return path


def judge(folder: Path, text: str, settings: LintSettings | None = None) -> LintReport:
    return lint_document(write(folder, HEAD + dedent(text)), settings, shown="library.yaml")


def brief(findings: tuple[LintFinding, ...]) -> list[tuple[int, str]]:
    return [(finding.line, finding.rule) for finding in findings]
