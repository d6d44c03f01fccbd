"""Parses ``WWW-Authenticate`` (RFC 9110 section 11.6.1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from contractfirst_conformance.exchange import Exchange

__all__ = ["Challenge", "challenge_of", "challenge_text", "challenges"]

_NAME = "www-authenticate"
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - a grammar's token
_ITEM = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*(?:"|$))+')
_PARAMETER = re.compile(rf'({_TOKEN})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|({_TOKEN}))')
_SCHEME = re.compile(rf"({_TOKEN})(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge; ``scheme`` and the names of ``parameters`` in lower case."""

    scheme: str
    parameters: Mapping[str, str] = field(default_factory=dict)


def challenges(exchange: Exchange) -> list[Challenge]:
    """Return all challenges of a response, however they are spread over lines, commas and quotes."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in exchange.answer.header_values(_NAME):
        for item in map(str.strip, _ITEM.findall(line)):
            text = item
            if not _PARAMETER.fullmatch(text):
                scheme = _SCHEME.fullmatch(text)
                if scheme is None:
                    continue
                found.append((scheme[1].lower(), {}))
                text = (scheme[2] or "").strip()
            parameter = _PARAMETER.fullmatch(text)
            if parameter is not None and found:
                quoted, plain = parameter[2], parameter[3]
                value = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
                found[-1][1][parameter[1].lower()] = value
    return [Challenge(scheme, parameters) for scheme, parameters in found]


def challenge_of(exchange: Exchange, scheme: str) -> Challenge | None:
    """Return the first challenge of a scheme, by its name in lower case; ``None`` without any."""
    return next((each for each in challenges(exchange) if each.scheme == scheme), None)


def challenge_text(exchange: Exchange) -> str:
    """Return the header as it came, for people; ``nothing`` without any."""
    return ", ".join(exchange.answer.header_values(_NAME)) or "nothing"
