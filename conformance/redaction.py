"""Secrets kept out of everything that is written down."""

import re
from collections.abc import Iterable

__all__ = ["MARK", "Redactor"]

MARK = "[redacted]"
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie"})
# A JWT, a webhook secret, and the members of a body that carry secrets by their name.
_TOKEN = re.compile(r"\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?")
_WEBHOOK_SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{8,}")
_MEMBER = re.compile(
    r'("(?:access_token|refresh_token|client_secret|client_assertion|password|secret)"\s*:\s*)"(?:[^"\\]|\\.)*"'
)
_FORM = re.compile(r"\b((?:access_token|client_secret|password)=)[^&\s]+")
_SHORTEST = 8


class Redactor:
    """Replaces known secrets, and what looks like one, by a mark; learns secrets on the way.

    ``headers`` are the names, in lower case, of headers that credentials are sent in.
    """

    def __init__(self, secrets: Iterable[str] = (), headers: Iterable[str] = ()) -> None:
        self.secrets: set[str] = set()
        self._identifying = frozenset(headers)
        self._headers = _SECRET_HEADERS | self._identifying
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: str) -> None:
        """Remember a secret; those too short to be told from ordinary text are left out."""
        if len(secret) >= _SHORTEST:
            self.secrets.add(secret)

    def text(self, text: str) -> str:
        """Return text without secrets."""
        for secret in self.secrets:
            if secret in text:
                text = text.replace(secret, MARK)
        text = _TOKEN.sub(MARK, text)
        text = _WEBHOOK_SECRET.sub(MARK, text)
        text = _MEMBER.sub(rf'\1"{MARK}"', text)
        return _FORM.sub(rf"\1{MARK}", text)

    def identifies(self, name: str) -> bool:
        """Tell whether credentials are sent in a header of this name."""
        return name.lower() in self._identifying

    def header(self, name: str, value: str) -> str:
        """Return a header's value without secrets; of credentials only the scheme stays."""
        if name.lower() not in self._headers:
            return self.text(value)
        scheme, space, _ = value.partition(" ")
        return f"{scheme} {MARK}" if space and scheme.isalpha() else MARK
