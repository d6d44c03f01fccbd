"""Where the contract is: package data in an installed wheel, ``openapi/`` in a checkout."""

from pathlib import Path

__all__ = ["contract_file"]

_NAME = Path("openapi", "brainstormmsp.yaml")
_PACKAGE = Path(__file__).parent


def contract_file() -> Path:
    """Return the path of the contract."""
    packaged = _PACKAGE / _NAME
    return packaged if packaged.is_file() else _PACKAGE.parent / _NAME
