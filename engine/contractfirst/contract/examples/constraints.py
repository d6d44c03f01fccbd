"""Everything that several schemas ask of one and the same value, brought together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from contractfirst.contract import shape
from contractfirst.contract.errors import UnsatisfiableError
from contractfirst.contract.place import Place

__all__ = ["Constraints", "Identities", "finite_values", "gather_constraints"]

_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains")
_MEMBERS_OF_ALL = (
    ("additionalProperties", "additional"),
    ("propertyNames", "property_names"),
    ("items", "items"),
    ("contains", "contains"),
)
_OF_THE_REST = (
    ("unevaluatedProperties", "additionalProperties", "additional"),
    ("unevaluatedItems", "items", "items"),
)

Identities = frozenset[tuple[str, str]]


@dataclass(slots=True)
class Constraints:
    """What is asked of a value; ``bounds`` holds the tightest of each keyword of that kind.

    ``seen`` are the schemas that were gathered, ``samples`` the examples that they give, nearest first.
    ``forbidden`` are properties that must not be written, ``fixed`` those whose value is known.
    """

    types: frozenset[str] | None = None
    values: list[object] | None = None
    bounds: dict[str, float] = field(default_factory=dict)
    divisors: list[float] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    encoding: str = ""
    unique: bool = False
    required: dict[str, None] = field(default_factory=dict)
    forbidden: set[str] = field(default_factory=set)
    properties: dict[str, list[Place]] = field(default_factory=dict)
    pattern_properties: dict[str, list[Place]] = field(default_factory=dict)
    additional: list[Place] = field(default_factory=list)
    property_names: list[Place] = field(default_factory=list)
    items: list[Place] = field(default_factory=list)
    prefix_items: dict[int, list[Place]] = field(default_factory=dict)
    contains: list[Place] = field(default_factory=list)
    samples: list[object] = field(default_factory=list)
    fixed: dict[str, object] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)

    @property
    def is_closed(self) -> bool:
        """Whether no property but the named ones may be written."""
        return any(place.value is False for place in self.additional)


def gather_constraints(
    places: Iterable[Place], random: Random, avoided: Identities, *, plain: bool
) -> Constraints:
    """Return what the schemas ask together, one branch of every choice taken.

    Branches whose schema is in ``avoided`` are taken only when there is no other; of the rest the first
    with ``plain``, any otherwise. Most of ``not`` is left to validation.

    Raises:
        UnsatisfiableError: they exclude each other.
    """
    gathering = _Gathering(random, avoided, plain)
    gathering.add(places)
    return gathering.constraints


def finite_values(schema: Place, seen: Identities = frozenset()) -> list[object] | None:
    """Return the values that the schema lists, ``None`` where it lists none; it may refuse some of them."""
    value = schema.value
    if not isinstance(value, dict) or schema.identity in seen:
        return None
    seen |= {schema.identity}
    if "const" in value:
        return [value["const"]]
    if isinstance(value.get("enum"), list):
        return list(value["enum"])
    referred = schema.target()
    for place in [*([] if referred is None else [referred]), *_list_of(schema, "allOf")]:
        listed = finite_values(place, seen)
        if listed is not None:
            return listed
    for keyword in ("oneOf", "anyOf"):
        branches = [finite_values(branch, seen) for branch in _list_of(schema, keyword)]
        if branches and None not in branches:
            return [item for branch in branches for item in branch or ()]
    return None


class _Gathering:
    """Gathers what holds in any case first, so that branches are chosen that go with it."""

    def __init__(self, random: Random, avoided: Identities, plain: bool) -> None:
        self.constraints = Constraints()
        self._random = random
        self._avoided = avoided
        self._plain = plain
        self._choices: list[tuple[Place, str]] = []

    def add(self, places: Iterable[Place]) -> None:
        self._settle(places)
        while self._choices:
            place, keyword = self._choices.pop(0)
            if keyword in ("oneOf", "anyOf"):
                if not (branches := _list_of(place, keyword)):
                    continue
                branch = self._branch(branches)
                self._settle([branch])
                self._fix_discriminator(place, branch)
            elif keyword == "if":
                self._settle(self._conditional(place))
            else:
                self._settle(self._dependent(place))

    def _settle(self, places: Iterable[Place]) -> None:
        waiting = list(places)
        constraints = self.constraints
        while waiting:
            place = waiting.pop(0)
            if place.identity in constraints.seen:
                continue
            constraints.seen.add(place.identity)
            value = place.value
            if value is False:
                raise UnsatisfiableError(f"{place.pointer}: nothing is admitted")
            if not isinstance(value, dict):
                continue
            _add_value(constraints, place, value)
            _add_members(constraints, place, value)
            referred = place.target()
            if referred is not None:
                waiting.append(referred)
            waiting.extend(_list_of(place, "allOf"))
            self._choices += [
                (place, keyword)
                for keyword in ("oneOf", "anyOf", "if", "dependentSchemas", "dependentRequired")
                if keyword in value
            ]

    def _branch(self, branches: list[Place]) -> Place:
        fitting = [branch for branch in branches if self._fits(branch)] or branches
        fresh = [branch for branch in fitting if _identity(branch) not in self._avoided] or fitting
        if self._plain:
            return next((each for each in fresh if shape.types(each) != frozenset({"null"})), fresh[0])
        return self._random.choice(fresh)

    def _fits(self, branch: Place) -> bool:
        types, values = self.constraints.types, self.constraints.values
        if types is not None and not types & shape.types(branch):
            return False
        listed = finite_values(branch) if values is not None else None
        return listed is None or any(value in listed for value in values or ())

    def _fix_discriminator(self, place: Place, branch: Place) -> None:
        """Let the discriminating property name the branch (OpenAPI 3.1.1 section 4.8.25)."""
        described = place.value.get("discriminator") if isinstance(place.value, dict) else None
        target = branch.target()
        if isinstance(described, dict) and target is not None:
            mapped = (name for name, each in shape.mapped_schemas(place) if each.identity == target.identity)
            self.constraints.fixed[str(described.get("propertyName"))] = next(mapped, target.key)

    def _conditional(self, place: Place) -> list[Place]:
        if self._plain or self._random.random() < 0.5:
            return [place.child(keyword) for keyword in ("if", "then") if place.has(keyword)]
        return [place.child("else")] if place.has("else") else []

    def _dependent(self, place: Place) -> list[Place]:
        """Return the schemas of ``dependentSchemas`` that apply, and require what properties depend on.

        A property that others depend on is written with them, or else it is left out.
        """
        constraints, schemas = self.constraints, []
        for keyword in ("dependentSchemas", "dependentRequired"):
            held = place.get(keyword)
            for name in held if isinstance(held, dict) else ():
                if name not in constraints.required and not self._plain and self._random.random() < 0.5:
                    constraints.forbidden.add(name)
                elif keyword == "dependentSchemas":
                    schemas.append(place.child(keyword, name))
                elif isinstance(held, dict) and isinstance(held[name], list):
                    constraints.required.update(dict.fromkeys(map(str, held[name])))
        return schemas


def _add_value(constraints: Constraints, place: Place, value: dict[str, object]) -> None:
    _add_types(constraints, place, value)
    admitted = [value["const"]] if "const" in value else value.get("enum")
    if isinstance(admitted, list):
        known = constraints.values
        constraints.values = [item for item in admitted if known is None or item in known]
        if not constraints.values:
            raise UnsatisfiableError(f"{place.pointer}: enumerations exclude each other")
    for keyword in (*_LOWER, *_UPPER):
        bound = value.get(keyword)
        if isinstance(bound, int | float) and not isinstance(bound, bool):
            tightest = max if keyword in _LOWER else min
            constraints.bounds[keyword] = tightest(constraints.bounds.get(keyword, bound), bound)
    divisor = value.get("multipleOf")
    if isinstance(divisor, int | float) and divisor > 0:
        constraints.divisors.append(divisor)
    if isinstance(value.get("pattern"), str):
        constraints.patterns.append(str(value["pattern"]))
    if isinstance(value.get("format"), str):
        constraints.formats.append(str(value["format"]))
    if isinstance(value.get("contentEncoding"), str):
        constraints.encoding = str(value["contentEncoding"])
    constraints.unique |= value.get("uniqueItems") is True
    if "example" in value:
        constraints.samples.append(value["example"])
    if isinstance(value.get("examples"), list):
        constraints.samples.extend(value["examples"])  # type: ignore[arg-type]  # it is a list
    if "default" in value:
        constraints.samples.append(value["default"])


def _add_types(constraints: Constraints, place: Place, value: dict[str, object]) -> None:
    names = _type_names(value.get("type"))
    excluded = value.get("not")
    if isinstance(excluded, dict) and set(excluded) == {"type"}:
        known = constraints.types if names is None else names
        others = shape.types(place) if known is None else known
        names = others - (_type_names(excluded["type"]) or frozenset())
    if isinstance(excluded, dict) and set(excluded) == {"required"}:
        required = excluded["required"]
        if isinstance(required, list) and len(required) == 1:
            constraints.forbidden.add(str(required[0]))
    if names is not None:
        constraints.types = names if constraints.types is None else constraints.types & names
        if not constraints.types:
            raise UnsatisfiableError(f"{place.pointer}: types exclude each other")


def _type_names(declared: object) -> frozenset[str] | None:
    if not isinstance(declared, str | list):
        return None
    names = frozenset([declared] if isinstance(declared, str) else map(str, declared))
    return names | {"integer"} if "number" in names else names


def _add_members(constraints: Constraints, place: Place, value: dict[str, object]) -> None:
    required = value.get("required")
    if isinstance(required, list):
        constraints.required.update(dict.fromkeys(map(str, required)))
    for keyword, into in (
        ("properties", constraints.properties),
        ("patternProperties", constraints.pattern_properties),
    ):
        if isinstance(value.get(keyword), dict):
            for name, below in place.members(keyword):
                into.setdefault(name, []).append(below)
    for keyword, attribute in _MEMBERS_OF_ALL:
        if keyword in value:
            getattr(constraints, attribute).append(place.child(keyword))
    for keyword, stronger, attribute in _OF_THE_REST:
        if keyword in value and stronger not in value:
            getattr(constraints, attribute).append(place.child(keyword))
    for index, item in enumerate(_list_of(place, "prefixItems")):
        constraints.prefix_items.setdefault(index, []).append(item)


def _list_of(place: Place, keyword: str) -> list[Place]:
    held = place.value.get(keyword) if isinstance(place.value, dict) else None
    return [place.child(keyword, index) for index in range(len(held))] if isinstance(held, list) else []


def _identity(branch: Place) -> tuple[str, str]:
    return (branch.target() or branch).identity
