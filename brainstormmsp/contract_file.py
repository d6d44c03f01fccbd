"""Where the contract and the articles of the docs are: in an installed wheel, or in a checkout."""

from pathlib import Path

__all__ = ["articles_folder", "contract_file"]

_PACKAGE = Path(__file__).parent


def contract_file() -> Path:
    """Return the path of the contract."""
    return _packaged(Path("openapi", "brainstormmsp.yaml"))


def articles_folder() -> Path:
    """Return the folder of the articles."""
    return _packaged(Path("docs"))


def _packaged(path: Path) -> Path:
    """Return a path as package data, or beside the package in a checkout."""
    packaged = _PACKAGE / path
    return packaged if packaged.exists() else _PACKAGE.parent / path
