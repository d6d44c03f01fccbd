"""Removes secrets from text before it is logged."""

import re

__all__ = ["redact", "redact_path"]

REDACTED = "[redacted]"

_NAMES = r"client_secret|access_token|refresh_token|token|password|secret|pepper|signing_keys?|api_key"

# The scheme with its credentials (RFC 9110 section 11.4), a JWS in compact form (RFC 7515 section 7.1),
# a Standard Webhooks secret, and name-value pairs as JSON, Python, forms and queries write them.
_PATTERNS = (
    (re.compile(r"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}", re.IGNORECASE), rf"\1 {REDACTED}"),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?"), REDACTED),
    (re.compile(r"\bwhsec_[A-Za-z0-9+/=]+"), REDACTED),
    (
        re.compile(rf"""(['"](?:{_NAMES})['"]\s*:\s*)(['"])(?:(?!\2)[^\\]|\\.)*\2""", re.IGNORECASE),
        rf"\1\2{REDACTED}\2",
    ),
    (
        re.compile(rf"""\b({_NAMES})(\s*=\s*)(['"])(?:(?!\3)[^\\]|\\.)*\3""", re.IGNORECASE),
        rf"\1\2\3{REDACTED}\3",
    ),
    (re.compile(rf"""\b({_NAMES})=[^&\s'",;)]+""", re.IGNORECASE), rf"\1={REDACTED}"),
    # Long and of mixed case with digits: a random secret, whatever its name. Digests and UUIDs, which are not
    # secret, have one case only.
    (re.compile(r"(?<![\w/.-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*[0-9])[A-Za-z0-9_-]{40,}"), REDACTED),
    (re.compile(r"(://[^/\s:@]+:)[^/\s@]+@"), rf"\1{REDACTED}@"),
)


def redact(text: str) -> str:
    """Return ``text`` with everything that looks like a credential replaced."""
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


# The length of a UUID, as most segments of a path are; secrets are longer.
_ORDINARY_SEGMENT = 36


def redact_path(path: str) -> str:
    """Return a URL's path with each segment redacted, because clients may put tokens there."""
    segments = path.split("/")
    if "=" not in path and "%" not in path and len(max(segments, key=len)) <= _ORDINARY_SEGMENT:
        return path
    return "/".join(map(redact, segments))
