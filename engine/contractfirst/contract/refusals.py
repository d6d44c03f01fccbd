"""From a validator's errors to violations that a person can act on."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from jsonschema_rs import ValidationError

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract import shape
from contractfirst.contract.discriminator import Discriminator
from contractfirst.contract.phrases import phrase, type_phrase
from contractfirst.contract.place import Place
from contractfirst.contract.problems import Violation
from contractfirst.contract.refused import LIMIT

__all__ = ["UNSENT", "Refusals"]

UNSENT: Mapping[str, object] = {"not": {"$comment": "writeOnly"}}
"""The schema of a ``writeOnly`` property in responses: it admits nothing, and says why."""

_UNIONS = ("anyOf", "oneOf")
_UNEXPECTED = ("additionalProperties", "unevaluatedProperties")


class Refusals:
    """Explains errors.

    ``place_of`` turns a validator's keyword location into a place of the document, ``as_written`` a
    pattern that the validator executes into that of the document.
    """

    def __init__(
        self, place_of: Callable[[str | None], Place | None], as_written: Callable[[str], str]
    ) -> None:
        self._place_of = place_of
        self._as_written = as_written

    def _phrase(self, error: ValidationError) -> str:
        return phrase(error, self._as_written)

    def explain(self, errors: Iterable[ValidationError], value: object) -> list[Violation]:
        """Return the violations, each once, in the validator's order; at most ``LIMIT``."""
        found: dict[tuple[str | None, str], Violation] = {}
        late: list[ValidationError] = []
        for error in errors:
            if error.kind.name == "unevaluatedProperties":
                late.append(error)
                continue
            for violation in self._violations(error, value):
                found.setdefault((violation.pointer, violation.code), violation)
            if len(found) >= LIMIT:
                break
        for error in late:
            for violation in self._unevaluated(error, list(found.values())):
                found.setdefault((violation.pointer, violation.code), violation)
        return list(found.values())[:LIMIT]

    def _violations(self, error: ValidationError, value: object) -> Iterator[Violation]:
        kind = error.kind
        keyword = kind.name
        path = error.instance_path
        if keyword in _UNIONS:
            yield from self._union(error, value)
        elif (unexpected := _unexpected(error, value)) is not None:
            code, names = unexpected
            for name in names:
                detail = "Unknown property."
                yield Violation(code, detail, pointer=_pointer(path, name))
        elif keyword == "required":
            last = error.schema_path[-1] if error.schema_path else keyword
            code = "dependentRequired" if last == "dependentRequired" else keyword
            name = str(getattr(kind, "property", ""))
            detail = "This property is required." if code == keyword else "This property is required here."
            yield Violation(code, detail, pointer=_pointer(path, name))
        elif keyword == "propertyNames":
            inner: ValidationError = kind.error  # type: ignore[attr-defined]  # what this keyword's kind has
            name = str(inner.instance)
            yield Violation(
                keyword,
                f"The property's name is refused. {self._phrase(inner)}",
                pointer=_pointer(path, name),
            )
        elif keyword == "not":
            yield self._hidden(error) or Violation(keyword, self._phrase(error), pointer=_pointer(path))
        else:
            yield Violation(_code(error), self._phrase(error), pointer=_pointer(path))

    @staticmethod
    def _hidden(error: ValidationError) -> Violation | None:
        if {"not": getattr(error.kind, "schema", None)} != UNSENT:
            return None
        detail = "This property must be left out: it is only ever sent to the server."
        return Violation("writeOnly", detail, pointer=_pointer(error.instance_path))

    def _union(self, error: ValidationError, value: object) -> Iterator[Violation]:
        path = error.instance_path
        keyword = error.kind.name
        branches: list[list[ValidationError]] = getattr(error.kind, "context", [])
        if any(not branch for branch in branches):
            yield Violation(keyword, "Must match only one of the described shapes.", pointer=_pointer(path))
            return
        union = self._place_of(error.absolute_keyword_location)
        discriminator = Discriminator.of(union) if union is not None else None
        if discriminator is not None:
            choice = discriminator.choose(_at(value, path))
            if isinstance(choice, Violation):
                yield Violation(choice.code, choice.detail, pointer=_pointer(path) + (choice.pointer or ""))
                return
            if choice is not None and choice < len(branches):
                yield from self.explain(branches[choice], value)
                return
        yield from self._closest(error, branches, value)

    def _closest(
        self, error: ValidationError, branches: list[list[ValidationError]], value: object
    ) -> Iterator[Violation]:
        depth = len(error.instance_path)
        fitting = [branch for branch in branches if not _of_kind(branch, "type", depth)]
        if not fitting:
            yield Violation(
                error.kind.name, _types_phrase(branches, depth), pointer=_pointer(error.instance_path)
            )
            return
        # A constant that differs marks a branch that was not meant.
        meant = [branch for branch in fitting if not _differs(branch, depth)] or fitting
        fewest = min(map(len, meant))
        closest = [branch for branch in meant if len(branch) == fewest]
        if len(closest) > 1 and all(item.kind.name == "required" for branch in closest for item in branch):
            names = (" and ".join(_quoted(item) for item in branch) for branch in closest)
            yield Violation(
                error.kind.name, f"Must have {' or '.join(names)}.", pointer=_pointer(error.instance_path)
            )
            return
        yield from self.explain(closest[0], value)

    def _unevaluated(self, error: ValidationError, others: list[Violation]) -> Iterator[Violation]:
        # Where another keyword fails, what its schema evaluated counts for nothing, so that the
        # validator calls properties unexpected which the document names: those are passed over.
        pointer = _pointer(error.instance_path)
        named: Iterable[str] = ()
        if any((other.pointer or "").startswith(pointer) for other in others):
            keyword = self._place_of(error.absolute_keyword_location)
            if keyword is not None:
                schema = keyword.document.value(keyword.pointer.rpartition("/")[0])
                named = shape.properties(Place(keyword.document, keyword.pointer.rpartition("/")[0], schema))
        for name in getattr(error.kind, "unexpected", ()):
            if name not in named:
                detail = "Unknown property."
                yield Violation("unevaluatedProperties", detail, pointer=_pointer(error.instance_path, name))


