"""What a caller prefers of a mock (``Prefer``, RFC 7240): code=404, example=name, dynamic=true."""

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Preferences", "read_preferences"]

_PREFERENCE = re.compile(r'\s*([A-Za-z_-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,;"]+)))?\s*(?:[,;]|$)')


@dataclass(frozen=True, slots=True)
class Preferences:
    """``code`` is the status, ``example`` the name of an example, ``dynamic`` asks for new values."""

    code: int | None = None
    example: str | None = None
    dynamic: bool = False


@lru_cache(maxsize=1024)
def read_preferences(field: str) -> Preferences:
    """Return what a field value asks for; preferences of other names or kinds are ignored (section 2)."""
    code: int | None = None
    example: str | None = None
    dynamic = False
    for name, quoted, token in _PREFERENCE.findall(field):
        value = quoted or token
        match name.lower():
            case "code" if re.fullmatch(r"[1-5][0-9]{2}", value):
                code = int(value)
            case "example" if value:
                example = value
            case "dynamic":
                dynamic = value.lower() in ("", "true", "1")
    return Preferences(code, example, dynamic)
