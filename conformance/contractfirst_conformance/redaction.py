"""Removes secrets from everything that is reported."""

import re
from collections.abc import Iterable, Iterator

__all__ = ["MARK", "Redactor"]

MARK = "[redacted]"
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie"})
# A JWT, a webhook secret, and the members of a body that carry secrets by their name.
_TOKEN = re.compile(r"\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?")
_WEBHOOK_SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{8,}")
_MEMBER = re.compile(
    r'("(?:access_token|refresh_token|client_secret|client_assertion|password|secret)"\s*:\s*")((?:[^"\\]|\\.)*)'
)
_FORM = re.compile(r"\b((?:access_token|client_secret|password)=)([^&\s]+)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORTEST = 8
_PART = 12


class Redactor:
    """Replaces known secrets, and what looks like one, by a mark; learns secrets on the way.

    ``headers`` are the names, in lower case, of headers that credentials are sent in.
    """

    def __init__(self, secrets: Iterable[str] = (), headers: Iterable[str] = ()) -> None:
        self.secrets: set[str] = set()
        self._longest_first: list[str] = []
        self._parts: set[str] = set()
        self._identifying = frozenset(headers)
        self._headers = _SECRET_HEADERS | self._identifying
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: str) -> None:
        """Remember a secret; those too short to distinguish from ordinary text are left out."""
        if len(secret) >= _SHORTEST:
            self.secrets.add(secret)
            self._longest_first = sorted(self.secrets, key=len, reverse=True)
            self._parts.update(_parts(secret))

    def text(self, text: str, known: str = MARK) -> str:
        """Return text without secrets, and without what no UTF-8 can carry.

        ``known`` is what stands in place of a secret that was learned; of others nothing is left.
        """
        text = _SURROGATE.sub("\ufffd", text)
        for secret in self._longest_first:
            if secret in text:
                text = text.replace(secret, known)
        text = _TOKEN.sub(MARK, text)
        text = _WEBHOOK_SECRET.sub(MARK, text)
        for named in (_MEMBER, _FORM):
            text = named.sub(lambda found: found[1] + (known if found[2] == known else MARK), text)
        return text

    def has_part(self, text: str) -> bool:
        """Return whether a text has twelve consecutive characters of a known secret."""
        return not self._parts.isdisjoint(_parts(text))

    def identifies(self, name: str) -> bool:
        """Return whether credentials are sent in a header of this name."""
        return name.lower() in self._identifying

    def header(self, name: str, value: str) -> str:
        """Return a header's value without secrets; of credentials only the scheme stays."""
        if name.lower() not in self._headers:
            return self.text(value)
        scheme, space, _ = value.partition(" ")
        return f"{scheme} {MARK}" if space and scheme.isalpha() else MARK


def _parts(text: str) -> Iterator[str]:
    return (text[start : start + _PART] for start in range(max(1, len(text) - _PART + 1)))
