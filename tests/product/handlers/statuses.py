"""Which documented statuses the tests have reached, operation by operation.

``python -m tests.product.handlers.statuses`` runs the tests of the handlers and prints the table; it fails
when a documented status was reached by none of them. Without it nothing is written down.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx

from contractfirst.contract import Contract
from contractfirst.contract.problems import Problem

__all__ = ["note"]

_FILE = os.environ.get("STATUSES_REACHED_FILE")
_SHOWN = {True: "yes", False: "NO"}
_written: set[tuple[str, int]] = set()


def note(contract: Contract, base: str, response: httpx.Response) -> None:
    """Write down, if anybody wants to know, that an operation answered with this status."""
    if _FILE is None:
        return
    path = response.request.url.raw_path.decode().partition("?")[0].removeprefix(base)
    try:
        operation = contract.router.match(response.request.method, path).operation
    except Problem:
        return
    pair = (operation.id, response.status_code)
    if pair not in _written:
        _written.add(pair)
        with Path(_FILE).open("a") as file:
            file.write(f"{operation.id} {response.status_code}\n")


def main() -> int:
    """Run the tests, print the table; return 0 when everything documented was reached."""
    from tests.product.handlers.harness import CONTRACT

    with tempfile.NamedTemporaryFile("r") as file:
        tests = [sys.executable, "-m", "pytest", "tests/handlers", "-q", "-n", "2", *sys.argv[1:]]
        ran = subprocess.run(tests, check=False, env={**os.environ, "STATUSES_REACHED_FILE": file.name})
        reached = {(line.split()[0], line.split()[1]) for line in file}
    operations = Contract.load(CONTRACT).operations.values()
    codes = sorted({status for operation in operations for status in operation.responses})
    width = max(len(operation.id) for operation in operations)
    print(" " * width, *codes)
    missing = []
    for operation in operations:
        cells = []
        for code in codes:
            documented = code in operation.responses
            found = (operation.id, code) in reached
            cells.append(f"{_SHOWN[found] if documented else '':>3}")
            if documented and not found:
                missing.append(f"{operation.id} {code}")
        print(f"{operation.id:{width}}", *cells)
    print(f"{len(missing)} documented statuses were not reached" + "".join(f"\n  {each}" for each in missing))
    return ran.returncode or bool(missing)


if __name__ == "__main__":
    sys.exit(main())
