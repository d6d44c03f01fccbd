"""``python -m benches [NAME …]``: measure, and print ratios against peers of the same run.

Figures of one machine say little; ratios between programs on it say more.
"""

import argparse

from benches import commands, mocks, requests
from benches.figures import told

BENCHES = {
    "commands": commands.measure,
    "in-process": requests.measure_in_process,
    "sockets": requests.measure_over_sockets,
    "mock": mocks.measure,
}


def main() -> None:
    """Run what is named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benches", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}; default: all")
    names = parser.parse_args().names
    if unknown := set(names) - BENCHES.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    for name in names or BENCHES:
        print(told(*BENCHES[name]()), flush=True)


if __name__ == "__main__":
    main()
