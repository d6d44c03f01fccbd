"""JSON Pointers, RFC 6901."""

from collections.abc import Iterable
from urllib.parse import unquote

__all__ = ["escape", "from_fragment", "join", "of_path", "split"]


def escape(token: str | int) -> str:
    """Return one reference token, escaped (section 3)."""
    return str(token).replace("~", "~0").replace("/", "~1")


def join(pointer: str, *tokens: str | int) -> str:
    """Return the pointer to a member below ``pointer``."""
    return pointer + "".join(f"/{escape(token)}" for token in tokens)


def of_path(path: Iterable[str | int]) -> str:
    """Return the pointer that a sequence of unescaped tokens spells."""
    return join("", *path)


def split(pointer: str) -> list[str]:
    """Return the unescaped tokens of a pointer; raises ``ValueError`` for one without a leading slash."""
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise ValueError("a JSON Pointer is empty or starts with a slash")
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]


def from_fragment(fragment: str) -> str:
    """Return the pointer that a URI fragment holds: percent-escapes undone (section 6)."""
    return unquote(fragment)
