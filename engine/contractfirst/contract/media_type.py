"""Media types and ranges (RFC 9110 sections 8.3.1 and 12.5.1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["MediaType", "most_specific_first"]

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - RFC 9110's token, no secret
_TYPE = re.compile(rf"[ \t]*({_TOKEN})/({_TOKEN})[ \t]*")
_PARAMETER = re.compile(rf';[ \t]*(?:({_TOKEN})=(?:({_TOKEN})|"((?:[^"\\]|\\.)*)"))?[ \t]*')
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type, or a range of them such as ``text/*`` and ``application/*+json``.

    Type, subtype and parameter names are in lower case; ``parameters`` are sorted by name.
    """

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, field: str) -> "MediaType | None":
        """Return the media type of a ``Content-Type`` field value, ``None`` for a malformed one."""
        return _parse(field)

    @property
    def essence(self) -> str:
        """The type without its parameters."""
        return f"{self.type}/{self.subtype}"

    @property
    def charset(self) -> str | None:
        """The parameter ``charset`` in lower case."""
        return next((value.lower() for name, value in self.parameters if name == "charset"), None)

    def parameter(self, name: str) -> str | None:
        return next((value for key, value in self.parameters if key == name), None)

    @property
    def is_json(self) -> bool:
        """Whether the content is JSON: ``application/json`` or a subtype with the suffix (RFC 6839)."""
        return self.subtype == "json" or self.subtype.endswith("+json")

    def covers(self, other: "MediaType") -> bool:
        """Return whether this range holds ``other``; its parameters, ``charset`` aside, must be there."""
        if self.type not in ("*", other.type):
            return False
        if self.subtype.startswith("*+"):
            if not other.subtype.endswith(self.subtype[1:]):
                return False
        elif self.subtype not in ("*", other.subtype):
            return False
        return all(item in other.parameters for item in self.parameters if item[0] != "charset")

    def specificity(self) -> tuple[int, int]:
        """Return a rank: the larger, the fewer media types the range holds."""
        rank = 0 if self.type == "*" else 1 if self.subtype == "*" else 2 if "*" in self.subtype else 3
        return rank, len(self.parameters)


def most_specific_first(ranges: Iterable[MediaType]) -> list[MediaType]:
    """Return the ranges in the order in which they are to be tried (OpenAPI 3.1.1 section 4.8.13.1)."""
    return sorted(ranges, key=MediaType.specificity, reverse=True)


@lru_cache(maxsize=256)
def _parse(field: str) -> MediaType | None:
    head = _TYPE.match(field)
    if head is None:
        return None
    parameters: dict[str, str] = {}
    at = head.end()
    while at < len(field):
        found = _PARAMETER.match(field, at)
        if found is None:
            return None
        at = found.end()
        name, token, quoted = found.groups()
        if name is None:
            continue
        name = name.lower()
        if name in parameters:
            return None
        parameters[name] = token if token is not None else _ESCAPED.sub(r"\1", quoted)
    return MediaType(head[1].lower(), head[2].lower(), tuple(sorted(parameters.items())))
