"""The formats of strings and integers: what they are, and how to write them.

JSON Schema 2020-12 validation section 7.3 and OpenAPI's format registry. The validator checks the formats
of section 7.3 itself, except ``regex``, which is checked here so that it means ECMA-262.
"""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from types import MappingProxyType
from uuid import UUID

from contractfirst.contract.patterns import PatternError, read_pattern

__all__ = [
    "FORMATS",
    "FORMAT_CHECKS",
    "INTEGER_FORMATS",
    "StringFormat",
    "describe_format",
    "format_is_valid",
    "formatted_string",
    "word",
    "words",
]

INTEGER_FORMATS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
)
"""The least and the greatest integer of each format (OpenAPI format registry)."""

_WORDS = tuple(
    "amber birch cedar delta ember flint grove harbor inlet jasper kelp linden maple north opal prairie "  # noqa: SIM905 - easier to read
    "quartz ridge spruce timber upland valley willow yarrow".split()
)
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_LABEL = 60
_DIGITS = "0123456789"
_TIME = frozenset(_DIGITS + "TtZz:.+- ")

Writer = Callable[[Random, str], str]


@dataclass(frozen=True, slots=True)
class StringFormat:
    """One format of strings.

    ``writers`` write a string in it, with a filler of letters somewhere where there is room for one; the
    first is the usual one. ``samples`` are unusual strings in it. ``longest`` is the greatest length if
    there is one, ``characters`` are all that can occur where they are few, ``within`` are the formats that
    every string in this one has too.
    """

    description: str
    writers: tuple[Writer, ...]
    samples: tuple[str, ...] = ()
    longest: int | None = None
    characters: frozenset[str] | None = None
    within: tuple[str, ...] = ()

    def excludes(self, text: str) -> bool:
        """Return whether it is certain that no string in the format contains the text."""
        return self.characters is not None and not self.characters.issuperset(text)


def word(random: Random) -> str:
    """Return a plain word."""
    return random.choice(_WORDS)


