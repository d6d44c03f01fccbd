"""``python -m conformance.defects [NAME, CHECK or AREA …]``: plant each defect and print the kill matrix."""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from brainstormmsp.contract import Contract
from conformance.defects.defect import Defect, all_defects
from conformance.defects.matrix import failing_honestly, judge
from conformance.local import local_server
from conformance.target import Target

CONTRACT = Path("openapi/brainstormmsp.yaml")


def main(words: list[str]) -> int:
    """Judge the chosen defects against honest servers; return 1 when one survives, 3 for none chosen."""
    chosen = [each for each in all_defects() if not words or {each.name, each.check, each.area} & set(words)]
    if not chosen:
        sys.stderr.write("no defect, check or area is called so\n")
        return 3
    killed = 0
    # Limit probes are good for one check: each of these defects gets a server with fresh ones.
    for group in [[each for each in chosen if each.area != "limits"]] + [
        [each] for each in chosen if each.area == "limits"
    ]:
        killed += _judge(group)
    sys.stdout.write(f"{killed} of {len(chosen)} killed, each by the check named for it.\n")
    return 0 if killed == len(chosen) else 1


def _judge(group: list[Defect]) -> int:
    """Judge defects against one server, print a line for each and return how many were killed."""
    if not group:
        return 0
    killed = 0
    with (
        tempfile.TemporaryDirectory(prefix="defects-") as directory,
        local_server(Path(directory), CONTRACT) as server,
    ):
        # From the other end of the limit probes, so that each run has fresh ones.
        first, *others = server.credentials.organisations
        turned = replace(first, limit_probes=first.limit_probes[::-1])
        credentials = replace(server.credentials, organisations=(turned, *others))
        honest = Target(Contract.load(CONTRACT), server.url, credentials)
        failing = failing_honestly(group, honest)
        if failing:
            sys.stdout.write(f"These fail without a defect too: {' '.join(sorted(failing))}\n")
        for planted in group:
            result = judge(planted, server, honest)
            proven = result.killed and planted.check not in failing
            killed += proven
            state = "killed  " if proven else "SURVIVED"
            more = " ".join(each for each in result.failed if each not in {planted.check, *failing})
            also = f"; also {more}" if more else ""
            why = "" if proven or not result.reason else f" ({result.reason[:200]})"
            sys.stdout.write(
                f"{state} {planted.check:8} {planted.name:32} {result.seconds:5.1f} s{also}{why}\n"
            )
            sys.stdout.flush()
        honest.close()
    return killed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
