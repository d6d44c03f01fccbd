"""The kill matrix in sum: by area, beside plain Schemathesis; as text, Markdown and JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from contractfirst_conformance.check import Check
from defects.campaign import Line

__all__ = ["PROVEN_IN_PROCESS", "KillMatrix"]

# Days long on a real clock: tests/conformance/test_webhooks.py turns the server's and plants defects there.
PROVEN_IN_PROCESS = frozenset({"WH-31"})


@dataclass(frozen=True, slots=True)
class KillMatrix:
    """The results of a campaign; ``checks`` must each kill something, ``seconds`` is Schemathesis' time.

    ``complete`` is false for one that was interrupted.
    """

    lines: Sequence[Line]
    checks: Sequence[Check] = ()
    seconds: float = 0.0
    complete: bool = True

    @property
    def survivors(self) -> list[Line]:
        return [each for each in self.lines if not each.proven]

    @property
    def idle(self) -> list[str]:
        """The ids of the checks that kill nothing, here or in process."""
        busy = {each.planted.check for each in self.lines if each.proven}
        return [each.id for each in self.checks if each.id not in busy | PROVEN_IN_PROCESS]

    def text(self) -> str:
        """Return the sum as plain lines."""
        rows = [self._row(area, lines) for area, lines in self._areas()]
        widths = [max(map(len, column)) for column in zip(_HEAD, *rows, strict=True)]
        table = [
            "  ".join(
                cell.ljust(width) if number == 0 else cell.rjust(width)
                for number, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in (_HEAD, *rows)
        ]
        return "\n".join(["", *table, "", *self._summary()])

    def markdown(self) -> str:
        """Return the whole matrix as a page."""
        rows = [self._row(area, lines) for area, lines in self._areas()]
        page = [
            "# The kill matrix",
            "",
            "Made by `make defects`; what each defect is stands in its docstring.",
        ]
        if self.seconds:
            page += [
                "",
                "Plain Schemathesis is `schemathesis run` with all checks and a token, at the same server, "
                f"with {self.seconds:.0f} s for each defect, or as long as the suite took if that is more. "
                "It kills when one of its checks fails that does not fail without a defect. Its seconds "
                "count from the start of its process, the suite's from the first request for the defect.",
            ]
        page += ["", *_table(_HEAD, rows), "", *(f"{each}  " for each in self._summary())]
        page += ["", "## Defects", ""]
        page += _table(
            ("defect", "promise", "killed by", "s", "also by", "Schemathesis", "s"),
            map(_cells, self._sorted()),
        )
        return "\n".join([*page, ""])

    def json(self) -> str:
        """Return everything for programs."""
        data = {
            "complete": self.complete,
            "schemathesis_seconds": self.seconds,
            "killed": len(self.lines) - len(self.survivors),
            "total": len(self.lines),
            "checks_that_kill_nothing": self.idle,
            "defects": [_data(each) for each in self._sorted()],
        }
        return json.dumps(data, indent=2) + "\n"

    def _sorted(self) -> list[Line]:
        return sorted(self.lines, key=lambda each: (each.planted.area, each.planted.check, each.planted.name))

    def _areas(self) -> list[tuple[str, list[Line]]]:
        areas: dict[str, list[Line]] = {}
        for line in self._sorted():
            areas.setdefault(line.planted.area, []).append(line)
        return [*areas.items(), ("all", list(self.lines))]

    def _row(self, area: str, lines: Sequence[Line]) -> tuple[str, ...]:
        own = [each.kill.seconds for each in lines if each.proven]
        compared = [each.schemathesis_result for each in lines if each.schemathesis_result is not None]
        theirs = [each.seconds for each in compared if each.killed]
        return (
            area,
            f"{len(own)}/{len(lines)}",
            _median(own),
            f"{len(theirs)}/{len(compared)}" if compared else "-",
            _median(theirs),
        )

    def _summary(self) -> list[str]:
        reported = [
            f"{len(self.lines) - len(self.survivors)} of {len(self.lines)} killed by the check named for it."
        ]
        reported += [f"SURVIVED: {each.planted.check} {each.planted.name}" for each in self.survivors]
        reported += [f"{identifier} kills nothing." for identifier in self.idle] if self.complete else []
        elsewhere = sorted(PROVEN_IN_PROCESS & {each.id for each in self.checks})
        reported += [f"{identifier} is proven in process, by the tests." for identifier in elsewhere]
        if not self.complete:
            reported.append("The campaign was interrupted: this is what was done.")
        return reported


_HEAD = ("area", "suite", "median s", "Schemathesis", "median s")


def _median(seconds: Sequence[float]) -> str:
    return f"{median(seconds):.1f}" if seconds else "-"


def _cells(line: Line) -> tuple[str, ...]:
    planted, schemathesis_result = line.planted, line.schemathesis_result
    promise = planted.promise.partition("\n\n")[0].replace("\n", " ")
    finding = (
        "-"
        if schemathesis_result is None
        else " in ".join(schemathesis_result.finding)
        if schemathesis_result.finding
        else "survives"
    )
    return (
        f"`{planted.name}`",
        promise,
        planted.check if line.proven else f"**survives** {planted.check}",
        f"{line.kill.seconds:.1f}",
        ", ".join(line.also) or "-",
        finding,
        f"{schemathesis_result.seconds:.1f}" if schemathesis_result is not None else "-",
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    def row(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

    return [row(head), row(["---"] * len(head)), *map(row, rows)]


def _data(line: Line) -> dict[str, Any]:
    schemathesis_result = line.schemathesis_result
    return {
        "name": line.planted.name,
        "area": line.planted.area,
        "promise": line.planted.promise,
        "check": line.planted.check,
        "killed": line.proven,
        "seconds": round(line.kill.seconds, 2),
        "also": line.also,
        "reason": line.kill.reason,
        "schemathesis": None
        if schemathesis_result is None
        else {
            "killed": schemathesis_result.killed,
            "seconds": round(schemathesis_result.seconds, 2),
            "found": list(schemathesis_result.finding or ()),
        },
    }