def _pointer(path: Iterable[str | int], *more: str) -> str:
    return json_pointer.join(json_pointer.of_path(path), *more)


def _unexpected(error: ValidationError, value: object) -> tuple[str, Iterable[str]] | None:
    keyword = error.kind.name
    if keyword in _UNEXPECTED:
        return keyword, getattr(error.kind, "unexpected", ())
    if keyword == "falseSchema" and error.schema_path and error.schema_path[-1] in _UNEXPECTED:
        # Where the schema names no property at all, the validator reports the first one only.
        held = _at(value, error.instance_path)
        return str(error.schema_path[-1]), held if isinstance(held, dict) else ()
    return None


def _at(value: object, path: Iterable[str | int]) -> object:
    for token in path:
        value = value[token]  # type: ignore[index]  # the validator has been there
    return value


def _code(error: ValidationError) -> str:
    keyword = error.kind.name
    if keyword == "falseSchema":
        names = [token for token in error.schema_path if isinstance(token, str)]
        if len(error.schema_path) > 1 and error.schema_path[-2] in ("properties", "patternProperties"):
            return str(error.schema_path[-2])
        return names[-1] if names and not names[-1].startswith("/") else "false"
    if (
        keyword == "contains"
        and error.schema_path
        and error.schema_path[-1] in ("minContains", "maxContains")
    ):
        return str(error.schema_path[-1])
    return keyword


def _of_kind(branch: list[ValidationError], keyword: str, depth: int) -> bool:
    return any(item.kind.name == keyword and len(item.instance_path) == depth for item in branch)


def _differs(branch: list[ValidationError], depth: int) -> bool:
    return any(
        item.kind.name in ("const", "enum") and len(item.instance_path) <= depth + 1 for item in branch
    )


def _types_phrase(branches: list[list[ValidationError]], depth: int) -> str:
    names: dict[str, None] = {}
    for branch in branches:
        for item in branch:
            if item.kind.name == "type" and len(item.instance_path) == depth:
                names.update(dict.fromkeys(getattr(item.kind, "types", ())))
    return type_phrase(list(names))


def _quoted(error: ValidationError) -> str:
    return f'"{getattr(error.kind, "property", "")}"'
