"""A badge for a README: the result of a run."""

from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.outcome import ExitCode, Outcome

__all__ = ["badge"]

_COLOURS = {ExitCode.PASSED: "#1a7f37", ExitCode.FAILED: "#c62828", ExitCode.INCOMPLETE: "#6e5494"}
_LABEL = "contract"
# Verdana at 11 pixels, on average.
_CHARACTER = 6.6
_PADDING = 12


def badge(outcome: Outcome) -> str:
    """Return an SVG image with the result."""
    counts = outcome.counts
    reported = {
        ExitCode.PASSED: f"{counts[CheckStatus.PASS]} checks passed",
        ExitCode.FAILED: f"{counts[CheckStatus.FAIL]} checks failed",
    }.get(outcome.exit_code, "incomplete")
    left = round(len(_LABEL) * _CHARACTER + _PADDING)
    right = round(len(reported) * _CHARACTER + _PADDING)
    width = left + right
    colour = _COLOURS.get(outcome.exit_code, "#6e7781")
    font = (
        'font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle" fill="#fff"'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img"'
        f' aria-label="{_LABEL}: {reported}"><title>{_LABEL}: {reported}</title>'
        f'<clipPath id="r"><rect width="{width}" height="20" rx="3"/></clipPath><g clip-path="url(#r)">'
        f'<rect width="{left}" height="20" fill="#24292f"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/></g>'
        f'<g {font}><text x="{left / 2}" y="14">{_LABEL}</text>'
        f'<text x="{left + right / 2}" y="14">{reported}</text></g></svg>\n'
    )
