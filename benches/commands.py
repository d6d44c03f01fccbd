"""The designer's loop, start-up included: lint, diff and stubs --check, beside Redocly and Spectral."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benches.figures import Figure, Skipped
from benches.peers import node_program

__all__ = ["measure"]

CONTRACT = Path("openapi/brainstormmsp.yaml")
TITLE = "Designer's loop on the product's contract (best of 3; target: the three together under 1 s)"
_ROUNDS = 3


def measure() -> tuple[str, list[Figure | Skipped]]:
    """Return seconds of wall-clock time."""
    program = str(Path(sys.executable).with_name("brainstormmsp"))
    with tempfile.TemporaryDirectory() as folder:
        # A base that differs, so that there is something to compare.
        base = Path(folder) / "base.yaml"
        base.write_text(CONTRACT.read_text("utf-8").replace("maximum: 100,", "maximum: 50,"), "utf-8")
        ours = {
            "lint": [program, "lint", str(CONTRACT)],
            "diff": [program, "diff", str(base), str(CONTRACT)],
            "stubs --check": [program, "stubs", "--check", str(CONTRACT)],
        }
        single = {name: _timed(command) for name, command in ours.items()}
        ruleset = Path(folder) / "ruleset.yaml"
        ruleset.write_text("extends: ['spectral:oas']\n", "utf-8")
        walls, cpus = zip(*single.values(), strict=True)
        rows: list[Figure | Skipped] = [_figure("lint + diff + stubs --check", sum(walls), sum(cpus))]
        rows += [_figure(f"  {name}", *times, unit="s (part)") for name, times in single.items()]
        for name, arguments in (
            ("redocly", ["lint", "--extends", "recommended"]),
            ("spectral", ["lint", "--ruleset", str(ruleset)]),
        ):
            path, missing = node_program(name)
            label = f"{name} lint alone"
            rows.append(
                Skipped(label, missing)
                if missing
                else _figure(label, *_timed([str(path), *arguments, str(CONTRACT)]))
            )
    return TITLE, rows


def _figure(name: str, wall: float, cpu: float, unit: str = "s") -> Figure:
    return Figure(name, wall, unit, f"{cpu:.2f} s of CPU")


def _timed(command: list[str]) -> tuple[float, float]:
    """Return the least seconds by the clock on the wall, and the least of processor time."""
    walls, cpus = [], []
    for _ in range(_ROUNDS):
        before, began = _cpu(), time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        walls.append(time.perf_counter() - began)
        cpus.append(_cpu() - before)
        # 1 is a finding; more is a failure, whose time means nothing.
        if done.returncode > 1:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-400:]}")
    return min(walls), min(cpus)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
