"""Programs of others to measure against, from the package index of node."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

__all__ = ["node_program"]

FOLDER = Path("build/bench/node")
PACKAGES = ("@redocly/cli@2", "@stoplight/spectral-cli@6", "@stoplight/prism-cli@5")


@cache
def _installed() -> str:
    """Install them once; return why they are not there, or nothing."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is missing"
    if (FOLDER / "node_modules" / ".bin" / "prism").exists():
        return ""
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(FOLDER), *PACKAGES]
    FOLDER.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"npm failed: {done.stderr.strip()[-200:]}"


def node_program(name: str) -> tuple[Path, str]:
    """Return where a program is, and why it is not there if it is not."""
    return (FOLDER / "node_modules" / ".bin" / name).resolve(), _installed()
