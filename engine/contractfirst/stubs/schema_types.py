"""From Schema Objects to Python types.

Objects become TypedDicts with all that ``allOf`` and ``$ref`` bring together; what JSON Schema says beyond
the shape of values (bounds, patterns, conditions) has no type and is left to validation.
"""

from collections.abc import Iterable, Iterator, Sequence

from contractfirst.contract import shape
from contractfirst.contract.direction import Direction, Directions
from contractfirst.contract.errors import Finding
from contractfirst.contract.place import Place
from contractfirst.stubs.conjunction import (
    TYPES,
    SchemaPart,
    description_of,
    flatten,
    has_own_shape,
    is_binary,
    items_of,
    kinds_of,
    leads_back,
    open_values_of,
    options_of,
    properties_of,
    required_of,
    shapes,
    sole_reference,
)
from contractfirst.stubs.definitions import Alias, Definition, Field, TypedDictDefinition
from contractfirst.stubs.expressions import ANY, NEVER, NONE, Generic, Lit, Name, Ref, Type, union
from contractfirst.stubs.naming import Names, class_name

__all__ = ["SchemaTypes"]

_RESERVED = frozenset({"Any", "Literal", "Never", "NotRequired", "TypeAlias", "TypedDict"})
_SCALARS = {"string": Name("str"), "integer": Name("int"), "number": Name("float"), "boolean": Name("bool")}
_SENT = frozenset({Direction.RESPONSE})
_Key = tuple[tuple[str, str], ...]


