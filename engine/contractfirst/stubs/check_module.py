"""The text of ``_contract_check.py``: a type checker compares the handlers with their Protocols."""

from collections.abc import Sequence

from contractfirst.stubs.header import module_text
from contractfirst.stubs.package import PACKAGE
from contractfirst.stubs.tag_module import TagModule

__all__ = ["check_module"]

_SUMMARY = """Does nothing at run time; type checkers compare every handler with its Protocol."""


def check_module(tags: Sequence[TagModule]) -> str:
    """Return the text of the module."""
    if not tags:
        return module_text(_SUMMARY, [], [])
    lines = ["if TYPE_CHECKING:"]
    for tag in sorted(tags, key=lambda tag: tag.tag.module_name):
        name = tag.tag.module_name
        lines.append(f"    from . import {name} as {name}_handlers")
    lines.append("")
    for tag in sorted(tags, key=lambda tag: tag.file_name):
        lines.append(f"    from .{PACKAGE} import {tag.file_name} as {tag.tag.module_name}_contract")
    lines.append("")
    for tag in tags:
        name = tag.tag.module_name
        lines.append(f"    _{name}: {name}_contract.{tag.protocol} = {name}_handlers")
    imports = ["from typing import TYPE_CHECKING", "", *lines]
    return module_text(_SUMMARY, imports, [])
