"""Lint for any OpenAPI 3.1 document: every finding in one pass, with its place and the way out."""

from contractfirst.contract.document import UnreadableError
from contractfirst.lint.finding import LintFinding, Suppressed
from contractfirst.lint.lint import LintReport, lint_document
from contractfirst.lint.rule import LintRule
from contractfirst.lint.rules import RULES
from contractfirst.lint.settings import LintSettings, LintSettingsError, find_settings, load_settings
from contractfirst.lint.severity import Severity

__all__ = [
    "RULES",
    "LintFinding",
    "LintReport",
    "LintRule",
    "LintSettings",
    "LintSettingsError",
    "Severity",
    "Suppressed",
    "UnreadableError",
    "find_settings",
    "lint_document",
    "load_settings",
]
