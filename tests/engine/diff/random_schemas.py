"""Random schemas over every supported keyword, random edits of them, and a universe of small values."""

import copy
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

Schema = Any

NAMES = ("a", "b", "x1")
PATTERNS = ("^a", "^[ab]*$", "b", "^.{2,3}$", "^x")
NAME_PATTERNS = ("^x", "^a$", "[ab]")
FORMATS = ("uuid", "date", "email", "int32", "unheard-of")
SCALARS: tuple[object, ...] = (
    None,
    True,
    False,
    0,
    1,
    2,
    3,
    4,
    6,
    -1,
    1.0,
    0.5,
    2.5,
    "",
    "a",
    "b",
    "ab",
    "aab",
    "xyz",
)
EXTRA: tuple[object, ...] = (
    "2026-01-31",
    "01890a5d-ac96-774b-bcce-b302099a8057",
    "a@b.example",
    "aaaaaa",
    2**31,
    -(2**40),
    10,
    1e9,
    7.25,
)
TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")


def universe() -> list[object]:
    """Return some thousand values: scalars, short arrays and small objects, and some of those nested."""
    few: tuple[object, ...] = (None, True, 0, 1, 3, 0.5, "", "a", "b", "ab")
    arrays: list[object] = [
        [],
        *([each] for each in few),
        *(list(pair) for pair in product(few[2:], repeat=2)),
    ]
    arrays += [[1, 1, 1], [1, 3, "a"], ["a", "b", "ab"], [[], 1], [{}], [{"a": 1}], [[1], ["a"]]]
    absent = object()
    options = (absent, None, 1, 3, "a", "ab", True)
    objects: list[object] = []
    for values in product(options, repeat=3):
        objects.append(
            {name: value for name, value in zip(NAMES, values, strict=True) if value is not absent}
        )
    inners: list[object] = [[], [1], ["a", "b"], {}, {"a": 1}, {"b": "a"}, {"a": {"a": 1}}, 0.5, "xyz"]
    objects += [{name: inner} for name in ("a", "b") for inner in inners]
    objects += [{"other": 1}, {"a": 1, "other": "a"}, {"x2": "a"}, {"b": 1, "x2": 3}, {"a": {"other": 1}}]
    return [*SCALARS, *EXTRA, *arrays, *objects]


