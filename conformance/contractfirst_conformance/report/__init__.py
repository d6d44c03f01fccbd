"""A run's outcome, written down: for people, for CI, for programs."""

from pathlib import Path

from contractfirst_conformance.outcome import Outcome
from contractfirst_conformance.recorder import Recorder
from contractfirst_conformance.report.badge import badge
from contractfirst_conformance.report.har import har
from contractfirst_conformance.report.junit import junit
from contractfirst_conformance.report.machine import machine
from contractfirst_conformance.report.page import page
from contractfirst_conformance.report.summary import summary

__all__ = ["FILES", "write_reports"]

FILES = ("report.html", "report.json", "junit.xml", "summary.md", "exchanges.har", "badge.svg")


def write_reports(outcome: Outcome, recorder: Recorder, directory: Path) -> list[Path]:
    """Write every report into ``directory``, made if need be; return the files. Raises ``OSError``."""
    directory.mkdir(parents=True, exist_ok=True)
    contents = (
        page(outcome),
        machine(outcome),
        junit(outcome),
        summary(outcome),
        har(outcome, recorder),
        badge(outcome),
    )
    files = [directory / name for name in FILES]
    for file, content in zip(files, contents, strict=True):
        file.write_text(content, "utf-8")
    return files
