"""The status matrix as a picture: a row an operation, a column a status."""

from html import escape

from contractfirst_conformance.outcome import Outcome

__all__ = ["picture"]

_ROW, _COLUMN, _NAMES, _TOP, _BOX = 20, 42, 230, 28, 14


def picture(outcome: Outcome) -> str:
    """Return the matrix as inline SVG, with a text description."""
    statuses = sorted({status for row in outcome.matrix.values() for status in row})
    if not statuses:
        return "<p class='dim'>No operation was tried.</p>"
    invalid = _invalid(outcome)
    waived = {
        (failure.operation, failure.subject)
        for result in outcome.results
        for failure, _ in result.waived
        if failure.subject in statuses
    }
    width = _NAMES + _COLUMN * len(statuses) + 10
    height = _TOP + _ROW * len(outcome.matrix) + 6
    parts = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="Which documented status of which operation was seen">'
    ]
    for column, status in enumerate(statuses):
        x = _NAMES + _COLUMN * column + _COLUMN // 2
        parts.append(f'<text class="head" x="{x}" y="18" text-anchor="middle">{escape(status)}</text>')
    for line, (operation, row) in enumerate(outcome.matrix.items()):
        y = _TOP + _ROW * line
        parts.append(f'<text x="0" y="{y + 14}">{escape(_short(operation))}</text>')
        for column, status in enumerate(statuses):
            x = _NAMES + _COLUMN * column + (_COLUMN - _BOX) // 2
            parts.append(_cell(x, y + 3, operation, status, row.get(status), invalid, waived))
    return "".join([*parts, "</svg>"])


def _cell(
    x: int,
    y: int,
    operation: str,
    status: str,
    count: int | None,
    invalid: set[tuple[str, str]],
    waived: set[tuple[str, str]],
) -> str:
    name = escape(f"{operation} {status}")
    middle = x + _BOX // 2
    if count is None:
        return f'<rect class="none" x="{x + 5}" y="{y + 5}" width="4" height="4" rx="2"/>'
    if count < 0:
        return _box(x, y, "f", f"{name}: not documented, seen {-count} times", "!", middle)
    if count == 0:
        if (operation, status) in waived:
            return _box(x, y, "w", f"{name}: never seen, waived", "–", middle)
        return _box(x, y, "m", f"{name}: documented, never seen", "", middle)
    if (operation, status) in invalid:
        return _box(x, y, "f", f"{name}: seen {count} times, not as documented", "×", middle)
    return _box(x, y, "p", f"{name}: seen {count} times, as documented", "", middle)


def _box(x: int, y: int, kind: str, title: str, mark: str, middle: int) -> str:
    sign = f'<text class="mark" x="{middle}" y="{y + 11}">{mark}</text>' if mark else ""
    return (
        f"<g><title>{title}</title>"
        f'<rect class="{kind}" x="{x}" y="{y}" width="{_BOX}" height="{_BOX}" rx="3"/>'
        f"{sign}</g>"
    )


def _invalid(outcome: Outcome) -> set[tuple[str, str]]:
    """Return the operations and statuses whose responses were not as documented."""
    return {
        (failure.operation, failure.subject.split(" ", 1)[0])
        for result in outcome.results
        if result.check.area == "responses"
        for failure in result.failures
    }


def _short(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"
