"""Reports of lint in the forms that people, editors and CI read."""

from contractfirst.lint.output.annotations import annotations
from contractfirst.lint.output.machine import machine
from contractfirst.lint.output.page import page, rule_list
from contractfirst.lint.output.sarif import sarif
from contractfirst.lint.output.text import text

__all__ = ["annotations", "machine", "page", "rule_list", "sarif", "text"]
