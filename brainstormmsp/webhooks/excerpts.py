"""What the delivery log shows of a request and its answer: beginnings, without secrets."""

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["REDACTED", "RESPONSE_BYTES", "request_excerpt", "response_excerpt"]

REDACTED = "[redacted]"

# How much of an answer is read at all; the rest is never waited for.
RESPONSE_BYTES = 8192
_RESPONSE_CHARACTERS = 1000
_BODY_CHARACTERS = 2000

_SECRET_FIELDS = frozenset({"webhook-signature", "authorization", "cookie"})

# Receivers that fail tend to print what they were sent, or how they are configured.
_SECRETS = re.compile(
    r"whsec_[A-Za-z0-9+/=_-]+"
    r"|\bv1,[A-Za-z0-9+/=]{20,}"
    r"|(?i:\b(?:bearer|basic)\s+[A-Za-z0-9._~+/=-]+)"
    r"|\bbmsp_[A-Za-z0-9_-]+"
    r"|\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"
)


def request_excerpt(headers: Mapping[str, str], body: str) -> dict[str, Any]:
    """Return a request as the log shows it (the contract's WebhookRequest)."""
    shown = {name: REDACTED if name in _SECRET_FIELDS else value for name, value in headers.items()}
    return {"headers": shown, "body_excerpt": body[:_BODY_CHARACTERS]}


def response_excerpt(beginning: bytes) -> str | None:
    """Return the beginning of an answer's body as the log shows it, ``None`` when there is no body."""
    text = beginning.decode("utf-8", "replace").replace("\0", "�")
    return _SECRETS.sub(REDACTED, text)[:_RESPONSE_CHARACTERS] or None
