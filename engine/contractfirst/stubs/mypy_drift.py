"""Handlers whose signature a type checker refuses, each at its own place.

``_contract_check.py`` lets mypy check a module at a time; here every function is checked against a protocol
of its own, so that one complaint does not hide the next.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from contractfirst.stubs.drift import Drift
from contractfirst.stubs.errors import StubsError
from contractfirst.stubs.expressions import Spelling
from contractfirst.stubs.generate import StubPlan
from contractfirst.stubs.handler_source import HandlerSource
from contractfirst.stubs.package import PACKAGE, Package
from contractfirst.stubs.tag_module import Handled, TagModule, method_lines

__all__ = ["mypy_drifts"]

_Target = tuple[TagModule, Handled]
_SPELLING = Spelling("schemas.")
_MODULE = "stubs_check"
"""The name of the module that mypy is given."""


def mypy_drifts(made: StubPlan, package: Package) -> list[Drift]:
    """Return a drift for every handler that mypy refuses; raises ``StubsError`` where mypy does not run."""
    lines, targets = _program(made, package)
    with tempfile.TemporaryDirectory() as directory:
        program = Path(directory) / f"{_MODULE}.py"
        program.write_text("\n".join(lines) + "\n", encoding="utf-8")
        complaints = _complaints(_run(program, package))
    drifts: dict[int, Drift] = {}
    for line, message in complaints:
        if line not in targets:
            # A module that is not found would count as one that may be anything.
            raise StubsError(f"mypy could not check the handlers: {message}")
        drifts.setdefault(line, _drift(*targets[line], package, message))
    return sorted(drifts.values())


def _program(made: StubPlan, package: Package) -> tuple[list[str], dict[int, _Target]]:
    """Return the lines of a module that holds every handler against a protocol, and which line does which."""
    generated = f"{package.name}.{PACKAGE}"
    parent, name = made.options.schemas_in(generated)
    lines = [
        "import builtins",
        "from typing import *",
        f"from {made.options.context_module} import {made.options.context_name}",
        f"from {parent} import {name} as schemas",
    ]
    targets: dict[int, _Target] = {}
    for tag in made.tags:
        module = tag.tag.module_name
        path = package.module(module)
        if not path.exists():
            continue
        bound = HandlerSource.parse(path, path.read_bytes()).bound
        lines.append(f"import {package.name}.{module} as _owned_{module}")
        lines.append(f"import {generated}.{tag.file_name} as _contract_{module}")
        for handled in tag.handled:
            name = handled.signature.function_name
            if name in bound:
                protocol = f"_Protocol_{module}_{name}"
                lines.append(f"class {protocol}(Protocol):")
                lines += method_lines(handled, made.options, _SPELLING, "__call__", f"_contract_{module}.")
                lines.append(f"_{protocol}: {protocol} = _owned_{module}.{name}")
                targets[len(lines)] = tag, handled
    return lines, targets


def _run(program: Path, package: Package) -> str:
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--no-error-summary",
        "--hide-error-context",
        "--no-pretty",
        "--no-color-output",
        "--show-absolute-path",
        "--scripts-are-modules",
        str(program),
    ]
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(_search_path(package))}
    done = subprocess.run(  # noqa: S603 - our own interpreter, our own arguments
        command, capture_output=True, text=True, check=False, env=environment, cwd=package.root
    )
    if done.returncode not in (0, 1):
        reason = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise StubsError(f"mypy could not check the handlers: {reason}")
    return done.stdout


def _search_path(package: Package) -> list[str]:
    """Return where mypy looks for modules: the handlers, and this package if it is not installed."""
    own = Path(__file__).parents[2]
    installed = own.name in ("site-packages", "dist-packages")
    given = os.environ.get("MYPYPATH", "").split(os.pathsep)
    return [str(package.root), *([] if installed else [str(own)]), *filter(None, given)]


def _complaints(output: str) -> list[tuple[int, str]]:
    """Return the line in the program and the message of every error."""
    found: list[tuple[int, str]] = []
    for text in output.splitlines():
        place, _, message = text.partition(": error: ")
        path, _, line = place.rpartition(":")
        if message and Path(path).stem == _MODULE and line.isdecimal():
            found.append((int(line), message))
    return found


def _drift(tag: TagModule, handled: Handled, package: Package, message: str) -> Drift:
    path = package.module(tag.tag.module_name)
    source = HandlerSource.parse(path, path.read_bytes())
    node = source.functions.get(handled.signature.function_name)
    line, column = (node.lineno, node.col_offset + 1) if node is not None else (1, 1)
    name = handled.signature.function_name
    return Drift(str(path), line, column, "signature", f"mypy refuses {name}: {message}")
