"""``python -m tests.product.fuzz [--seed N] [--seconds N] [--cases N] [--long]``.

Serves the API on a fresh database of demo data and fuzzes it as the conformance suite does: Schemathesis with
all phases and all checks, the suite's own promises, and the checks that look back on every response.
The exit status is the suite's: 0 when nothing failed.
"""

import argparse
import tempfile
from pathlib import Path

from rich.console import Console

from brainstormmsp.command_line.conformance_server import conformance_server
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.fuzz_budget import COVERED, FuzzBudget
from contractfirst_conformance.session import RunOptions, run_suite

CONTRACT = Path("openapi/brainstormmsp.yaml")
# What fuzzes, and what holds of every response whoever asked for it.
CHECKS = ("fuzzing", "responses", "ERR-01", "ERR-02", "ERR-03", "ERR-04", "ERR-05")
# The demo data and the keys are all that is needed; nothing here exhausts a limit.
PROBES = 1


def main() -> int:
    """Fuzz, print the result; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.product.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same requests")
    parser.add_argument("--seconds", type=int, help="how long Schemathesis goes on at most")
    parser.add_argument("--cases", type=int, default=3, help="cases an operation in each phase")
    parser.add_argument("--long", action="store_true", help="as long as the cases take, 50 of each at least")
    parser.add_argument(
        "--keep", type=Path, help="where to keep the database, the server's log and the reports"
    )
    options = parser.parse_args()
    cases = max(50, options.cases) if options.long else options.cases
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        directory = options.keep or Path(scratch)
        directory.mkdir(parents=True, exist_ok=True)
        with conformance_server(directory, CONTRACT, probes=PROBES) as server:
            run_options = RunOptions(
                server.url,
                CONTRACT,
                Credentials.parse(server.credentials),
                seed=options.seed,
                select=CHECKS,
                report_directory=options.keep,
                fuzz=FuzzBudget(options.seconds, cases, covered=None if options.long else COVERED),
            )
            return int(run_suite(run_options, Console()))


if __name__ == "__main__":
    raise SystemExit(main())