class Generator:
    """Draws schemas of bounded size; the same seed gives the same schemas."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.recursive: Schema = {}

    def schema(self) -> Schema:
        """Return a schema with a recursive one among its ``$defs``, to which it may refer."""
        body = self._any(self.random.choice((1, 2, 2, 3)))
        recursive = self.recursive = {
            "type": "object",
            "properties": {"a": {"$ref": "#/$defs/recursive"}, "b": self._leaf()},
        }
        if self.random.random() < 0.5:
            recursive["additionalProperties"] = False
        return {**(body if isinstance(body, dict) else {"allOf": [body]}), "$defs": {"recursive": recursive}}

    def edited(self, schema: Schema) -> Schema:
        """Return the schema with one to three places changed: a keyword dropped, altered or added."""
        changed = copy.deepcopy(schema)
        for _ in range(self.random.choice((1, 1, 2, 3))):
            holder, key = self.random.choice(list(_holders(changed)))
            self._edit(holder, key)
        return changed

    def one_way(self, schema: Schema, share: float = 0.25) -> Schema:
        """Return the schema with some properties marked as read-only or write-only."""
        marked = copy.deepcopy(schema)
        for holder, key in list(_holders(marked)):
            properties = holder[key]
            if key == "properties" and isinstance(properties, dict):
                for below in properties.values():
                    if isinstance(below, dict) and "$ref" not in below and self.random.random() < share:
                        below[self.random.choice(("readOnly", "writeOnly"))] = True
        return marked

    def _edit(self, holder: Any, key: Any) -> None:
        value = holder[key]
        random = self.random
        if key in ("$defs", "recursive"):
            return
        if isinstance(value, int | float) and not isinstance(value, bool) and key != "const":
            if key == "multipleOf":
                holder[key] = random.choice((value * 2, value * 3, 1, 0.5))
            else:
                moved = value + random.choice((-1, 1))
                holder[key] = max(moved, 0) if key in COUNTS else moved
        elif isinstance(value, list) and key in (
            "enum",
            "required",
            "oneOf",
            "anyOf",
            "allOf",
            "prefixItems",
        ):
            if len(value) > 1 and random.random() < 0.5:
                value.pop(random.randrange(len(value)))
            else:
                value.append(self._addition(key))
            if key == "required":
                holder[key] = list(dict.fromkeys(value))
        elif isinstance(value, dict) and key == "properties":
            value[random.choice(NAMES)] = self._any(1)
        elif _holds_schema(holder, key) and random.random() < 0.7:
            if isinstance(value, dict) and random.random() < 0.6:
                value.update(random.choice((self._string, self._number, self._array_bounds))())
                return
            holder[key] = self._any(1)
        elif not isinstance(holder, list):
            del holder[key]

    def _addition(self, key: str) -> object:
        if key == "enum":
            return self.random.choice(SCALARS)
        return self.random.choice(NAMES) if key == "required" else self._leaf()

    def _any(self, depth: int) -> Schema:
        if depth == 0 or self.random.random() < 0.15:
            return self._leaf()
        return self.random.choice((self._array, self._object, self._object, self._composed, self._composed))(
            depth
        )

    def _leaf(self) -> Schema:
        random = self.random
        match random.randrange(12):
            case 0:
                return random.choice((True, False, {}))
            case 1:
                return {"$ref": "#/$defs/recursive"}
            case 2 | 3:
                return {"type": random.choice(TYPES)}
            case 4:
                return {"type": random.sample(TYPES, random.randint(1, 3))}
            case 5 | 6:
                return {"enum": random.sample(SCALARS, random.randint(1, 4))}
            case 7:
                return {"const": random.choice((*SCALARS, {"a": 1}, [1]))}
            case 8 | 9:
                return self._number()
            case _:
                return self._string()

    def _some(self, options: dict[str, Any]) -> Schema:
        """Return a few of the keywords; what is callable is drawn."""
        names = self.random.sample(sorted(options), min(len(options), self.random.choice((0, 1, 1, 2, 2, 3))))
        return {name: options[name]() for name in names}

    def _number(self) -> Schema:
        random = self.random
        typed = {"type": random.choice(("integer", "number"))} if random.random() < 0.8 else {}
        return typed | self._some(
            {
                "minimum": lambda: random.randint(-2, 4),
                "maximum": lambda: random.randint(-1, 6),
                "exclusiveMinimum": lambda: random.choice((-1, 0, 0.5, 2)),
                "exclusiveMaximum": lambda: random.choice((1, 2.5, 4)),
                "multipleOf": lambda: random.choice((1, 2, 3, 0.5)),
                "format": lambda: "int32",
            }
        )

    def _string(self) -> Schema:
        random = self.random
        typed = {"type": "string"} if random.random() < 0.8 else {}
        return typed | self._some(
            {
                "minLength": lambda: random.randint(0, 4),
                "maxLength": lambda: random.randint(0, 4),
                "pattern": lambda: random.choice(PATTERNS),
                "format": lambda: random.choice(FORMATS),
            }
        )

    def _array_bounds(self) -> Schema:
        random = self.random
        return self._some(
            {
                "minItems": lambda: random.randint(0, 3),
                "maxItems": lambda: random.randint(0, 3),
                "uniqueItems": lambda: random.random() < 0.7,
            }
        )

    def _array(self, depth: int) -> Schema:
        random = self.random
        typed = {"type": "array"} if random.random() < 0.8 else {}
        structure = self._some(
            {
                "items": lambda: self._any(depth - 1),
                "prefixItems": lambda: [self._any(depth - 1) for _ in range(random.randint(1, 2))],
                "contains": lambda: self._any(depth - 1),
                "minContains": lambda: random.randint(0, 2),
                "maxContains": lambda: random.randint(1, 2),
                "unevaluatedItems": lambda: random.choice((False, {"type": "string"})),
            }
        )
        return typed | self._array_bounds() | structure

    def _object(self, depth: int) -> Schema:
        random = self.random
        typed: Schema = {"type": "object"} if random.random() < 0.8 else {}
        if random.random() < 0.85:
            declared = random.sample(NAMES, random.randint(0, 3))
            typed["properties"] = {name: self._any(depth - 1) for name in declared}

        def names() -> list[str]:
            return random.sample(NAMES, random.randint(1, 2))

        return typed | self._some(
            {
                "required": names,
                "additionalProperties": lambda: random.choice((False, False, self._any(depth - 1))),
                "patternProperties": lambda: {
                    each: self._any(depth - 1) for each in random.sample(NAME_PATTERNS, random.randint(1, 2))
                },
                "propertyNames": lambda: random.choice(
                    ({"maxLength": 1}, {"pattern": "^x"}, {"enum": ["a", "b"]}, {"maxLength": 2})
                ),
                "minProperties": lambda: random.randint(0, 2),
                "maxProperties": lambda: random.randint(0, 3),
                "dependentRequired": lambda: {random.choice(NAMES): names()},
                "dependentSchemas": lambda: {random.choice(NAMES): self._any(depth - 1)},
                "unevaluatedProperties": lambda: random.choice((False, self._any(depth - 1))),
            }
        )

    def _composed(self, depth: int) -> Schema:
        random = self.random
        beside: Schema = random.choice(({}, self._leaf(), self._object(depth)))
        schema = beside if isinstance(beside, dict) else {}
        for _ in range(random.choice((1, 1, 2))):
            keyword = random.choice(("allOf", "anyOf", "oneOf", "anyOf", "oneOf", "not", "if", "variants"))
            if keyword == "not":
                schema["not"] = self._any(depth - 1)
            elif keyword == "if":
                schema |= {name: self._any(depth - 1) for name in ("if", *random.sample(("then", "else"), 1))}
            elif keyword == "variants":
                schema["oneOf"] = [self._variant(name) for name in random.sample(("a", "b", "ab"), 2)]
            else:
                schema[keyword] = [self._any(depth - 1) for _ in range(random.randint(1, 3))]
        if random.random() < 0.3:
            schema["unevaluatedProperties"] = random.choice((False, False, self._leaf()))
        return schema

    def _variant(self, name: str) -> Schema:
        """Return an object that says by a constant which of several it is."""
        other = self.random.choice(NAMES[1:])
        return {
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"const": name}, other: self._leaf()},
        }


COUNTS = tuple(
    f"{bound}{what}" for bound in ("min", "max") for what in ("Length", "Items", "Properties", "Contains")
)
_ONE = ("items", "contains", "not", "if", "then", "else", "additionalProperties", "unevaluatedProperties")


def _holds_schema(holder: Any, key: object) -> bool:
    return key in _ONE or key in NAMES or isinstance(holder, list)


def _holders(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container below a schema with each of its keys; plain values are left alone."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield value, key
            if key not in ("enum", "const", "required", "dependentRequired"):
                yield from _holders(below)
    elif isinstance(value, list):
        for index, below in enumerate(value):
            if isinstance(below, dict | list):
                yield value, index
                yield from _holders(below)