def words(random: Random, shortest: int = 0, longest: int | None = None) -> str:
    """Return a few plain words with at least and at most so many characters."""
    text = " ".join(random.choice(_WORDS) for _ in range(2))
    if len(text) < shortest:
        text += "".join(" " + random.choice(_WORDS) for _ in range((shortest - len(text)) // 5 + 1))
        text = text[: max(shortest, len(text) if longest is None else min(len(text), longest))]
    if longest is not None and len(text) > longest:
        text = text[:longest]
    # Many patterns refuse a text that ends with a space.
    return text[:-1] + "x" if text.endswith(" ") else text


def describe_format(name: str) -> str:
    """Return what a string in the format is, to stand behind "Must be"."""
    known = FORMATS.get(name)
    return f"of the format {name}" if known is None or not known.description else known.description


def format_is_valid(name: str, text: str) -> bool:
    """Return whether the validator accepts a text as one in the format; every text for an unknown one."""
    return _checker(name)(text)


def formatted_string(
    name: str, random: Random, shortest: int = 0, longest: int | None = None, *, varied: bool = False
) -> str | None:
    """Return a string in a format with a length within bounds, ``None`` where none was found.

    With ``varied`` it is written in any of the ways that the format has. Unknown formats are plain words.
    """
    known = FORMATS.get(name)
    if known is None:
        return words(random, shortest, longest)
    others = random.sample(known.writers, len(known.writers))
    for write in [*([] if varied else known.writers[:1] * 2), *others, *others]:
        filler = word(random)
        for _ in range(4):
            text = write(random, filler)
            if len(text) < shortest and filler in text:
                filler += "".join(random.choice(_WORDS)[0] for _ in range(shortest - len(text)))
            elif longest is not None and len(text) > longest:
                filler = filler[: max(1, len(filler) - len(text) + longest)]
            else:
                break
        if (
            shortest <= len(text)
            and (longest is None or len(text) <= longest)
            and format_is_valid(name, text)
        ):
            return text
    fitting = [text for text in known.samples if shortest <= len(text)]
    return next((text for text in fitting if longest is None or len(text) <= longest), None)


@lru_cache(maxsize=256)
def _checker(name: str) -> Callable[[object], bool]:
    import jsonschema_rs  # reading a document does not wait for it

    checks = {name: FORMAT_CHECKS[name]} if name in FORMAT_CHECKS else None
    return jsonschema_rs.Draft202012Validator(
        {"format": name}, validate_formats=True, formats=checks
    ).is_valid


def _is_regex(text: str) -> bool:
    try:
        read_pattern(text)
    except PatternError:
        return False
    return True


FORMAT_CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType({"regex": _is_regex})
"""The checks to give to a validator instead of its own."""


def _instant(random: Random) -> datetime:
    return _EPOCH + timedelta(seconds=random.randrange(0, 180 * 86_400))


def _written(layout: str) -> Writer:
    """Return what writes an instant; ``%f`` is replaced by digits."""

    def write(random: Random, filler: str) -> str:
        text = _instant(random).strftime(layout.replace("%f", "%%f"))
        while "%f" in text:
            text = text.replace("%f", random.choice(_DIGITS), 1)
        return text

    return write


def _uuid(version: int) -> Writer:

    def write(random: Random, filler: str) -> str:
        text = str(UUID(int=random.getrandbits(128), version=4))
        return f"{text[:14]}{version}{text[15:]}"

    return write


def _host(random: Random, filler: str) -> str:
    labels = [filler[at : at + _LABEL] for at in range(0, len(filler), _LABEL)]
    return ".".join([*labels, "example", "com"])


def _email(random: Random, filler: str) -> str:
    domain = "example.com" if len(filler) <= _LABEL else _host(random, filler[_LABEL:])
    return f"{filler[:_LABEL]}@{domain}"


def _short_email(random: Random, filler: str) -> str:
    return f"{filler[:1]}@b.co"


def _around(before: str, behind: str = "") -> Writer:
    return lambda random, filler: f"{before}{filler}{behind}"


_URI_WRITERS = (
    _around("https://example.com/"),
    _around("http://example.com/"),
    _around("urn:example:"),
    _around("https://", ".example.com/"),
    _around("a:"),
)
FORMATS: Mapping[str, StringFormat] = MappingProxyType(
    {
        "date": StringFormat(
            "a date such as 2026-01-31 (RFC 3339)",
            (_written("%Y-%m-%d"), lambda random, filler: f"{random.randint(1970, 2099)}-02-28"),
            longest=10,
            characters=frozenset(_DIGITS + "-"),
        ),
        "date-time": StringFormat(
            "a date and time such as 2026-01-31T09:30:00Z (RFC 3339)",
            (
                _written("%Y-%m-%dT%H:%M:%SZ"),
                _written("%Y-%m-%dT%H:%M:%S.%f%f%fZ"),
                _written("%Y-%m-%dT%H:%M:%S+00:00"),
                _written("%Y-%m-%dT%H:%M:%S+02:00"),
                _written("%Y-%m-%dT%H:%M:%S.%f%f%f%f%f%fZ"),
                _written("%Y-%m-%dT%H:%M:%S.%f%f%f+00:00"),
                _written("%Y-%m-%dT%H:%M:%S.%f%f%f%f%f%f%f%f%fZ"),
            ),
            samples=("2026-01-31T10:00:00Z", "2026-01-31T10:00:00.5+02:00"),
            longest=40,
            characters=_TIME,
        ),
        "time": StringFormat(
            "a time such as 09:30:00Z (RFC 3339)",
            (_written("%H:%M:%SZ"), _written("%H:%M:%S+00:00"), _written("%H:%M:%S.%f%f%fZ")),
            longest=30,
            characters=_TIME,
        ),
        "duration": StringFormat(
            "a duration such as P1DT12H (ISO 8601)",
            (
                lambda random, filler: f"PT{random.randint(1, 59)}M",
                lambda random, filler: f"P{random.randint(1, 9)}D",
                lambda random, filler: f"PT{random.randint(1, 59)}S",
                lambda random, filler: f"P{random.randint(1, 9)}DT{random.randint(1, 9)}H",
            ),
            samples=("P1D",),
        ),
        "email": StringFormat(
            "an e-mail address",
            (_email, _short_email),
            samples=("a@b.example", "first.last+tag@long-domain.example"),
            within=("idn-email",),
        ),
        "idn-email": StringFormat(
            "an e-mail address", (_email, _short_email), samples=("a@b.example", "ä@b.example")
        ),
        "hostname": StringFormat(
            "a host name",
            (_host, _around("")),
            samples=("a", "host.example"),
            longest=253,
            within=("idn-hostname",),
        ),
        "idn-hostname": StringFormat("a host name", (_host, _around("")), samples=("a", "ä.example")),
        "ipv4": StringFormat(
            "an IPv4 address",
            (
                lambda random, filler: f"192.0.2.{random.randint(1, 254)}",
                lambda random, filler: f"10.{random.randint(0, 9)}.0.{random.randint(1, 9)}",
            ),
            samples=("1.1.1.1", "192.168.100.200"),
            longest=15,
            characters=frozenset(_DIGITS + "."),
        ),
        "ipv6": StringFormat(
            "an IPv6 address",
            (
                lambda random, filler: f"2001:db8::{random.randint(1, 0xFFFF):x}",
                lambda random, filler: f"2001:db8:0:0:0:0:0:{random.randint(1, 0xFFFF):x}",
                lambda random, filler: "::1",
            ),
            samples=("::", "2001:0db8:0000:0000:0000:0000:0000:0001"),
            longest=45,
            characters=frozenset(_DIGITS + "abcdefABCDEF:."),
        ),
        "uri": StringFormat(
            "a URI with its scheme (RFC 3986)",
            _URI_WRITERS,
            samples=("https://a.example/b", "urn:a:b"),
            within=("iri", "uri-reference", "iri-reference"),
        ),
        "uri-reference": StringFormat(
            "a URI or a relative reference (RFC 3986)",
            (_around("/"), _around(""), *_URI_WRITERS),
            samples=("/a", "https://a.example/b", ""),
            within=("iri-reference",),
        ),
        "iri": StringFormat("an IRI with its scheme", _URI_WRITERS, within=("iri-reference",)),
        "iri-reference": StringFormat(
            "an IRI or a relative reference", (_around("/"), _around(""), *_URI_WRITERS)
        ),
        "uri-template": StringFormat("a URI template (RFC 6570)", (_around("/", "/{id}"), _around("/"))),
        "json-pointer": StringFormat("a JSON Pointer (RFC 6901)", (_around("/"),), samples=("",)),
        "relative-json-pointer": StringFormat("a relative JSON Pointer", (_around("0/"),), samples=("0",)),
        "regex": StringFormat("a regular expression", (_around("^", "$"), _around(""))),
        "uuid": StringFormat(
            "a UUID such as 0190a8f0-7c3e-7b1a-9d42-3f5e6a7b8c9d (RFC 9562)",
            (_uuid(4), _uuid(7), _uuid(1), lambda random, filler: _uuid(4)(random, filler).upper()),
            samples=("01890a5d-ac96-774b-bcce-b302099a8057", "01890A5D-AC96-774B-BCCE-B302099A8057"),
            longest=36,
            characters=frozenset(_DIGITS + "abcdefABCDEF-"),
        ),
        "byte": StringFormat("", (lambda random, filler: b64encode(filler.encode()).decode(),)),
        "base64url": StringFormat(
            "", (lambda random, filler: urlsafe_b64encode(filler.encode()).decode().rstrip("="),)
        ),
    }
)
"""The formats of strings that can be written; others are annotations, which admit every string."""
