"""Commands, start-up included: help, and the designer's lint, diff and stubs beside Redocly and Spectral."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benches.figures import Measure, Row, Section, most
from benches.machine import SERVER_CORE, children_cpu_seconds, pinned_to
from benches.node import PACKAGES, node_program
from benches.options import CONTRACT, Options
from benches.servers import OURS

__all__ = ["measure"]

_HELP_LIMIT, _LINT_LIMIT = 0.3, 0.4
_PROGRAM = str(Path(sys.executable).with_name("brainstormmsp"))
_ENGINE = str(Path(sys.executable).with_name("contractfirst"))


def measure(options: Options) -> list[Section]:
    """Return seconds of processor time."""
    with tempfile.TemporaryDirectory() as folder:
        return [_help(options), _designer(Path(folder), options)]


def _help(options: Options) -> Section:
    rows = []
    for command in (_PROGRAM, _ENGINE):
        for name in ("", *_commands(command)):
            arguments = [command, *([name] if name else []), "--help"]
            options.progress(f"{Path(command).name} {name} --help")
            rows.append(Row(f"{Path(command).name} {name} --help", OURS.version, _timed(arguments, options)))
    slowest = max(row.measure.median for row in rows if row.measure is not None)
    return Section("Processor time of --help", rows, [most("--help, the slowest", slowest, _HELP_LIMIT, "s")])


def _commands(program: str) -> Sequence[str]:
    """Return the names of a program's commands, as its own help lists them."""
    shown = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    lines = shown.partition("Commands:")[2].splitlines()
    return [line.split()[0] for line in lines if line.startswith("  ") and line[2:3] != " "]


def _designer(folder: Path, options: Options) -> Section:
    # A base that differs, so that there is something to compare.
    base = folder / "base.yaml"
    base.write_text(CONTRACT.read_text("utf-8").replace("maximum: 100,", "maximum: 50,"), "utf-8")
    ruleset = folder / "ruleset.yaml"
    ruleset.write_text("extends: ['spectral:oas']\n", "utf-8")
    contract = str(CONTRACT)
    rows = []
    for arguments in (["lint", contract], ["diff", str(base), contract], ["stubs", "--check", contract]):
        options.progress(f"brainstormmsp {arguments[0]}")
        rows.append(
            Row(f"brainstormmsp {arguments[0]}", OURS.version, _timed([_PROGRAM, *arguments], options))
        )
    lint = rows[0].measure
    assert lint is not None
    for name, arguments in (
        ("redocly", ["lint", "--extends", "recommended"]),
        ("spectral", ["lint", "--ruleset", str(ruleset)]),
    ):
        options.progress(f"{name} lint")
        path, missing = node_program(name)
        measure = None if missing else _timed([str(path), *arguments, contract], options)
        rows.append(Row(f"{name} lint", PACKAGES[name].version if not missing else "", measure, missing))
    limit = most("lint of the contract", lint.median, _LINT_LIMIT, "s")
    return Section("Processor time of the designer's commands", rows, [limit])


def _timed(command: Sequence[str], options: Options) -> Measure:
    """Return the processor time of a command, once a round."""
    taken = []
    for _ in range(options.rounds):
        before = children_cpu_seconds()
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, preexec_fn=pinned_to(SERVER_CORE)
        )
        taken.append(children_cpu_seconds() - before)
        # 1 is a finding; more is a failure, whose time means nothing.
        if done.returncode > 1:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-400:]}")
    return Measure(tuple(taken), "s")
