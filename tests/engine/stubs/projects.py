"""Documents and packages of handlers to try stubs on."""

import importlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from contractfirst.contract import Document

ROOT = Path(__file__).parents[3]
LIBRARY = Path(__file__).parent / "documents" / "library.yaml"
PRODUCT = ROOT / "openapi" / "brainstormmsp.yaml"
CACHE = Path(tempfile.gettempdir()) / f"stubs-mypy-cache-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"

_NUMBERS = itertools.count()


def document(directory: Path, data: Mapping[str, Any]) -> Document:
    """Return a document with what OpenAPI asks of every one filled in."""
    whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, **data}
    path = directory / "openapi.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return Document.load(path)


def with_schemas(directory: Path, schemas: Mapping[str, Any]) -> Document:
    """Return a document that has schemas and nothing that uses them."""
    return document(directory, {"components": {"schemas": schemas}})


def operation(**members: Any) -> dict[str, Any]:
    """Return an operation that answers 204 unless it says otherwise."""
    return {"tags": ["Things"], "responses": {"204": {"description": "Done."}}, **members}


def fresh_package(directory: Path) -> Path:
    """Return a directory whose name no other test imports."""
    return directory / f"handlers_{next(_NUMBERS)}"


def imported(package: Path, module: str) -> ModuleType:
    """Import a module of a package that stands in ``package``'s parent."""
    sys.path.insert(0, str(package.parent))
    try:
        importlib.invalidate_caches()
        return importlib.import_module(f"{package.name}.{module}")
    finally:
        sys.path.remove(str(package.parent))


def mypy(directory: Path, *targets: str) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and message of what mypy --strict refuses in a directory."""
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--no-pretty",
        "--follow-imports=silent",
        "--config-file",
        "",
        *targets,
    ]
    environment = {**os.environ, "MYPYPATH": str(ROOT), "MYPY_CACHE_DIR": str(CACHE)}
    done = subprocess.run(
        command, cwd=directory, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr or done.stdout
    for line in done.stdout.splitlines():
        place, separator, message = line.partition(": error: ")
        if separator:
            path, _, number = place.rpartition(":")
            yield path, int(number), message
