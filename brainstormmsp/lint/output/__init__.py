"""Reports of lint in the forms that people, editors and CI read."""

from brainstormmsp.lint.output.annotations import annotations
from brainstormmsp.lint.output.machine import machine
from brainstormmsp.lint.output.page import page, rule_list
from brainstormmsp.lint.output.sarif import sarif
from brainstormmsp.lint.output.text import text

__all__ = ["annotations", "machine", "page", "rule_list", "sarif", "text"]
