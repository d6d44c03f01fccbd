"""Names of the document as classes, and the guard that no two things get one name."""

import keyword
import re

from contractfirst.contract.place import Place

__all__ = ["Names", "class_name"]

_WORD = re.compile(r"[0-9A-Za-z]+")


def class_name(text: str) -> str:
    """Return ``client_status`` and ``client-status`` as ``ClientStatus``; "" where no letter remains."""
    name = "".join(word[0].upper() + word[1:] for word in _WORD.findall(text))
    return f"_{name}" if name[:1].isdigit() else name


class Names:
    """The names of one module; ``reserved`` are those that its own machinery needs."""

    def __init__(self, reserved: frozenset[str] = frozenset()) -> None:
        self._reserved = reserved
        self._taken: set[str] = set()

    def claim(self, text: str, place: Place, what: str) -> str:
        """Return the class name of something that the document names; raises ``ContractError`` if taken."""
        name = class_name(text)
        if not name:
            place.fail(f"the {what} has no letter or digit to name a class by")
        if name in self._reserved or keyword.iskeyword(name):
            name += "_"
        if name in self._taken:
            place.fail(f'another {what} is named "{name}" in Python, as this one is')
        self._taken.add(name)
        return name

    def derive(self, name: str) -> str:
        """Return a name for something that the document leaves nameless, with a number where it is taken."""
        candidate, number = name or "Value", 1
        while candidate in self._taken or candidate in self._reserved or keyword.iskeyword(candidate):
            number += 1
            candidate = f"{name}{number}"
        self._taken.add(candidate)
        return candidate
