"""``python -m defects [NAME, CHECK or AREA …]``: plant each defect and print the kill matrix.

Exit codes: 0 each was killed by the check named for it, 1 one survived or (of all) a check kills nothing,
3 wrong usage, 130 interrupted.
"""

import argparse
import signal
import sys
from pathlib import Path

from contractfirst_conformance.check import all_checks
from contractfirst_conformance.errors import UsageError
from contractfirst_conformance.start import split_command
from defects.campaign import Campaign, Line
from defects.defect import Defect, all_defects
from defects.kill_matrix import KillMatrix
from defects.schemathesis_comparison import read_schemathesis_results

_DEFAULT_SECONDS = 10.0
_WRONG_USAGE, _INTERRUPTED = 3, 130


def main(arguments: list[str]) -> int:
    """Run the chosen defects against correct servers, print and write the results."""
    parser = argparse.ArgumentParser(prog="python -m defects", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD", help="a defect, a check or an area; all without")
    parser.add_argument("--document", type=Path, required=True, metavar="FILE", help="the OpenAPI document")
    parser.add_argument(
        "--start", required=True, metavar="COMMAND", help="starts the server, as for `conform --start`"
    )
    parser.add_argument(
        "--schemathesis",
        type=float,
        metavar="SECONDS",
        help="what plain Schemathesis has for each defect: at least what the suite took; 0 leaves it out "
        f"({_DEFAULT_SECONDS:.0f}, of chosen ones 0)",
    )
    parser.add_argument(
        "--known",
        type=Path,
        metavar="FILE",
        help="what --json wrote before: Schemathesis is asked only about defects that are not in it",
    )
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="servers at a time (2)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="where to write the matrix as a page")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write it for programs")
    options = parser.parse_args(arguments)
    chosen = _chosen(options.words)
    if not chosen or options.jobs < 1:
        sys.stderr.write("no defect, check or area is called so\n" if not chosen else "--jobs is 1 or more\n")
        return _WRONG_USAGE
    seconds = options.schemathesis
    if seconds is None:
        seconds = 0.0 if options.words else _DEFAULT_SECONDS
    checks = [] if options.words else all_checks()
    lines: list[Line] = []
    try:
        start = split_command(options.start)
        known = read_schemathesis_results(options.known) if options.known is not None else {}
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return _WRONG_USAGE
    campaign = Campaign(options.document, start, seconds, options.jobs, _print, known)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    complete = False
    try:
        for line in campaign.lines(chosen):
            lines.append(line)
            _print(f"{len(lines):3}/{len(chosen)} {_described(line)}")
        complete = True
    except KeyboardInterrupt:
        campaign.stop()
    finally:
        kill_matrix = KillMatrix(lines, checks, seconds, complete)
        _print(kill_matrix.text())
        if options.markdown is not None:
            options.markdown.write_text(kill_matrix.markdown(), "utf-8")
        if options.json is not None:
            options.json.write_text(kill_matrix.json(), "utf-8")
    if not complete:
        return _INTERRUPTED
    return 1 if kill_matrix.survivors or kill_matrix.idle else 0


def _chosen(words: list[str]) -> list[Defect]:
    return [each for each in all_defects() if not words or {each.name, each.check, each.area} & set(words)]


def _described(line: Line) -> str:
    """Return a defect's line of the matrix."""
    state = "killed  " if line.proven else "SURVIVED"
    also = f"; also {' '.join(line.also)}" if line.also else ""
    why = "" if line.proven or not line.kill.reason else f" ({line.kill.reason[:200]})"
    reported = f"{state} {line.planted.check:8} {line.planted.name:36} {line.kill.seconds:5.1f} s{also}{why}"
    if line.schemathesis_result is None:
        return reported
    found = (
        f"killed by {line.schemathesis_result.finding[0]}" if line.schemathesis_result.finding else "survived"
    )
    return f"{reported} | Schemathesis: {found} {line.schemathesis_result.seconds:.1f} s"


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
