"""The names of a project, from its directory and its title."""

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
# A package would hide another one of its name, or be hidden by it.
_IMPORTED = {
    *("click", "connexion", "contractfirst", "contractfirst_conformance", "granian", "httpx", "hypothesis"),
    *("jinja2", "jwt", "mypy", "orjson", "pip", "pytest", "referencing", "ruff", "schemathesis"),
    *("sqlalchemy", "starlette", "yaml"),
}
_FOLDERS = {"handlers", "openapi", "tests"}
_TAKEN = sys.stdlib_module_names | _IMPORTED | _FOLDERS


@dataclass(frozen=True, slots=True)
class Project:
    """``package`` is the Python package of its code, ``name`` its distribution."""

    directory: Path
    title: str
    package: str

    @property
    def name(self) -> str:
        return self.package.replace("_", "-")

    @property
    def environment_prefix(self) -> str:
        """The beginning of its environment variables."""
        return f"{self.package.upper()}_"


def name_project(directory: Path, title: str | None = None) -> Project:
    """Return the project in ``directory``; its package, and its title by default, have the directory's name.

    Raises:
        ScaffoldError: the title is not one printable line of at most 100 characters.
    """
    directory_name = directory.resolve().name
    title = (_title(directory_name) if title is None else title).strip()
    if not title or not title.isprintable() or len(title) > _TITLE_CHARACTERS:
        raise ScaffoldError(f"the title must be one printable line of at most {_TITLE_CHARACTERS} characters")
    return Project(directory, title, _package(directory_name))


def _title(name: str) -> str:
    words = re.sub(r"[-_\s]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def _package(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    package = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_PACKAGE_CHARACTERS].rstrip("_")
    if not package or package[0].isdigit():
        package = f"api_{package}".rstrip("_")
    return f"{package}_api" if package in _TAKEN or keyword.iskeyword(package) else package
