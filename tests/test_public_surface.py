"""What a package offers is listed in ``__all__``, can be imported, and is all that others use of it."""

import ast
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.packages.wheels import DISTRIBUTIONS, ROOT

ENGINE, SUITE, PRODUCT = DISTRIBUTIONS
PACKAGES = {
    ".".join(init.parent.relative_to(ROOT / found.folder).parts): init
    for found in DISTRIBUTIONS
    for top in found.packages
    for init in sorted((ROOT / found.folder / top).rglob("__init__.py"))
}
OFFERING = {name: init for name, init in PACKAGES.items() if "__all__" in init.read_text("utf-8")}
USERS = [
    path
    for found in (SUITE, PRODUCT)
    for top in found.packages
    for path in sorted((ROOT / found.folder / top).rglob("*.py"))
]

# Python that no tool imports: what new projects are made of, and the code in the documents for readers.
WRITTEN = [
    *sorted((ROOT / ENGINE.folder / ENGINE.name / "scaffold" / "templates").rglob("*.py.jinja")),
    *(ROOT / found.folder / "README.md" for found in DISTRIBUTIONS),
]
_IMPORT = re.compile(
    r"^ *from (?P<module>contractfirst\w*[\w.]*) import (?:\((?P<lines>[^)]*)\)|(?P<line>.*))$", re.M
)


@pytest.mark.parametrize("name", OFFERING)
def test_what_a_package_lists_can_be_imported(name: str) -> None:
    package = import_module(name)
    assert len(set(package.__all__)) == len(package.__all__)
    assert not [each for each in package.__all__ if not hasattr(package, each)]


@pytest.mark.parametrize("name", sorted(PACKAGES.keys() - OFFERING.keys()))
def test_a_package_that_lists_nothing_holds_nothing(name: str) -> None:
    body = ast.parse(PACKAGES[name].read_text("utf-8")).body
    assert not [node for node in body if not isinstance(node, ast.Expr)]


@pytest.mark.parametrize("path", USERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_used_of_the_engine_is_public(path: Path) -> None:
    hidden = [
        f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == ENGINE.name
        for alias in node.names
        if not _is_public(str(node.module), alias.name)
    ]
    assert hidden == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_new_projects_and_readmes_import_is_public(path: Path) -> None:
    hidden = [
        f"{found['module']}.{name}"
        for found in _IMPORT.finditer(path.read_text("utf-8"))
        for name in re.findall(r"\w+", found["lines"] or found["line"])
        if not _is_public(found["module"], name)
    ]
    assert hidden == []


def _is_public(module: str, name: str) -> bool:
    found = import_module(module)
    if name in getattr(found, "__all__", ()):
        return True
    return hasattr(found, "__path__") and find_spec(f"{module}.{name}") is not None
