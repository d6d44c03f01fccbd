"""Why a value that one schema admits may not be admitted by another."""

from dataclasses import dataclass, replace

from contractfirst.contract.place import Place

__all__ = ["Reason", "shown"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One obstacle in the way of "all that ``giver`` admits, ``taker`` admits too".

    ``kind`` is a row of the rules' table, ``keyword`` what the two places differ in; ``given`` and
    ``taken`` word the two sides. ``path`` leads to the value within the whole instance. ``definite`` says
    that the obstacle is real; otherwise it could only not be ruled out. ``example`` is a value, as JSON,
    that the giver admits and the taker does not. ``here`` says that the doubt arose at this very value, so
    that a value tried on it can settle it.
    """

    kind: str
    keyword: str
    giver: Place
    taker: Place
    given: str
    taken: str
    definite: bool
    path: tuple[str, ...] = ()
    example: str = ""
    here: bool = True

    def below(self, token: str) -> "Reason":
        """Return the reason as it looks from one level further out."""
        return replace(self, path=(token, *self.path), here=False)

    def doubted(self) -> "Reason":
        """Return the reason as one of several ways out that were not open."""
        return replace(self, definite=False, here=True)


def shown(value: object, limit: int = 60) -> str:
    """Return a JSON value, shortened, for a message."""
    from json import dumps

    text = dumps(value, ensure_ascii=False)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
