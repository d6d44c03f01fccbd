"""Names of the document as Python spells them."""

import keyword
import re

__all__ = ["python_name", "snake_case"]

_BEFORE_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_A_NAME = re.compile(r"[^0-9A-Za-z]+")


def snake_case(name: str) -> str:
    """Return ``getClient`` as ``get_client``, ``If-Match`` as ``if_match``, ``filter[a]`` as ``filter_a``."""
    return _NOT_A_NAME.sub("_", _BEFORE_CAPITAL.sub("_", name)).strip("_").lower()


def python_name(name: str) -> str:
    """Return the name in snake case as an identifier: ``from`` becomes ``from_``, ``2fa`` ``_2fa``."""
    snake = snake_case(name) or "_"
    if snake[0].isdigit():
        snake = f"_{snake}"
    return f"{snake}_" if keyword.iskeyword(snake) else snake
