"""``python -m tests.packages [--dist DIRECTORY] [REQUIREMENT …]``: the release's own check.

Builds the three wheels, checks their metadata, installs each into an empty environment with the dependencies
that it names, runs it there, and prints size and import time of each environment. ``REQUIREMENT`` chooses
installations, such as ``contractfirst[serve]``.
"""

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.packages import smoke
from tests.packages.environment import Environment
from tests.packages.wheels import ROOT, build_wheels, check_wheels

_CONSTRAINTS = ["--constraint", str(ROOT / "constraints.txt")]


@dataclass(frozen=True, slots=True)
class _Installation:
    requirement: str
    statement: str
    steps: tuple[Callable[[Environment, Path], None], ...]


_INSTALLATIONS = (
    _Installation("contractfirst", "import contractfirst.lint", (smoke.lint_and_stubs,)),
    _Installation("contractfirst[serve]", "import contractfirst.server.application", (smoke.mock,)),
    _Installation("contractfirst-conformance", "import contractfirst_conformance.command", (smoke.conform,)),
    _Installation("brainstormmsp", "import brainstormmsp.command_line.composition", (smoke.serve,)),
)


def main() -> None:
    """Build, check, install and run; an exception is a failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.packages", description=__doc__)
    parser.add_argument("--dist", type=Path, default=ROOT / "build" / "dist", help="where the wheels go")
    known = [installation.requirement for installation in _INSTALLATIONS]
    parser.add_argument("requirements", nargs="*", metavar="REQUIREMENT", help=f"only these of {known}")
    options = parser.parse_args()
    if unknown := set(options.requirements) - set(known):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    wheels = build_wheels(options.dist)
    version = wheels["contractfirst"].name.split("-")[1]
    check_wheels(*wheels.values())
    print(f"\n{'installed':28}{'packages':>9}{'MB':>7}{'import, s':>11}", flush=True)
    for installation in _INSTALLATIONS:
        if options.requirements and installation.requirement not in options.requirements:
            continue
        with tempfile.TemporaryDirectory(prefix="packages-") as name:
            _try(installation, version, Path(name), [wheel.parent for wheel in wheels.values()])


def _try(installation: _Installation, version: str, scratch: Path, links: list[Path]) -> None:
    environment = Environment(scratch / "environment")
    environment.install(f"{installation.requirement}=={version}", links=links, options=_CONSTRAINTS)
    for number, step in enumerate(installation.steps):
        folder = scratch / f"work-{number}" / "empty"
        folder.mkdir(parents=True)
        step(environment, folder)
    size, seconds = environment.megabytes(), environment.import_seconds(installation.statement)
    print(f"{installation.requirement:28}{environment.packages():9}{size:7.1f}{seconds:11.2f}", flush=True)


if __name__ == "__main__":
    main()
