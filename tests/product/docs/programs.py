"""Runs the samples of the docs, as readers do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.product.served import ROOT

__all__ = ["SAMPLES", "Programs", "missing_program"]

SAMPLES = ROOT / "docs" / "samples"
_NEEDS = {".sh": ("sh", "curl", "jq", "openssl"), ".py": (), ".ts": ("node", "npm"), ".ps1": ("pwsh",)}
_COMPILER_OPTIONS = ["--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "nodenext"]


@cache
def missing_program(suffix: str) -> str | None:
    """Return a program that samples of this kind need and this machine does not have."""
    return next((name for name in _NEEDS[suffix] if shutil.which(name) is None), None)


@dataclass
class Programs:
    """Samples ready to run; TypeScript is compiled once, with the strictest settings."""

    folder: Path
    _compiled: bool = field(default=False, init=False)

    def run(self, sample: Path, variables: Mapping[str, str], standard_input: str = "") -> str:
        """Return what a sample prints; fails if it exits with anything but 0."""
        done = self.finish(sample, variables, standard_input)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def finish(
        self, sample: Path, variables: Mapping[str, str], standard_input: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a sample to its end."""
        return subprocess.run(
            self._command(sample),
            input=standard_input,
            env={**os.environ, **variables},
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def compiled(self, sample: Path) -> Path:
        """Return the JavaScript of a TypeScript sample."""
        if not self._compiled:
            (self.folder / "package.json").write_text('{"type": "module"}')
            packages = ["typescript@5", "@types/node@20"]
            self._tool("npm", "install", "--no-audit", "--no-fund", "--silent", *packages)
            for path in SAMPLES.glob("*.ts"):
                shutil.copy(path, self.folder)
            self._tool(
                "node_modules/.bin/tsc", *_COMPILER_OPTIONS, *sorted(p.name for p in SAMPLES.glob("*.ts"))
            )
            self._compiled = True
        return self.folder / f"{sample.stem}.js"

    def _command(self, sample: Path) -> list[str]:
        match sample.suffix:
            case ".sh":
                return ["sh", "-u", str(sample)]
            case ".py":
                return [sys.executable, str(sample)]
            case ".ts":
                return ["node", str(self.compiled(sample))]
            case ".mjs":
                return ["node", str(sample)]
            case _:
                return ["pwsh", "-NoProfile", "-File", str(sample)]

    def _tool(self, *command: str) -> None:
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
