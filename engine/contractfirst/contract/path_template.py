"""Path templates (OpenAPI 3.1.1 section 4.8.8.2): text with names in braces."""

import re
from dataclasses import dataclass

__all__ = ["Segment", "segments", "variables"]

_VARIABLE = re.compile(r"\{([^{}/]+)\}")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: a literal, or a template with the ``names`` of its values.

    ``shape`` is the segment without the names: two templates of one shape match the same paths.
    """

    text: str
    names: tuple[str, ...]

    @property
    def shape(self) -> str:
        return _VARIABLE.sub("{}", self.text)

    @property
    def is_whole(self) -> bool:
        """Whether the segment is one value and nothing else."""
        return self.shape == "{}"

    def pattern(self) -> re.Pattern[str]:
        """Return the expression that a raw segment must match in full; its groups are the values."""
        parts = self.shape.split("{}")
        return re.compile("(.+?)".join(map(re.escape, parts)), re.DOTALL)


def segments(path: str) -> list[Segment]:
    """Return the segments of a template below its leading slash."""
    return [Segment(text, tuple(_VARIABLE.findall(text))) for text in path.removeprefix("/").split("/")]


def variables(path: str) -> list[str]:
    """Return the names in braces, in order."""
    return _VARIABLE.findall(path)
