"""Texts in the formats of JSON Schema 2020-12 (validation section 7.3) and of OpenAPI's registry."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

__all__ = ["FORMATS", "words"]

_WORDS = tuple(
    "amber birch cedar delta ember flint grove harbor inlet jasper kelp linden maple north opal prairie "  # noqa: SIM905
    "quartz ridge spruce timber upland valley willow yarrow".split()
)
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def words(random: Random, shortest: int = 0, longest: int | None = None) -> str:
    """Return a few plain words with at least and at most so many characters."""
    text = " ".join(random.choice(_WORDS) for _ in range(2))
    while len(text) < shortest:
        text += " " + random.choice(_WORDS)
    if longest is not None and len(text) > longest:
        text = text[:longest]
        # A text that ends with a space is refused by many a pattern.
        text = text[:-1] + "x" if text.endswith(" ") else text
    return text


def _instant(random: Random) -> datetime:
    return _EPOCH + timedelta(seconds=random.randrange(0, 180 * 86_400))


def _uuid(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))


def _date_time(random: Random) -> str:
    return _instant(random).strftime("%Y-%m-%dT%H:%M:%SZ")


def _word(random: Random) -> str:
    return random.choice(_WORDS)


FORMATS: Mapping[str, Callable[[Random], str]] = {
    "date-time": _date_time,
    "date": lambda random: _instant(random).strftime("%Y-%m-%d"),
    "time": lambda random: _instant(random).strftime("%H:%M:%SZ"),
    "duration": lambda random: f"PT{random.randint(1, 59)}M",
    "email": lambda random: f"{_word(random)}@example.com",
    "idn-email": lambda random: f"{_word(random)}@example.com",
    "hostname": lambda random: f"{_word(random)}.example.com",
    "idn-hostname": lambda random: f"{_word(random)}.example.com",
    "ipv4": lambda random: f"192.0.2.{random.randint(1, 254)}",
    "ipv6": lambda random: f"2001:db8::{random.randint(1, 0xFFFF):x}",
    "uri": lambda random: f"https://example.com/{_word(random)}",
    "uri-reference": lambda random: f"/{_word(random)}",
    "iri": lambda random: f"https://example.com/{_word(random)}",
    "iri-reference": lambda random: f"/{_word(random)}",
    "uri-template": lambda random: f"/{_word(random)}/{{id}}",
    "json-pointer": lambda random: f"/{_word(random)}",
    "relative-json-pointer": lambda random: f"0/{_word(random)}",
    "regex": lambda random: f"^{_word(random)}$",
    "uuid": _uuid,
    "byte": lambda random: b64encode(_word(random).encode()).decode(),
    "base64url": lambda random: _word(random),
}
"""By format, what writes a text in it; the same random state writes the same text."""
