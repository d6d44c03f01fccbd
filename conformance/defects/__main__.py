"""``python -m conformance.defects [NAME, CHECK or AREA …]``: plant each defect and print the kill matrix."""

import sys
import tempfile
from pathlib import Path

from brainstormmsp.contract import Contract
from conformance.defects.defect import all_defects
from conformance.defects.matrix import judge
from conformance.local import local_server
from conformance.target import Target

CONTRACT = Path("openapi/brainstormmsp.yaml")


def main(words: list[str]) -> int:
    """Judge the chosen defects against one honest server; return 1 when one survives, 3 for none chosen."""
    chosen = [each for each in all_defects() if not words or {each.name, each.check, each.area} & set(words)]
    if not chosen:
        sys.stderr.write("no defect, check or area is called so\n")
        return 3
    killed = 0
    with (
        tempfile.TemporaryDirectory(prefix="defects-") as directory,
        local_server(Path(directory), CONTRACT) as server,
    ):
        honest = Target(Contract.load(CONTRACT), server.url, server.credentials)
        for planted in chosen:
            result = judge(planted, server, honest)
            killed += result.killed
            state = "killed  " if result.killed else "SURVIVED"
            others = " ".join(each for each in result.failed if each != planted.check)
            also = f"; also {others}" if others else ""
            why = "" if result.killed or not result.reason else f" ({result.reason[:200]})"
            sys.stdout.write(
                f"{state} {planted.check:8} {planted.name:32} {result.seconds:5.1f} s{also}{why}\n"
            )
            sys.stdout.flush()
        honest.close()
    sys.stdout.write(f"{killed} of {len(chosen)} killed, each by the check named for it.\n")
    return 0 if killed == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
