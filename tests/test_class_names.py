"""A class name means one thing in the whole repository."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.packages.wheels import DISTRIBUTIONS, ROOT

FOLDERS = [ROOT / found.folder / package for found in DISTRIBUTIONS for package in found.packages]
FOLDERS += [ROOT / "conformance" / "defects", ROOT / "examples"]


def is_generated(path: Path) -> bool:
    return path.read_text("utf-8").startswith("# Generated ")


def test_no_two_public_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in (path for folder in FOLDERS for path in folder.rglob("*.py") if not is_generated(path)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(str(path.relative_to(ROOT)))
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}
