"""The text of ``_check.py``: the modules that people own, checked against the Protocols by a type checker."""

from collections.abc import Sequence

from contractfirst.stubs.header import module_text
from contractfirst.stubs.tag_module import TagModule

__all__ = ["check_module"]

_SUMMARY = (
    """Nothing at run time; to a type checker, the promise that every handler has its Protocol's signature."""
)


def check_module(tags: Sequence[TagModule]) -> str:
    """Return the text of the module."""
    if not tags:
        return module_text(_SUMMARY, [], [])
    lines = ["if TYPE_CHECKING:"]
    for tag in sorted(tags, key=lambda tag: tag.tag.module_name):
        name = tag.tag.module_name
        lines.append(f"    from .. import {name} as {name}_handlers")
    lines.append("")
    for tag in sorted(tags, key=lambda tag: tag.file_name):
        lines.append(f"    from . import {tag.file_name} as {tag.tag.module_name}_contract")
    lines.append("")
    for tag in tags:
        name = tag.tag.module_name
        lines.append(f"    _{name}: {name}_contract.{tag.protocol} = {name}_handlers")
    imports = ["from typing import TYPE_CHECKING", "", *lines]
    return module_text(_SUMMARY, imports, [])
