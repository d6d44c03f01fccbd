"""The built-in controls, the same for every organisation; one module per area.

Each control is mapped to CIS Controls 8.1, NIST CSF 2.0, ISO/IEC 27001:2022 Annex A and the SOC 2 Trust
Services Criteria. Only the identifiers come from those frameworks; all texts are our own.
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
    *vulnerabilities.CONTROLS,
)
