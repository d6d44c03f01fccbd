"""Programs of others to measure against, from the package index of node."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["PACKAGES", "NodePackage", "node_program"]

_FOLDER = Path("build/bench/node")


@dataclass(frozen=True, slots=True)
class NodePackage:
    """A package as npm names it, and the versions that are taken."""

    name: str
    versions: str

    @property
    def version(self) -> str:
        """The version that is installed."""
        manifest = _FOLDER / "node_modules" / self.name / "package.json"
        return str(json.loads(manifest.read_text("utf-8"))["version"])


PACKAGES = {
    "redocly": NodePackage("@redocly/cli", "2"),
    "spectral": NodePackage("@stoplight/spectral-cli", "6"),
    "prism": NodePackage("@stoplight/prism-cli", "5"),
}


def node_program(name: str) -> tuple[Path, str]:
    """Return where a program is, and why it is not there if it is not."""
    return (_FOLDER / "node_modules" / ".bin" / name).resolve(), _installed()


@cache
def _installed() -> str:
    """Install them once; return why they are not there, or nothing."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    if all((_FOLDER / "node_modules" / package.name).exists() for package in PACKAGES.values()):
        return ""
    wanted = [f"{package.name}@{package.versions}" for package in PACKAGES.values()]
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(_FOLDER), *wanted]
    _FOLDER.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"npm failed: {done.stderr.strip()[-200:]}"
