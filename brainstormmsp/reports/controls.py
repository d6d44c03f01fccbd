"""The controls that reports speak of."""

from collections.abc import Mapping

from brainstormmsp.compliance.controls import BUILTIN_ROWS
from brainstormmsp.reports.facts import Control, controls_of_rows
from brainstormmsp.store import Scope
from brainstormmsp.store.report_facts import custom_controls

__all__ = ["every_control"]

_BUILTIN = controls_of_rows(BUILTIN_ROWS)


def every_control(scope: Scope) -> Mapping[str, Control]:
    """Return the built-in controls and the organisation's own, by id."""
    return {**_BUILTIN, **controls_of_rows(custom_controls(scope))}
