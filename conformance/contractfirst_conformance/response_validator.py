"""Validates responses against their operation's documentation: status, headers, media type, body."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from contractfirst.contract import Contract, ResponseSpec
from contractfirst.contract.direction import Direction
from contractfirst.contract.media_type import MediaType, most_specific_first
from contractfirst.contract.schema import Schema
from contractfirst_conformance.exchange import Exchange, HttpResponse

__all__ = ["ResponseMismatch", "ResponsePart", "ResponseValidator"]

# Statuses whose responses never have content (RFC 9110 sections 15.3.5 and 15.4.5).
_BODILESS = frozenset({204, 205, 304})


class ResponsePart(Enum):
    """The part of a response that violates the contract."""

    STATUS = auto()
    HEADER = auto()
    MEDIA_TYPE = auto()
    BODY = auto()


@dataclass(frozen=True, slots=True)
class ResponseMismatch:
    """One violation; ``subject`` names the place in words that stay the same from run to run."""

    part: ResponsePart
    subject: str
    message: str


class ResponseValidator:
    """Validates exchanges against one contract, each response once."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._schemas: dict[tuple[str, str], Schema | None] = {}
        self._known: dict[int, list[ResponseMismatch]] = {}

    def violations_of(self, exchange: Exchange) -> list[ResponseMismatch]:
        """Return every violation of the contract in a response; none without an operation."""
        known = self._known.get(exchange.number)
        if known is None:
            known = self._known[exchange.number] = self._validated(exchange)
        return known

    def _validated(self, exchange: Exchange) -> list[ResponseMismatch]:
        operation, response = exchange.operation, exchange.response
        if operation is None or response is None:
            return []
        spec = operation.response_for(response.status)
        if spec is None:
            documented = ", ".join(operation.responses)
            message = f"{operation.id} answered {response.status}; it documents {documented}."
            return [ResponseMismatch(ResponsePart.STATUS, "", message)]
        violations = list(_headers(response, spec))
        return violations + list(self._content(response, spec))

    def content_violations(self, response: HttpResponse, spec: ResponseSpec) -> list[ResponseMismatch]:
        """Return how a body and its media type violate a documented response of any status."""
        return list(self._content(response, spec))

    def _content(self, response: HttpResponse, spec: ResponseSpec) -> Iterator[ResponseMismatch]:
        body = response.body
        if response.status in _BODILESS or not spec.media_types:
            if body:
                yield ResponseMismatch(
                    ResponsePart.BODY, "", f"{response.status} has a body; none is documented."
                )
            return
        if not body:
            yield ResponseMismatch(
                ResponsePart.BODY, "", f"{response.status} has no body; {spec.pointer} documents one."
            )
            return
        field = response.header("content-type")
        if field is None:
            yield ResponseMismatch(
                ResponsePart.MEDIA_TYPE, "", f"{response.status} has a body and no Content-Type."
            )
            return
        sent = MediaType.parse(field)
        range_ = _range_of(spec, sent) if sent is not None else None
        if sent is None or range_ is None:
            wanted = ", ".join(spec.media_types)
            yield ResponseMismatch(
                ResponsePart.MEDIA_TYPE, "", f"Content-Type is {field!r}; documented: {wanted}."
            )
            return
        if sent.is_json:
            yield from _body(body, self._schema(spec, range_))

    def _schema(self, spec: ResponseSpec, media_type: str) -> Schema | None:
        key = spec.pointer, media_type
        if key not in self._schemas:
            media = spec.place.child("content", media_type)
            has = media.has("schema")
            self._schemas[key] = (
                self._contract.schemas.compile(media.child("schema"), Direction.RESPONSE) if has else None
            )
        return self._schemas[key]


def _headers(response: HttpResponse, spec: ResponseSpec) -> Iterator[ResponseMismatch]:
    for header in spec.headers.values():
        values = response.header_values(header.name)
        if not values:
            if header.required:
                message = f"{response.status} has no header {header.name}, which {header.pointer} requires."
                yield ResponseMismatch(ResponsePart.HEADER, header.name, message)
            continue
        for message in header.messages(", ".join(values)):
            yield ResponseMismatch(
                ResponsePart.HEADER, header.name, f"{header.name}: {values[0]!r}: {message}"
            )


def _range_of(spec: ResponseSpec, sent: MediaType) -> str | None:
    """Return the most specific documented range that holds what was sent."""
    ranges = {MediaType.parse(name): name for name in spec.media_types}
    for range_ in most_specific_first(each for each in ranges if each is not None):
        if range_.covers(sent):
            return ranges[range_]
    return None


def _body(body: bytes, schema: Schema | None) -> Iterator[ResponseMismatch]:
    try:
        value = json.loads(body.decode("utf-8"))
    except ValueError as error:
        yield ResponseMismatch(ResponsePart.BODY, "", f"The body is not JSON in UTF-8: {error}.")
        return
    try:
        violations = schema.violations(value) if schema is not None else ()
    except UnicodeEncodeError:
        reported = "A string in the body has half of a surrogate pair (RFC 8259 section 8.2)."
        yield ResponseMismatch(ResponsePart.BODY, "surrogate", reported)
        return
    for violation in violations:
        place = violation.pointer or "the body as a whole"
        yield ResponseMismatch(
            ResponsePart.BODY,
            f"{violation.code} {_shape(violation.pointer or '')}".strip(),
            f"At {place}: {violation.detail} ({violation.code})",
        )


def _shape(pointer: str) -> str:
    """Return a pointer with ``*`` for the numbers of items."""
    return "/".join("*" if token.isdecimal() else token for token in pointer.split("/"))
