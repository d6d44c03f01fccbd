"""``python -m tests.engine.foreign [--documents DIRECTORY] [--seed N] [--max-examples N] [NAME …]``.

Runs lint, stubs (with mypy --strict), the mock, and Schemathesis with all checks against the mock on
documents of other projects. They are downloaded for the run unless ``DIRECTORY/NAME.yaml`` exists. A document
that cannot be downloaded is skipped with the reason. Exits with 0 if nothing fails except the listed defects
of a document.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx
import orjson

from contractfirst.contract import Contract, Document
from contractfirst.lint import lint_document
from tests.engine.foreign.documents import DOCUMENTS, ForeignDocument
from tests.engine.foreign.sources import DownloadError
from tests.engine.mock.served import serve_mock
from tests.engine.server.sockets import ROOT

_KEPT_LINES = 80


def main() -> int:
    """Try every document; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.engine.foreign", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these documents")
    parser.add_argument("--documents", type=Path, help="a directory that may hold NAME.yaml already")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same run")
    parser.add_argument("--max-examples", type=int, default=10, help="cases an operation in each phase")
    options = parser.parse_args()
    failed = False
    for foreign in DOCUMENTS:
        if options.names and foreign.name not in options.names:
            continue
        with tempfile.TemporaryDirectory(prefix="foreign-") as scratch:
            try:
                path, origin = _obtain(foreign, Path(scratch), options.documents)
            except DownloadError as reason:
                print(f"{foreign.name}: SKIPPED: {reason}", flush=True)
                continue
            print(f"{foreign.name}: {origin}", flush=True)
            repaired = _repaired(foreign, path, Path(scratch))
            steps = (
                _lint(foreign, path),
                _stubs(repaired),
                _fuzz(foreign, repaired, options.seed, options.max_examples),
            )
            failed = failed or not all(steps)
    return int(failed)


def _obtain(foreign: ForeignDocument, scratch: Path, given: Path | None) -> tuple[Path, str]:
    if given is not None and (given / f"{foreign.name}.yaml").is_file():
        path = (given / f"{foreign.name}.yaml").resolve()
        return path, str(path)
    path = scratch / f"{foreign.name}.yaml"
    return path, foreign.source.fetch(path)


def _repaired(foreign: ForeignDocument, path: Path, scratch: Path) -> Path:
    data = Document.load(path).data
    for repair in (*foreign.defects.values(), *foreign.restrictions):
        repair(data)
    target = scratch / f"{foreign.name}.json"
    target.write_bytes(orjson.dumps(data))
    return target


def _lint(foreign: ForeignDocument, path: Path) -> bool:
    """Lint the original document: lint must find every defect that is repaired later."""
    findings = lint_document(path).findings
    _report("lint", True, f"{len(findings)} findings")
    for rule in foreign.defects:
        found = [finding for finding in findings if finding.rule == rule]
        places = ", ".join(f"{finding.line}:{finding.column}" for finding in found[:4])
        _report(f"  defect {rule}", bool(found), f"{len(found)} places: {places} …" if found else "not found")
    named = {finding.rule for finding in findings}
    return named.issuperset(foreign.defects)


def _stubs(document: Path) -> bool:
    """Generate stubs twice, check them, and check their types."""
    program = [sys.executable, "-m", "contractfirst", "stubs", str(document)]
    handlers = document.parent / "handlers"
    (document.parent / "pyproject.toml").touch()
    generated = _run("stubs", [*program, "--handlers", str(handlers)], document.parent)
    before = {path: path.read_bytes() for path in handlers.rglob("*.py")}
    again = _run("stubs again", [*program, "--handlers", str(handlers)], document.parent)
    unchanged = before == {path: path.read_bytes() for path in handlers.rglob("*.py")}
    _report("a second run of stubs changes nothing", unchanged, f"{len(before)} files")
    checked = _run("stubs --check", [*program, "--handlers", str(handlers), "--check"], document.parent)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--follow-imports=silent"]
    typed = _run("mypy --strict", [*mypy, "handlers"], document.parent)
    return generated and again and unchanged and checked and typed


def _fuzz(foreign: ForeignDocument, document: Path, seed: int, max_examples: int) -> bool:
    """Serve the stateful mock and fuzz it with Schemathesis."""
    program = [str(Path(sys.executable).with_name("schemathesis")), "run", str(document)]
    program += ["--header", f"Authorization: {foreign.credentials}", "--checks", "all"]
    program += ["--seed", str(seed), "--max-examples", str(max_examples), "--workers", "1", "--no-shrink"]
    # NUL is rejected in every string, as most databases do.
    program += ["--generation-allow-x00", "false"]
    if foreign.forgeable:
        program += ["--exclude-checks", "ignored_auth"]
    contract = Contract.load(document)
    with serve_mock(document, "--stateful") as origin:
        url = origin + contract.base_path
        asked = _requires_credentials(contract, url)
        return _run("schemathesis", [*program, "--url", url], document.parent) and asked


def _requires_credentials(contract: Contract, url: str) -> bool:
    """Call secured operations without credentials, which Schemathesis cannot check where it forges them."""
    secured = [operation for operation in contract.operations.values() if not operation.anonymous]
    admitted = [
        operation.id
        for operation in secured
        if httpx.request(operation.method, url + re.sub(r"\{[^}]*\}", "1", operation.path)).status_code != 401
    ]
    _report("credentials are required", not admitted, ", ".join(admitted) or f"{len(secured)} operations")
    return not admitted


def _run(title: str, command: list[str], directory: Path) -> bool:
    engine = str(ROOT / "engine")
    environment = {**os.environ, "MYPYPATH": engine, "PYTHONPATH": engine}
    done = subprocess.run(
        command, cwd=directory, env=environment, capture_output=True, text=True, check=False
    )
    lines = (done.stdout + done.stderr).splitlines()
    _report(title, done.returncode == 0, next((line.strip("= ") for line in reversed(lines) if line), ""))
    if done.returncode != 0:
        print("\n".join(lines[-_KEPT_LINES:]), flush=True)
    return done.returncode == 0


def _report(title: str, passed: bool, detail: str) -> None:
    print(f"  {'ok    ' if passed else 'FAILED'} {title}: {detail}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
