"""Request bodies (OpenAPI 3.1.1 section 4.8.13): from bytes to a validated value."""

from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass, field

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.direction import Direction
from contractfirst.contract.form import FormFields, form_pairs
from contractfirst.contract.json_text import read_json
from contractfirst.contract.media_type import MediaType, most_specific_first
from contractfirst.contract.multipart import Part, read_multipart
from contractfirst.contract.percent import form_text, plain_text
from contractfirst.contract.place import Place
from contractfirst.contract.problems import UnsupportedMediaType, Violation
from contractfirst.contract.received import Receive, receiver
from contractfirst.contract.refused import LIMIT, Refused
from contractfirst.contract.schema import Schema, Schemas

__all__ = ["RequestBody", "compile_request_body"]

Decoded = tuple[object, list[Violation]]
Codec = Callable[[MediaType, bytes], Decoded]

_UTF_8 = ("utf-8", "utf8")
_REMEMBERED = 64


@dataclass(frozen=True, slots=True, eq=False)
class RequestBody:
    """A request body; ``media_types`` are the documented ranges, most specific first."""

    required: bool
    media_types: tuple[str, ...]
    description: str
    place: Place
    _codecs: tuple[tuple[MediaType, Codec], ...] = field(repr=False)
    _known: dict[str, tuple[MediaType, Codec]] = field(default_factory=dict, repr=False)

    @property
    def pointer(self) -> str:
        """Where the body is written."""
        return self.place.pointer

    def decode(self, content_type: str | None, body: bytes) -> Decoded:
        """Return the value and its violations, which are empty for a valid one.

        JSON and forms become JSON values as ``received`` has them, text a ``str``, everything
        else stays ``bytes``; no body is ``None``. Raises ``UnsupportedMediaType`` for a content type that is
        missing, malformed, not documented or in another charset than UTF-8.
        """
        if not body:
            if self.required:
                return None, [Violation("required", "A body is required.", pointer="")]
            return None, []
        known = self._known.get(content_type or "") or self._choose(content_type)
        return known[1](known[0], body)

    def _choose(self, content_type: str | None) -> tuple[MediaType, Codec]:
        if content_type is None:
            raise UnsupportedMediaType(f"A body needs a Content-Type: {self._accepted()}.")
        media_type = MediaType.parse(content_type)
        if media_type is None:
            raise UnsupportedMediaType("The Content-Type is malformed.")
        codec = next((codec for range_, codec in self._codecs if range_.covers(media_type)), None)
        if codec is None:
            raise UnsupportedMediaType(f"The operation takes {self._accepted()}.")
        if media_type.charset not in (None, *_UTF_8):
            raise UnsupportedMediaType("The charset must be UTF-8.")
        chosen = media_type, codec
        if len(self._known) < _REMEMBERED and len(content_type) <= _REMEMBERED:
            self._known[content_type] = chosen
        return chosen

    def _accepted(self) -> str:
        return " or ".join(self.media_types)


def compile_request_body(place: Place, schemas: Schemas) -> RequestBody:
    """Compile a Request Body Object; raises ``ContractError``."""
    codecs: dict[MediaType, Codec] = {}
    for name, media in place.members("content"):
        range_ = MediaType.parse(name)
        if range_ is None:
            media.fail(f'"{name}" is not a media type')
        schema = media.child("schema") if media.has("schema") else None
        compiled = None if schema is None else schemas.compile(schema, Direction.REQUEST)
        encoding = media.child("encoding") if media.has("encoding") else None
        codecs[range_] = _codec(range_, schema, encoding, compiled)
    if not codecs:
        place.fail("a request body has a content")
    ranges = most_specific_first(codecs)
    return RequestBody(
        required=place.flag("required"),
        media_types=tuple(range_.essence for range_ in ranges),
        description=place.text("description"),
        place=place,
        _codecs=tuple((range_, codecs[range_]) for range_ in ranges),
    )


def _codec(range_: MediaType, schema: Place | None, encoding: Place | None, compiled: Schema | None) -> Codec:
    receive = receiver(schema)
    json = _json(compiled, receive)
    if range_.is_json:
        return json
    form = _form(FormFields(schema, encoding, form_text), compiled, receive)
    multipart = _multipart(FormFields(schema, encoding, plain_text), compiled, receive)
    text = _text(compiled)

    def decode(media_type: MediaType, body: bytes) -> Decoded:
        if media_type.is_json:
            return json(media_type, body)
        if media_type.essence == "application/x-www-form-urlencoded":
            return form(media_type, body)
        if media_type.essence == "multipart/form-data":
            return multipart(media_type, body)
        if media_type.type == "text":
            return text(media_type, body)
        return body, []

    return decode


def _json(compiled: Schema | None, receive: Receive) -> Codec:
    def decode(media_type: MediaType, body: bytes) -> Decoded:
        # RFC 8259 section 8.1 lets a reader ignore a byte order mark.
        value = read_json(body.removeprefix(BOM_UTF8))
        if isinstance(value, Refused):
            return None, value.violations()[:LIMIT]
        value = receive(value)
        if compiled is None or compiled.is_valid(value):
            return value, []
        return value, compiled.violations(value)

    return decode


def _text(compiled: Schema | None) -> Codec:
    def decode(media_type: MediaType, body: bytes) -> Decoded:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return None, [Violation("encoding", "Must be text in UTF-8.", pointer="")]
        return text, [] if compiled is None else compiled.violations(text)

    return decode


def _form(fields: FormFields, compiled: Schema | None, receive: Receive) -> Codec:
    def decode(media_type: MediaType, body: bytes) -> Decoded:
        fields_read, violations = fields.read(form_pairs(body))
        value = receive(fields_read)
        return value, _joined(value, violations, compiled)

    return decode


def _multipart(fields: FormFields, compiled: Schema | None, receive: Receive) -> Codec:
    def decode(media_type: MediaType, body: bytes) -> Decoded:
        parts = read_multipart(body, media_type.parameter("boundary") or "")
        if isinstance(parts, Refused):
            return None, parts.violations()
        pairs: list[tuple[str, str]] = []
        files: dict[str, list[bytes]] = {}
        violations: list[Violation] = []
        for part in parts:
            if _is_file(part):
                files.setdefault(part.name, []).append(bytes(part.content))
                continue
            try:
                pairs.append((part.name, part.content.decode("utf-8")))
            except UnicodeDecodeError:
                pointer = json_pointer.join("", part.name)
                violations.append(Violation("encoding", "Must be text in UTF-8.", pointer=pointer))
        value, refused = fields.read(pairs)
        octets: dict[str, object] = {}
        # A file is validated as the string of its octets, and handed over as the octets.
        as_text: dict[str, object] = {}
        for name, contents in files.items():
            texts = [content.decode("latin-1") for content in contents]
            several = name in fields.arrays or len(contents) > 1
            octets[name], as_text[name] = (contents, texts) if several else (contents[0], texts[0])
        whole = receive({**value, **as_text})
        return receive({**value, **octets}), _joined(whole, violations + refused, compiled)

    return decode


def _is_file(part: Part) -> bool:
    if part.file_name is not None:
        return True
    media_type = MediaType.parse(part.content_type) if part.content_type else None
    return media_type is not None and media_type.type != "text" and not media_type.is_json


def _joined(value: object, refused: list[Violation], compiled: Schema | None) -> list[Violation]:
    """Return the violations of the fields and of the whole, without those that the first explain."""
    if compiled is None:
        return refused
    pointers = tuple(violation.pointer for violation in refused)
    whole = compiled.violations(value)
    return [*refused, *(violation for violation in whole if violation.pointer not in pointers)][:LIMIT]
