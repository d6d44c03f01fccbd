"""Changes in the forms that people, programs and CI read."""

from contractfirst.diff.output.annotations import annotations
from contractfirst.diff.output.machine import machine
from contractfirst.diff.output.markdown import markdown
from contractfirst.diff.output.page import page, rule_list
from contractfirst.diff.output.text import summary, text

__all__ = ["annotations", "machine", "markdown", "page", "rule_list", "summary", "text"]
