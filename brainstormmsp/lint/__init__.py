"""Lint for any OpenAPI 3.1 document: every finding in one pass, with its place and the way out."""

from brainstormmsp.lint.file import UnreadableError
from brainstormmsp.lint.finding import LintFinding, Suppressed
from brainstormmsp.lint.lint import Report, lint_document
from brainstormmsp.lint.rule import Rule
from brainstormmsp.lint.rules import RULES
from brainstormmsp.lint.settings import LintSettings, LintSettingsError, find_settings, load_settings
from brainstormmsp.lint.severity import Severity

__all__ = [
    "RULES",
    "LintFinding",
    "LintSettings",
    "LintSettingsError",
    "Report",
    "Rule",
    "Severity",
    "Suppressed",
    "UnreadableError",
    "find_settings",
    "lint_document",
    "load_settings",
]
