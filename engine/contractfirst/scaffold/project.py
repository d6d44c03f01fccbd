"""What a project is called, from the directory that it is to stand in."""

import keyword
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from contractfirst.scaffold.errors import ScaffoldError

__all__ = ["Project", "name_project"]

_TITLE_CHARACTERS = 100
# Longer names would break lines of the generated code.
_PACKAGE_CHARACTERS = 30
# What can be imported beside the project would hide it, or be hidden by it.
_TAKEN = frozenset({*sys.stdlib_module_names, "contractfirst", "handlers", "conformance", "tests", "openapi"})


@dataclass(frozen=True, slots=True)
class Project:
    """``package`` is the Python package of its code, ``name`` that of its distribution."""

    directory: Path
    title: str
    package: str

    @property
    def name(self) -> str:
        return self.package.replace("_", "-")


def name_project(directory: Path, title: str) -> Project:
    """Return the project that stands in ``directory``; its package takes the directory's name.

    Raises:
        ScaffoldError: the title is not one printable line of at most 100 characters.
    """
    title = title.strip()
    if not title or not title.isprintable() or len(title) > _TITLE_CHARACTERS:
        raise ScaffoldError(f"the title must be one printable line of at most {_TITLE_CHARACTERS} characters")
    return Project(directory, title, _package(directory.resolve().name))


def _package(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    package = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_PACKAGE_CHARACTERS].rstrip("_")
    if not package or package[0].isdigit():
        package = f"api_{package}".rstrip("_")
    return f"{package}_api" if package in _TAKEN or keyword.iskeyword(package) else package
