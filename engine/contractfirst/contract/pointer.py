"""JSON Pointers, RFC 6901."""

from collections.abc import Iterable

__all__ = ["escape", "join", "last", "of_path", "split"]


def escape(token: str | int) -> str:
    """Return one reference token, escaped (section 3)."""
    text = str(token)
    return text.replace("~", "~0").replace("/", "~1") if "/" in text or "~" in text else text


def join(pointer: str, *tokens: str | int) -> str:
    """Return the pointer to a member below ``pointer``."""
    for token in tokens:
        pointer = f"{pointer}/{escape(token)}"
    return pointer


def of_path(path: Iterable[str | int]) -> str:
    """Return the pointer that a sequence of unescaped tokens spells."""
    return join("", *path)


def last(pointer: str) -> str:
    """Return the last token of a pointer, unescaped; ``""`` for the whole document."""
    return pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")


def split(pointer: str) -> list[str]:
    """Return the unescaped tokens of a pointer; raises ``ValueError`` for one without a leading slash."""
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise ValueError("a JSON Pointer is empty or starts with a slash")
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]
