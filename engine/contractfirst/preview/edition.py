"""What one state of the document gives: a mock of it if it can be compiled, and its findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from contractfirst.clock import Clock
from contractfirst.contract import ContractError, Finding
from contractfirst.mock.application import create_mock
from contractfirst.mock.document import load_mockable
from contractfirst.server.application import ServerApplication
from contractfirst.server.settings import ServerSettings

__all__ = ["Edition", "ShownFinding", "read_edition", "read_findings"]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding as the page shows it; ``fix`` and ``pointer`` may be empty."""

    line: int
    column: int
    severity: str
    rule: str
    message: str
    fix: str
    pointer: str
    path: str


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """``application`` mocks the operations that could be compiled, and is ``None`` where there are none.

    ``refusals`` say what could not be compiled, and why. ``files`` are those that it was read from.
    """

    application: ServerApplication | None
    refusals: tuple[ShownFinding, ...]
    files: frozenset[Path]


def read_edition(path: Path, clock: Clock, settings: ServerSettings, *, seed: int, stateful: bool) -> Edition:
    """Compile the document as it stands."""
    try:
        contract = load_mockable(path)
    except ContractError as error:
        return Edition(None, _shown(error.findings), frozenset())
    application = create_mock(contract, clock, settings, seed=seed, stateful=stateful)
    return Edition(application, _shown(contract.findings), contract.document.files)


def _shown(findings: Iterable[Finding]) -> tuple[ShownFinding, ...]:
    return tuple(
        ShownFinding(each.line, each.column, "error", "contract", each.message, "", each.pointer, each.path)
        for each in findings
    )


def read_findings(path: Path) -> tuple[ShownFinding, ...]:
    """Lint the document as it stands."""
    # Imported here, so that a mock without a preview does not wait for the rules.
    from contractfirst.lint import (
        LintSettings,
        LintSettingsError,
        UnreadableError,
        find_settings,
        lint_document,
        load_settings,
    )

    try:
        file = find_settings(path)
        report = lint_document(path, LintSettings() if file is None else load_settings(file))
    except (UnreadableError, LintSettingsError) as error:
        return (ShownFinding(1, 1, "error", "lint", str(error), "", "", str(path)),)
    return tuple(
        ShownFinding(
            finding.line,
            finding.column,
            finding.severity.value,
            finding.rule,
            finding.message,
            finding.fix,
            finding.pointer,
            finding.path,
        )
        for finding in report.findings
    )
