"""Whether two parts of two documents say the same, references followed."""

from contractfirst.contract.place import Place
from contractfirst.diff.schemas.view import Key, View, key_of, references

__all__ = ["Sameness", "equal"]


class Sameness:
    """Equal text whose references lead to equal text again; ``a`` is of one view, ``b`` of the other."""

    def __init__(self, a: View, b: View) -> None:
        self._views = a, b
        self._known: dict[tuple[Key, Key], bool] = {}

    def __call__(self, a: Place, b: Place) -> bool:
        """Return whether two values, schemas or lists of schemas, say the same."""
        start = key_of(a), key_of(b)
        if start in self._known:
            return self._known[start]
        met = {start}
        waiting = [(a, b)]
        while waiting:
            left, right = waiting.pop()
            if not equal(left.value, right.value) or not self._lead_on(left, right, met, waiting):
                self._known[start] = self._known[key_of(left), key_of(right)] = False
                return False
        self._known.update(dict.fromkeys(met, True))
        return True

    def _lead_on(
        self,
        left: Place,
        right: Place,
        met: set[tuple[Key, Key]],
        waiting: list[tuple[Place, Place]],
    ) -> bool:
        """Note where the references below two equal values lead; false when one cannot be followed."""
        for reference in references(left.value):
            a, b = (
                view.refer(place, reference) for view, place in zip(self._views, (left, right), strict=True)
            )
            if a is None or b is None:
                return False
            pair = key_of(a), key_of(b)
            known = self._known.get(pair)
            if known is False:
                return False
            if known is None and pair not in met:
                met.add(pair)
                waiting.append((a, b))
        return True


def equal(a: object, b: object) -> bool:
    """Return whether two JSON values are the same; ``true`` is not 1, but 1.0 is."""
    return a is b or (a == b and (repr(a) == repr(b) or _strictly(a, b)))


def _strictly(a: object, b: object) -> bool:
    if isinstance(a, dict) and isinstance(b, dict):
        return all(_strictly(value, b[name]) for name, value in a.items())
    if isinstance(a, list) and isinstance(b, list):
        return all(map(_strictly, a, b))
    return isinstance(a, bool) == isinstance(b, bool)
