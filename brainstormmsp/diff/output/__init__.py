"""Changes in the forms that people, programs and CI read."""

from brainstormmsp.diff.output.annotations import annotations
from brainstormmsp.diff.output.machine import machine
from brainstormmsp.diff.output.markdown import markdown
from brainstormmsp.diff.output.page import page, rule_list
from brainstormmsp.diff.output.text import summary, text

__all__ = ["annotations", "machine", "markdown", "page", "rule_list", "summary", "text"]
