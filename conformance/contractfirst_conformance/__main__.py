"""``python -m contractfirst_conformance [ID or AREA …]``: chosen checks against our own server."""

import sys
import tempfile
from pathlib import Path

from rich.console import Console

from contractfirst.contract import Contract
from contractfirst_conformance.check import Verdict, all_checks, select_checks
from contractfirst_conformance.local import local_server
from contractfirst_conformance.runner import Plan, run
from contractfirst_conformance.target import Target
from contractfirst_conformance.terminal import watcher

CONTRACT = Path("openapi/brainstormmsp.yaml")


def main(words: list[str]) -> int:
    """Run the checks and print each failure with its last exchange; return the exit code."""
    console = Console(soft_wrap=True)
    with (
        tempfile.TemporaryDirectory(prefix="conformance-") as directory,
        local_server(Path(directory), CONTRACT) as server,
    ):
        target = Target(Contract.load(CONTRACT), server.url, server.credentials)
        outcome = run(target, Plan(select_checks(all_checks(), words)), watcher(console))
        target.close()
    for result in outcome.results:
        if result.verdict is Verdict.ERROR:
            console.print(result.check.id, result.reason, markup=False)
        for failure in result.failures:
            console.rule(failure.fingerprint)
            console.print(failure.explanation, markup=False)
            for evidence in failure.evidence[-2:]:
                console.print(evidence.curl, markup=False)
                console.print(evidence.status, evidence.response_body[:1500], markup=False)
    return outcome.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
