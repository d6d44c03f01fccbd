"""``python -m benches [SECTION …]``: measure, and print the table and the bars that were passed or missed.

Figures of one machine say little; ratios between programs that took turns on it say more. Everything is also
written to ``bench.json`` and ``bench.svg``.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benches import commands, documents, in_process, mocks, pages, serving, sockets
from benches.figures import Bar, Section, table
from benches.load import generator_name
from benches.machine import LOAD_CORE, SERVER_CORE, description
from benches.options import Options
from benches.plot import plot
from benches.rows import Rows, prepare

_ROUNDS, _SECONDS = 5, 5
_SECTIONS: Mapping[str, Callable[[Rows, Options], list[Section]]] = {
    "sockets": sockets.measure,
    "in-process": in_process.measure,
    "refusals": in_process.measure_refusals,
    "documents": documents.measure,
    "start": serving.measure_start,
    "memory": lambda rows, options: serving.measure_memory(rows.file.parent / "crowd", options),
    "commands": lambda _rows, options: commands.measure(options),
    "mock": lambda _rows, options: mocks.measure(options),
    "pages": lambda _rows, options: [pages.section(options)],
}


def main() -> None:
    """Run what is named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benches", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="SECTION", help=f"of {', '.join(_SECTIONS)}; default: all"
    )
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="default: %(default)s")
    parser.add_argument("--seconds", type=int, default=_SECONDS, help="of load a value; default: %(default)s")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="default: %(default)s")
    given = parser.parse_args()
    if unknown := set(given.names) - _SECTIONS.keys():
        parser.error(f"unknown section: {', '.join(sorted(unknown))}")
    if min(given.rounds, given.seconds) < 1:
        parser.error("rounds and seconds are at least 1")
    given.folder.mkdir(parents=True, exist_ok=True)
    options = Options(given.rounds, given.seconds, given.folder, _progress)
    print(_machine(options), end="\n\n", flush=True)
    found: list[Section] = []
    with tempfile.TemporaryDirectory() as folder:
        rows = prepare(Path(folder))
        for name in given.names or _SECTIONS:
            made = _SECTIONS[name](rows, options)
            found += made
            print("\n".join(table(section) for section in made), flush=True)
    print(_summary([bar for section in found for bar in section.bars]))
    _write(found, options)


def _progress(step: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {step}", file=sys.stderr, flush=True)


def _machine(options: Options) -> str:
    facts = ", ".join(f"{name}: {value}" for name, value in description().items())
    return (
        f"{facts}\nservers on core {SERVER_CORE}, load on core {LOAD_CORE} by {generator_name()}; "
        f"median of {options.rounds} alternating rounds of {options.seconds} s, ± half the distance "
        "between the least and the greatest"
    )


def _summary(bars: Sequence[Bar]) -> str:
    passed = sum(bar.passed is True for bar in bars)
    missed = sum(bar.passed is False for bar in bars)
    skipped = sum(bar.passed is None for bar in bars)
    return f"{passed} bars passed, {missed} missed, {skipped} skipped"


def _write(sections: Sequence[Section], options: Options) -> None:
    now = datetime.now(UTC)
    report = {
        "date": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "machine": {**description(), "server_core": SERVER_CORE, "load_core": LOAD_CORE},
        "load": generator_name(),
        "rounds": options.rounds,
        "seconds": options.seconds,
        "sections": [_plain(section) for section in sections],
    }
    (options.folder / "bench.json").write_text(
        json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8"
    )
    drawn = [section for section in sections if section.title.startswith("Over sockets") and section.bars]
    if drawn:
        caption = f"{now:%Y-%m-%d}, {description()['processor']}, one core for the server, one for the load"
        (options.folder / "bench.svg").write_text(plot(drawn, caption), "utf-8")


def _plain(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "rows": [
            {
                "name": row.name,
                "version": row.version,
                "note": row.note,
                **(
                    {}
                    if row.measure is None
                    else {
                        "unit": row.measure.unit,
                        "median": row.measure.median,
                        "spread": row.measure.spread,
                        "values": row.measure.values,
                    }
                ),
            }
            for row in section.rows
        ],
        "bars": [{**dataclasses.asdict(bar), "passed": bar.passed} for bar in section.bars],
    }


if __name__ == "__main__":
    main()
