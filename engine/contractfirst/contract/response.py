"""Documented responses (OpenAPI 3.1.1 section 4.8.17): from a handler's data to bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from contractfirst.contract.direction import Direction
from contractfirst.contract.errors import ResponseViolation
from contractfirst.contract.exchange import EncodedResponse, Response
from contractfirst.contract.media_type import MediaType
from contractfirst.contract.operation_node import SERVER_RESPONSE_HEADERS
from contractfirst.contract.percent import header_text
from contractfirst.contract.place import Place
from contractfirst.contract.refused import Refused
from contractfirst.contract.schema import Schema, Schemas
from contractfirst.contract.styles import PairsReader, style_reader

__all__ = ["HeaderSpec", "ResponseSpec", "compile_response"]

_BODILESS = frozenset({204, 205, 304})
_FIELD_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*").fullmatch
_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)|default").fullmatch


@dataclass(frozen=True, slots=True, eq=False)
class HeaderSpec:
    """One documented response header; ``schema`` is the plain data of its schema."""

    name: str
    required: bool
    schema: object
    description: str
    place: Place
    _read: PairsReader = field(repr=False)
    _compiled: Schema | None = field(repr=False)

    @property
    def pointer(self) -> str:
        """Where the header is written."""
        return self.place.pointer

    def messages(self, value: str) -> list[str]:
        """Return in what a field value differs from its schema; empty for a valid one."""
        parsed = self._read([("", value)])
        if isinstance(parsed, Refused):
            return [error.detail for error in parsed.errors]
        if self._compiled is None or self._compiled.is_valid(parsed):
            return []
        return [violation.detail for violation in self._compiled.violations(parsed)]


@dataclass(frozen=True, slots=True, eq=False)
class ResponseSpec:
    """One entry of ``responses``: ``status`` is "200", "4XX" or "default".

    ``headers`` are by lower-case name; ``schemas`` the plain data of the schemas by media type.
    """

    status: str
    description: str
    headers: Mapping[str, HeaderSpec]
    media_types: tuple[str, ...]
    schemas: Mapping[str, object]
    place: Place
    _compiled: Mapping[str, tuple[MediaType, Schema | None]] = field(repr=False)
    _required: frozenset[str] = field(repr=False)
    _implied: Mapping[bool, str] = field(repr=False)

    @property
    def pointer(self) -> str:
        """Where the response is written."""
        return self.place.pointer

    def encode(self, response: Response) -> EncodedResponse:
        """Return the response in bytes; raises ``ResponseViolation`` with everything that is wrong.

        A header that is not documented is let through if HTTP can carry it.
        """
        messages: list[str] = []
        headers: list[tuple[str, str]] = []
        given = set()
        for name, value in response.headers.items():
            lower = name.lower()
            given.add(lower)
            spec = self.headers.get(lower)
            if not isinstance(value, str) or not _FIELD_VALUE(value):
                messages.append(f"header {name}: HTTP cannot carry its value")
            elif spec is not None:
                messages.extend(f"header {name}: {message}" for message in spec.messages(value))
            if lower == "content-type":
                messages.append("header Content-Type: it follows from the media type; set media_type")
            headers.append((name, value))
        if not given >= self._required:
            messages.extend(
                f"header {self.headers[name].name}: it is missing" for name in self._required - given
            )
        media_type, body = self._encode_body(response, messages)
        if messages:
            raise ResponseViolation([f"status {response.status}: {message}" for message in messages])
        if media_type is not None:
            headers.insert(0, ("Content-Type", media_type))
        return EncodedResponse(response.status, tuple(headers), body)

    def _encode_body(self, response: Response, messages: list[str]) -> tuple[str | None, bytes]:
        body = response.body
        if response.status in _BODILESS or not self._compiled:
            if body is not None:
                messages.append("body: the contract documents none")
            return None, b""
        if body is None:
            messages.append("body: it is missing")
            return None, b""
        chosen = self._choose(response, messages)
        if chosen is None:
            return None, b""
        name, media_type, schema = chosen
        if isinstance(body, bytes):
            if media_type.is_json:
                messages.append(f"body: bytes are not for {name}")
            return name, body
        try:
            if schema is not None and not schema.is_valid(body):
                messages.extend(
                    f"body {violation.pointer or 'as a whole'}: {violation.code}: {violation.detail}"
                    for violation in schema.violations(body)
                )
            if media_type.is_json:
                return name, orjson.dumps(body)
            if isinstance(body, str):
                return name, body.encode("utf-8")
        except (TypeError, ValueError, RecursionError) as error:
            messages.append(f"body: {name} cannot express it: {error}")
            return name, b""
        messages.append(f"body: {name} takes bytes or a string")
        return name, b""

    def _choose(self, response: Response, messages: list[str]) -> tuple[str, MediaType, Schema | None] | None:
        wanted = response.media_type
        if wanted is None:
            wanted = self._implied.get(isinstance(response.body, bytes))
        if wanted is None:
            messages.append(f"media_type: it must be one of {', '.join(self.media_types)}")
            return None
        known = None if "*" in wanted else self._compiled.get(wanted)
        if known is not None:
            return wanted, *known
        parsed = MediaType.parse(wanted)
        if parsed is not None and "*" not in parsed.essence:
            for range_, schema in self._compiled.values():
                if range_.covers(parsed):
                    return wanted, parsed, schema
        messages.append(f"media_type: {wanted} is not one of {', '.join(self.media_types)}")
        return None


def compile_response(status: str, place: Place, schemas: Schemas) -> ResponseSpec:
    """Compile a Response Object; raises ``ContractError``."""
    if _STATUS(status) is None:
        place.fail(f'"{status}" is not a status, a range such as 4XX, or default')
    headers = {
        name.lower(): _header(name, below.resolved(), schemas)
        for name, below in place.members("headers")
        if name.lower() != "content-type"
    }
    compiled: dict[str, tuple[MediaType, Schema | None]] = {}
    plain: dict[str, object] = {}
    for name, media in place.members("content"):
        media_type = MediaType.parse(name)
        if media_type is None:
            media.fail(f'"{name}" is not a media type')
        schema = media.child("schema") if media.has("schema") else None
        compiled[name] = media_type, None if schema is None else schemas.compile(schema, Direction.RESPONSE)
        plain[name] = {} if schema is None else schema.resolved().value
    required = frozenset(name for name, header in headers.items() if header.required)
    return ResponseSpec(
        status=status,
        description=place.text("description"),
        headers=headers,
        media_types=tuple(compiled),
        schemas=plain,
        place=place,
        _compiled=compiled,
        _required=required - SERVER_RESPONSE_HEADERS,
        _implied=_implied({name: media_type for name, (media_type, _) in compiled.items()}),
    )


def _implied(media_types: Mapping[str, MediaType]) -> Mapping[bool, str]:
    """Return the media type that needs no naming, for data (``False``) and for octets (``True``).

    It is the only one, or else the only one that is JSON, respectively is not.
    """
    implied = {}
    concrete = [name for name in media_types if "*" not in name]
    for octets in (False, True):
        fitting = [name for name in concrete if media_types[name].is_json is not octets]
        candidates = concrete if len(media_types) == 1 else fitting
        if len(candidates) == 1:
            implied[octets] = candidates[0]
    return implied


def _header(name: str, place: Place, schemas: Schemas) -> HeaderSpec:
    schema = place.child("schema") if place.has("schema") else None
    if place.text("style", "simple") != "simple":
        place.fail("a header has the style simple", "style")
    return HeaderSpec(
        name=name,
        required=place.flag("required"),
        schema={} if schema is None else schema.resolved().value,
        description=place.text("description"),
        place=place,
        _read=style_reader(name, schema, "simple", place.flag("explode"), header_text),
        _compiled=None if schema is None else schemas.compile(schema, Direction.RESPONSE),
    )
