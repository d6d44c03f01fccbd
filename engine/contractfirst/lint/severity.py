"""How much a finding weighs."""

from enum import StrEnum

__all__ = ["Severity"]


class Severity(StrEnum):
    """An error is provably wrong, a warning is incomplete or unsafe, an info is advice."""

    OFF = "off"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
