"""The three wheels, built from the checkout."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

__all__ = ["DISTRIBUTIONS", "ROOT", "Distribution", "build_wheels", "check_wheels", "wheel_files"]

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution of the repository: its name, its folder and its top-level packages."""

    name: str
    folder: str
    packages: tuple[str, ...]


DISTRIBUTIONS = (
    Distribution("contractfirst", "engine", ("contractfirst",)),
    Distribution("contractfirst-conformance", "conformance", ("contractfirst_conformance",)),
    Distribution("brainstormmsp", ".", ("brainstormmsp", "handlers")),
)


def build_wheels(target: Path) -> dict[str, Path]:
    """Build the three wheels into ``target`` and return them by distribution."""
    return {distribution.name: _build(distribution, target) for distribution in DISTRIBUTIONS}


def check_wheels(*wheels: Path) -> None:
    """Check metadata and README as package indexes do.

    Raises:
        subprocess.CalledProcessError: a wheel would be refused, or its README would not be rendered.
    """
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *map(str, wheels)], check=True)


def wheel_files(wheel: Path) -> list[str]:
    """Return the paths of the files in a wheel."""
    with ZipFile(wheel) as archive:
        return archive.namelist()


def _build(distribution: Distribution, target: Path) -> Path:
    into = target / distribution.name
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)]
    subprocess.run(command, cwd=ROOT / distribution.folder, check=True, capture_output=True)
    (wheel,) = into.glob("*.whl")
    return wheel
