"""How settings are spelled: from what an operator wrote to a value, or a ``ValueError`` that says why not."""

import re
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

__all__ = [
    "about",
    "file_path",
    "hosts",
    "listed",
    "networks",
    "one_of",
    "origin",
    "text",
    "whole_number",
    "yes_or_no",
]

_HOST = re.compile(r"([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


def about(help_text: str, parse: Callable[[object], object], *, secret: bool = False) -> dict[str, object]:
    """Return a dataclass field's metadata: the setting's help and how it is parsed."""
    return {"help": help_text, "parse": parse, "secret": secret}


def text(raw: object) -> str:
    """Accept text that is not empty."""
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError("must be text that is not empty")
    return raw.strip()


def whole_number(least: int, most: int) -> Callable[[object], int]:
    """Accept a whole number within bounds."""

    def parse(raw: object) -> int:
        number = raw if isinstance(raw, int) and not isinstance(raw, bool) else None
        if isinstance(raw, str) and raw.strip().isascii() and raw.strip().isdecimal():
            number = int(raw)
        if number is None or not least <= number <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return number

    return parse


def one_of(*words: str) -> Callable[[object], str]:
    """Accept one of some words, in any case."""

    def parse(raw: object) -> str:
        word = raw.strip().lower() if isinstance(raw, str) else ""
        if word not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return word

    return parse


def yes_or_no(raw: object) -> bool:
    """Accept a boolean, or the usual words for one."""
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word not in {"true", "false", "yes", "no", "on", "off", "1", "0"}:
        raise ValueError("must be true or false")
    return word in {"true", "yes", "on", "1"}


def listed(raw: object) -> tuple[str, ...]:
    """Accept a list of texts, or one text with commas."""
    items = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise ValueError("must be a list of texts, or one text with commas")
    return tuple(item.strip() for item in items if item.strip())


def networks(raw: object) -> tuple[str, ...]:
    """Accept a list of networks in CIDR notation."""
    items = listed(raw)
    for item in items:
        try:
            ip_network(item, strict=False)
        except ValueError:
            raise ValueError(f"{item!r} is not a network such as 10.0.0.0/8") from None
    return items


def hosts(raw: object) -> tuple[str, ...]:
    """Accept a list of hosts as a URL spells them, each with a port or without."""
    items = tuple(item.lower() for item in listed(raw))
    for item in items:
        if _HOST.fullmatch(item) is None:
            raise ValueError(f"{item!r} is not a host such as 127.0.0.1, [::1] or hooks.test:8000")
    return items


def file_path(raw: object) -> Path:
    """Accept a path; whether the file is there is seen later."""
    if isinstance(raw, Path):
        return raw
    return Path(text(raw)).expanduser()


def origin(raw: object) -> str:
    """Accept an http or https origin, without a path."""
    url = urlsplit(text(raw).rstrip("/"))
    if url.scheme not in {"http", "https"} or not url.hostname or url.path or url.query or url.fragment:
        raise ValueError("must be an origin such as https://api.example.com, without a path")
    return f"{url.scheme}://{url.netloc}"