class SchemaTypes:
    """The types of a document's schemas; ``definitions`` grows with what is asked for.

    ``findings`` name the schemas that have no type because they are nested too deeply.
    """

    def __init__(self, schemas: Iterable[Place], directions: Directions) -> None:
        self.definitions: list[Definition] = []
        self.findings: list[Finding] = []
        self._directions = directions
        self._names = Names(_RESERVED)
        self._named: dict[_Key, str] = {}
        self._inline: dict[tuple[str, str], Type] = {}
        components = list(schemas)
        for place in components:
            if self._scalar(place) is None:
                self._named[(place.identity,)] = self._names.claim(place.key, place, "schema")
        for place in components:
            if (place.identity,) in self._named:
                self._define(place, self._named[(place.identity,)])

    def of(self, schema: Place | None, hint: str) -> Type:
        """Return the type of a schema; ``hint`` names what in it has no name of its own."""
        if schema is None or schema.value is True:
            return ANY
        if schema.value is False:
            return NEVER
        known = self._named.get((schema.identity,))
        if known is not None:
            return Ref(known)
        target = sole_reference(schema)
        if target is None:
            return self._scalar(schema) or self._shape([SchemaPart(schema)], hint)
        if target.identity == schema.identity:
            return ANY
        scalar = self._scalar(target)
        if scalar is not None:
            return scalar
        if isinstance(target.value, bool):
            return self.of(target, hint)
        if not isinstance(target.value, dict):
            return ANY
        if (target.identity,) not in self._named:
            name = self._named[(target.identity,)] = self._names.derive(_name_of(target))
            self._define(target, name)
        return Ref(self._named[target.identity,])

    def _define(self, place: Place, name: str) -> None:
        """Append the definition of a named schema, before what it needs itself."""
        at, named = len(self.definitions), dict(self._named)
        description = description_of([SchemaPart(place)])
        target = sole_reference(place)
        try:
            if target is None:
                type_ = self._shape([SchemaPart(place)], name, own=name)
            else:
                type_ = ANY if leads_back(place) else self.of(target, name)
        except RecursionError:
            self.findings.append(place.finding("the schema is nested too deeply for stubs"))
            self._named = named
            del self.definitions[at:]
            type_ = ANY
        if type_ == Ref(name):
            if not any(definition.name == name for definition in self.definitions):
                self.definitions.insert(at, Alias(name, description, ANY))
            return
        self.definitions.insert(at, Alias(name, description, type_))

    def _scalar(self, schema: Place) -> Type | None:
        """Return the type of a schema of plain scalars, which needs no name; ``None`` for any other."""
        if schema.identity in self._inline:
            return self._inline[schema.identity]
        kinds = shape.types(schema)
        if not kinds or not kinds <= {*_SCALARS, "null"}:
            return None
        parts = flatten([SchemaPart(schema)])
        if any({"enum", "const", "oneOf", "anyOf"} & part.keywords.keys() for part in parts):
            return None
        scalar = union(self._plain(kinds, parts))
        self._inline[schema.identity] = scalar
        return scalar

    def _shape(self, given: Sequence[SchemaPart], hint: str, own: str | None = None) -> Type:
        """Return the type of what satisfies all of ``given``; ``own`` is a name that it may take itself."""
        parts = flatten(given)
        if any(part.is_false for part in parts):
            return NEVER
        kinds = kinds_of(parts)
        options = options_of(parts)
        if options is not None:
            return self._enumeration(options, kinds, given, hint, own)
        members = self._alternatives(parts, kinds, hint)
        if members is None:
            members = self._by_kind(parts, kinds, given, hint, own)
        return union(members)

    def _enumeration(
        self,
        options: Sequence[object],
        kinds: frozenset[str],
        given: Sequence[SchemaPart],
        hint: str,
        own: str | None,
    ) -> Type:
        admitted = [option for option in options if _admits(kinds, option)]
        literal = tuple(option for option in admitted if isinstance(option, str | int))
        others = union(_value_type(option) for option in admitted if not isinstance(option, str | int))
        if not literal:
            return others
        type_: Type = Lit(literal)
        if len(literal) > 1 and own is None:
            type_ = self._alias(type_, given, hint)
        return union([type_, others])

    def _alias(self, type_: Type, given: Sequence[SchemaPart], hint: str) -> Type:
        key = tuple(part.place.identity for part in given)
        if key not in self._named:
            name = self._named[key] = self._names.derive(hint)
            self.definitions.append(Alias(name, description_of(given), type_))
        return Ref(self._named[key])

    def _alternatives(self, parts: list[SchemaPart], kinds: frozenset[str], hint: str) -> list[Type] | None:
        """Return the types of the first ``oneOf`` or ``anyOf`` whose branches have shapes, if any."""
        for index, part in enumerate(parts):
            keyword = next((each for each in ("oneOf", "anyOf") if each in part.keywords), None)
            if keyword is None or part.without_union:
                continue
            branches = [branch for branch in items_of(part.place, keyword) if branch.value is not False]
            if not any(map(shapes, branches)):
                continue
            base = [*parts[:index], SchemaPart(part.place, without_union=True), *parts[index + 1 :]]
            has_base = any(has_own_shape(each) for each in base)
            members = [
                self._alternative(branch, base if has_base else [], f"{hint}Option{number}")
                for number, branch in enumerate(branches, 1)
            ]
            return [member for member in members if member != NONE or "null" in kinds]
        return None

    def _alternative(self, branch: Place, base: list[SchemaPart], hint: str) -> Type:
        kinds = kinds_of(flatten([SchemaPart(branch)]))
        if not base or not kinds & kinds_of(base):
            return self.of(branch, hint)
        target = sole_reference(branch)
        if target is not None:
            hint = hint.rpartition("Option")[0] + class_name(target.key)
        return self._shape([*base, SchemaPart(branch)], hint)

    def _by_kind(
        self,
        parts: list[SchemaPart],
        kinds: frozenset[str],
        given: Sequence[SchemaPart],
        hint: str,
        own: str | None,
    ) -> list[Type]:
        declared = any("type" in part.keywords for part in parts)
        if not declared:
            if any("properties" in p.keywords or "required" in p.keywords for p in parts):
                kinds &= {"object"}
            elif any("items" in p.keywords or "prefixItems" in p.keywords for p in parts):
                kinds &= {"array"}
            elif any(isinstance(p.keywords.get("additionalProperties"), dict) for p in parts):
                kinds &= {"object"}
            elif any("contentMediaType" in p.keywords for p in parts):
                return list(self._plain(frozenset({"string"}), parts))
            else:
                return [ANY]
        members: list[Type] = []
        alone = len(kinds - {"integer"} if "number" in kinds else kinds) == 1
        if "object" in kinds:
            if own is not None and not alone:
                # The name itself is that of the whole union.
                own = self._names.derive(f"{own}Object")
            members.append(self._object(parts, given, hint, own))
        if "array" in kinds:
            members.append(self._array(parts, hint))
        members.extend(self._plain(kinds, parts))
        return members

    def _plain(self, kinds: frozenset[str], parts: list[SchemaPart]) -> Iterator[Type]:
        for kind in TYPES[2:]:
            if kind not in kinds or (kind == "integer" and "number" in kinds):
                continue
            if kind == "string" and any(is_binary(part) for part in parts):
                yield Name("bytes")
            else:
                yield _SCALARS.get(kind, NONE)

    def _array(self, parts: list[SchemaPart], hint: str) -> Type:
        members: list[Type] = []
        for part in parts:
            for index, place in enumerate(items_of(part.place, "prefixItems")):
                members.append(self.of(place, f"{hint}Item{index + 1}"))
            if "items" in part.keywords:
                members.append(self.of(part.place.child("items"), f"{hint}Item"))
        return Generic("list", (union(members) if members else ANY,))

    def _object(
        self, parts: list[SchemaPart], given: Sequence[SchemaPart], hint: str, own: str | None
    ) -> Type:
        named = properties_of(parts)
        required = required_of(parts)
        closed = any(
            part.keywords.get(keyword) is False
            for part in parts
            for keyword in ("additionalProperties", "unevaluatedProperties")
        )
        if not named and not required:
            values = [
                self.of(place, f"{hint}Value") for place in open_values_of(parts) if place.value is not False
            ]
            if values or not closed:
                return Generic("dict", (Name("str"), union(values) if values else ANY))
        key = tuple(part.place.identity for part in given)
        known = self._named.get(key)
        if known is not None and own is None:
            return Ref(known)
        name = own or self._names.derive(hint)
        self._named.setdefault(key, name)
        at = len(self.definitions)
        fields = tuple(self._fields(named, required, self._ways(given), name))
        self.definitions.insert(at, TypedDictDefinition(name, description_of(given), fields))
        return Ref(name)

    def _ways(self, given: Sequence[SchemaPart]) -> frozenset[Direction]:
        """Return the ways of a value that is all of ``given``: those that every one of them travels.

        What no operation reaches is written as if the API sent it.
        """
        ways = [self._directions.of(part.place) or _SENT for part in given]
        return frozenset.intersection(*ways) or ways[0]

    def _fields(
        self, named: dict[str, list[Place]], required: set[str], ways: frozenset[Direction], owner: str
    ) -> Iterator[Field]:
        for name in [*named, *sorted(required - named.keys())]:
            places = named.get(name, [])
            hidden = {way for way in Direction if any(shape.annotated(place, way.value) for place in places)}
            if hidden and ways <= hidden:
                continue
            type_ = self._property(places, owner + (class_name(name) or "Member"))
            if type_ == NEVER:
                continue
            yield Field(
                name,
                type_,
                name in required and not hidden & ways,
                description_of([SchemaPart(place) for place in places]),
            )

    def _property(self, places: list[Place], hint: str) -> Type:
        shaped = [place for place in places if shapes(place)]
        if len(shaped) < 2:
            return self.of(shaped[0], hint) if shaped else ANY
        return self._shape([SchemaPart(place) for place in shaped], hint)


def _admits(kinds: frozenset[str], value: object) -> bool:
    return shape.type_of(value) in kinds


def _value_type(value: object) -> Type:
    match value:
        case None:
            return NONE
        case float():
            return Name("float")
        case list():
            return Generic("list", (ANY,))
        case _:
            return Generic("dict", (Name("str"), ANY))


def _name_of(place: Place) -> str:
    """Return a name for a schema that a reference reaches inside another, or in another file."""
    words = [
        word for word in place.pointer.split("/") if word not in ("", "components", "schemas", "properties")
    ]
    return "".join(map(class_name, words)) or class_name(place.document.path.stem)
