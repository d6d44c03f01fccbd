"""The official JSON Schema test suite, taken from the source distribution of ``jsonschema`` by pip itself."""

import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["REMOTES", "Case", "cases", "remotes", "suite_directory"]

VERSION = "4.26.0"
REMOTES = "http://localhost:1234"
_CACHE = Path(__file__).parents[3] / "var" / "json-schema-test-suite"


@dataclass(frozen=True, slots=True)
class Case:
    """One verdict: whether ``data`` is valid against ``schema``."""

    file: str
    group: str
    test: str
    schema: Any
    data: Any
    valid: bool


def suite_directory() -> Path:
    """Return the directory with ``tests`` and ``remotes``, fetched once."""
    directory = _CACHE / f"jsonschema-{VERSION}" / "json"
    if not directory.is_dir():
        _CACHE.mkdir(parents=True, exist_ok=True)
        download = ("-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "jsonschema")
        subprocess.run(
            [sys.executable, *download, "--dest", str(_CACHE), f"jsonschema=={VERSION}"],
            check=True,
            capture_output=True,
            timeout=120,
        )
        with tarfile.open(_CACHE / f"jsonschema-{VERSION}.tar.gz") as archive:
            archive.extractall(_CACHE, filter="data")
    return directory


def cases(directory: Path, folder: str) -> Iterator[Case]:
    """Yield the cases of every file of a folder of the suite."""
    for path in sorted((directory / "tests" / "draft2020-12" / folder).glob("*.json")):
        for group in json.loads(path.read_text("utf-8")):
            for test in group["tests"]:
                yield Case(
                    path.name,
                    group["description"],
                    test["description"],
                    group["schema"],
                    test["data"],
                    test["valid"],
                )


def remotes(directory: Path) -> dict[str, Any]:
    """Return the schemas that the suite expects to be served, by URI."""
    root = directory / "remotes"
    return {
        f"{REMOTES}/{path.relative_to(root).as_posix()}": json.loads(path.read_text("utf-8"))
        for path in root.glob("**/*.json")
        if path.relative_to(root).parts[0] not in ("draft-next", "draft3", "draft4", "draft6")
    }
