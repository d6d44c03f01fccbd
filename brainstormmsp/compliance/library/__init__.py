"""The built-in controls, the same for every organisation; one module per area.

A control is mapped to those references of CIS Controls 8.1, NIST CSF 2.0, ISO/IEC 27001:2022 Annex A and
the SOC 2 Trust Services Criteria whose requirement it tests: a device that reports regularly is an inventory
entry, not a log or a malware scanner; an alert that was handled is a response, not its detection. Only the
identifiers come from those frameworks; all texts are our own. Each control that asks for evidence names a
topic of its own.
"""

from brainstormmsp.compliance.library import (
    access,
    asset_management,
    awareness,
    backups,
    data_protection,
    endpoints,
    governance,
    incidents,
    monitoring,
    networks,
    tickets,
    vulnerabilities,
)
from brainstormmsp.compliance.library.builtin_control import BuiltinControl, References

__all__ = ["LIBRARY", "BuiltinControl", "References"]

LIBRARY: tuple[BuiltinControl, ...] = (
    *access.CONTROLS,
    *asset_management.CONTROLS,
    *awareness.CONTROLS,
    *backups.CONTROLS,
    *data_protection.CONTROLS,
    *endpoints.CONTROLS,
    *governance.CONTROLS,
    *incidents.CONTROLS,
    *monitoring.CONTROLS,
    *networks.CONTROLS,
    *tickets.CONTROLS,
    *vulnerabilities.CONTROLS,
)
