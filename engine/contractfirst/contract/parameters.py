"""Parameters (OpenAPI 3.1.1 section 4.8.12), compiled: from what came over the wire to JSON values."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from contractfirst.contract import shape
from contractfirst.contract.direction import Direction
from contractfirst.contract.json_text import read_json
from contractfirst.contract.names import python_name
from contractfirst.contract.percent import form_text, header_text, uri_text
from contractfirst.contract.place import Place
from contractfirst.contract.problems import Violation
from contractfirst.contract.received import Receive, receiver
from contractfirst.contract.refused import LIMIT, Refused
from contractfirst.contract.schema import Schema, Schemas
from contractfirst.contract.styles import STYLES, Pairs, PairsReader, shape_name, style_reader

__all__ = ["LOCATIONS", "Parameter", "compile_parameter"]

LOCATIONS = ("path", "query", "header", "cookie")
_DECODERS = {"path": uri_text, "query": form_text, "header": header_text, "cookie": uri_text}
_SCALAR_DEFAULTS = (str, int, float, bool, type(None))


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter of an operation.

    ``location`` is path, query, header or cookie; ``layout`` scalar, array, object or content;
    ``schema`` the plain data of its schema, references at its root followed. ``default`` holds what an
    absent parameter becomes: the schema's default, else ``None``.
    """

    name: str
    python_name: str
    location: str
    required: bool
    style: str
    explode: bool
    layout: str
    allow_empty_value: bool
    schema: object
    default: object
    description: str
    place: Place
    _read: PairsReader = field(repr=False)
    _receive: Receive = field(repr=False)
    _compiled: Schema | None = field(repr=False)

    @property
    def pointer(self) -> str:
        """Where the parameter is written."""
        return self.place.pointer

    def absent(self) -> object:
        """Return a default of the caller's own, which it may change."""
        return self.default if isinstance(self.default, _SCALAR_DEFAULTS) else deepcopy(self.default)

    def read(self, pairs: Pairs) -> tuple[object, list[Violation]]:
        """Return the value of the raw pairs that belong to this parameter, and what is wrong with it."""
        value = self._read(pairs)
        if isinstance(value, Refused):
            if self.allow_empty_value and all(raw == "" for _, raw in pairs):
                return None, []
            return None, [
                self._violation(error.code, error.detail, error.pointer) for error in value.errors[:LIMIT]
            ]
        value = self._receive(value)
        compiled = self._compiled
        if compiled is None or compiled.is_valid(value):
            return value, []
        if self.allow_empty_value and value == "":
            return value, []
        return value, [
            self._violation(violation.code, violation.detail, violation.pointer or "")
            for violation in compiled.violations(value)
        ]

    def missing(self) -> Violation:
        """Return the violation of a request without this parameter."""
        return Violation("required", f"This {self.location} parameter is required.", parameter=self.name)

    def _violation(self, code: str, detail: str, pointer: str) -> Violation:
        return Violation(code, f"At {pointer}: {detail}" if pointer else detail, parameter=self.name)


def compile_parameter(place: Place, schemas: Schemas) -> Parameter:
    """Compile a Parameter Object; raises ``ContractError`` for one that makes no sense."""
    location = place.text("in")
    name = place.text("name")
    if location not in LOCATIONS:
        place.fail(f"a parameter is in one of {', '.join(LOCATIONS)}", *(["in"] if place.has("in") else []))
    if not name:
        place.fail("a parameter needs a name")
    if place.has("schema") == place.has("content"):
        place.fail("a parameter has either a schema or a content")
    style = place.text("style", STYLES[location][0])
    explode = place.flag("explode", default=style == "form")
    required = place.flag("required")
    if location == "path" and not required:
        place.fail("a path parameter is required: true")
    if place.has("content"):
        schema, read = _content(place, _DECODERS[location])
        layout = "content"
    else:
        schema = place.child("schema")
        layout = shape_name(schema)
        if style not in STYLES[location]:
            place.fail(f"a {location} parameter has one of the styles {', '.join(STYLES[location])}", "style")
        if style == "deepObject" and layout != "object":
            place.fail("the style deepObject is for objects", "style")
        if location == "cookie" and layout == "object" and explode:
            place.fail("an object in a cookie needs explode: false")
        read = style_reader(name, schema, style, explode, _DECODERS[location])
    default = shape.default_of(schema)[1] if schema is not None else None
    return Parameter(
        name=name,
        python_name=python_name(name),
        location=location,
        required=required,
        style=style,
        explode=explode,
        layout=layout,
        allow_empty_value=place.flag("allowEmptyValue"),
        schema=schema.resolved().value if schema is not None else {},
        default=default,
        description=place.text("description"),
        place=place,
        _read=read,
        _receive=receiver(schema),
        _compiled=None if schema is None else schemas.compile(schema, Direction.REQUEST),
    )


def _content(place: Place, decode: Callable[[str], str | Refused]) -> tuple[Place | None, PairsReader]:
    media = list(place.members("content"))
    if len(media) != 1:
        place.fail("the content of a parameter has exactly one media type", "content")
    name, media_type = media[0]
    schema = media_type.child("schema") if media_type.has("schema") else None
    is_json = name.partition(";")[0].strip().endswith(("/json", "+json"))
    read_text = style_reader(place.text("name"), None, "simple", False, decode)

    def read(pairs: Pairs) -> object:
        text = read_text(pairs)
        if not is_json or isinstance(text, Refused):
            return text
        return read_json(str(text).encode("utf-8", "surrogatepass"))

    return schema, read
