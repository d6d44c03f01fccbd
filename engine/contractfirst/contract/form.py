"""Form bodies: fields typed by the properties of a schema (OpenAPI 3.1.1 sections 4.8.14.3 and 4.8.15).

A property with a ``style``, ``explode`` or ``allowReserved`` in its Encoding Object is written as a query
parameter is; any other object, and any object in an array, is a JSON text.
"""

from collections.abc import Callable, Sequence

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract import shape
from contractfirst.contract.json_text import read_json
from contractfirst.contract.place import Place
from contractfirst.contract.problems import Violation
from contractfirst.contract.refused import Refused, all_items
from contractfirst.contract.styles import Pairs, PairsReader, shape_name, style_reader

__all__ = ["FormFields", "form_pairs"]

_STYLES = ("form", "spaceDelimited", "pipeDelimited", "deepObject")

Decoder = Callable[[str], str | Refused]


class FormFields:
    """The fields of one form; ``decode`` undoes the encoding of one text of it.

    ``arrays`` are the names of the fields that may be given several times.
    """

    def __init__(self, schema: Place | None, encoding: Place | None, decode: Decoder) -> None:
        self._decode = decode
        named = {} if schema is None else shape.properties(schema)
        self.arrays = frozenset(name for name, place in named.items() if shape_name(place) == "array")
        self._readers: dict[str, PairsReader] = {}
        self._deep: set[str] = set()
        self._other = style_reader("", None, "form", True, decode)
        for name, place in named.items():
            described = encoding.child(name) if encoding is not None and encoding.has(name) else None
            self._readers[name] = self._reader(name, place, described)

    def read(self, pairs: Sequence[tuple[str, str]]) -> tuple[dict[str, object], list[Violation]]:
        """Return the object that the fields make, without those that are refused, and why they are."""
        taken: dict[str, list[tuple[str, str]]] = {}
        violations: list[Violation] = []
        for raw_name, raw in pairs:
            name = self._decode(raw_name)
            if isinstance(name, Refused):
                violations.append(
                    Violation("encoding", "Field names must be percent-encoded UTF-8.", pointer="")
                )
                continue
            head = name.partition("[")[0]
            deep = name.endswith("]") and head in self._deep
            taken.setdefault(head if deep else name, []).append((name, raw))
        value: dict[str, object] = {}
        for name, own in taken.items():
            member = self._readers.get(name, self._other)(own)
            if isinstance(member, Refused):
                violations.extend(member.violations(json_pointer.join("", name)))
            else:
                value[name] = member
        return value, violations

    def _reader(self, name: str, place: Place, encoding: Place | None) -> PairsReader:
        styled = encoding is not None and any(map(encoding.has, ("style", "explode", "allowReserved")))
        style, explode = "form", True
        if encoding is not None and styled:
            style = encoding.text("style", "form")
            explode = encoding.flag("explode", default=style == "form")
            if style not in _STYLES:
                encoding.fail(f"a style is one of {', '.join(_STYLES)}", "style")
        layout = shape_name(place)
        if styled and layout == "object":
            if style == "deepObject":
                self._deep.add(name)
            elif explode:
                # The members would be fields of their own, apart from the property that holds them.
                place.fail("a property of this shape needs the style deepObject or explode: false")
        elif layout == "object":
            return self._json(single=True)
        elif layout == "array" and not styled:
            item = shape.item_of(place)
            if item is not None and shape_name(item) == "object":
                return self._json(single=False)
        return style_reader(name, place, style, explode, self._decode)

    def _json(self, *, single: bool) -> PairsReader:
        def read_one(raw: str) -> object:
            text = self._decode(raw)
            return text if isinstance(text, Refused) else read_json(text.encode("utf-8", "surrogatepass"))

        def read(pairs: Pairs) -> object:
            if single:
                repeated = Refused.because("repeated", "Must be given only once.")
                return read_one(pairs[0][1]) if len(pairs) == 1 else repeated
            values = [read_one(raw) for _, raw in pairs]
            return all_items(values)

        return read


def form_pairs(body: bytes) -> list[tuple[str, str]]:
    """Return the raw pairs of an ``application/x-www-form-urlencoded`` body, encoded as they are."""
    pairs = []
    for pair in body.decode("latin-1").split("&"):
        if pair:
            name, _, raw = pair.partition("=")
            pairs.append((name, raw))
    return pairs
