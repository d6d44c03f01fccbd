"""Valid bodies for any operation: the contract's examples, with ids of existing resources."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from contractfirst.contract import Operation, shape
from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.direction import Direction
from contractfirst.contract.examples import UnsatisfiableError, ValueGenerator, example_values
from contractfirst.contract.place import Place
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import Caller, Credential
from contractfirst_conformance.encoding import encoded, media_type
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import HttpRequest
from contractfirst_conformance.family import Family
from contractfirst_conformance.values import variations

__all__ = ["BodyFactory"]

_TRIES = 4
_ACCEPTED = 202


class BodyFactory:
    """Makes bodies; ``find`` returns the id of an existing resource for a path parameter's name."""

    def __init__(
        self,
        client: ApiClient,
        families: list[Family],
        parameters: frozenset[str],
        find: Callable[[str, Caller], str],
    ) -> None:
        self._client = client
        self._families = families
        self._parameters = parameters
        self._find = find
        self._generator = ValueGenerator(client.contract.schemas, Direction.REQUEST, optional=False)

    def body(self, operation: Operation, *, by: Caller, variant: int = 0, path: str | None = None) -> Any:
        """Return a valid body with ids of existing resources.

        ``path`` is the filled path of a PUT, whose body is the current representation without read-only
        values. Raises ``CannotCheck`` when no valid body can be found.
        """
        if operation.id == getattr(self._client.token_client.operation, "id", None):
            return self._token_body(by)
        if operation.method == "PUT" and path is not None and variant == 0:
            present = self._present(operation, path, by)
            if present is not None:
                return present
        for number, candidate in enumerate(self._candidates(operation)):
            body = candidate if operation.anonymous else self._with_ids(candidate, by)
            if operation.method == "POST" and not operation.anonymous:
                body = self._varied(operation, body, deep=variant == 1)
            if not _violations(operation, body) and number >= (variant - 1 if variant > 1 else 0):
                return body
        for candidate in self._candidates(operation):
            body = candidate if operation.anonymous else self._with_ids(candidate, by)
            if not _violations(operation, body):
                return body
        raise CannotCheck(f"no valid body for {operation.id} could be made")

    def _token_body(self, by: Caller) -> object:
        key = by if isinstance(by, Credential) else self._client.caller
        if key is None:
            raise CannotCheck("the credentials file has no key to get a token for")
        return self._client.token_client.fields(key)

    def _candidates(self, operation: Operation) -> Iterator[object]:
        if not operation.documents(_ACCEPTED):
            return self._shown(operation)
        # A job that names its resources does not work on all of them.
        return iter(sorted(self._shown(operation), key=self._references, reverse=True))

    def _shown(self, operation: Operation) -> Iterator[object]:
        if operation.request_body is None:
            return
        for _, media in operation.request_body.place.members("content"):
            yield from example_values(media)
            if media.has("schema"):
                with suppress(UnsatisfiableError):
                    yield self._generator.value(media.child("schema"), self._client.random)

    def _references(self, body: object) -> int:
        """Return how many properties of a body reference resources."""
        return (
            sum(name.removesuffix("s") in self._parameters for name in body) if isinstance(body, dict) else 0
        )

    def _present(self, operation: Operation, path: str, by: Caller) -> object:
        reader = next((each.read for each in self._families if each.replace is operation), None)
        if reader is None:
            return None
        exchange = self._client.send(HttpRequest("GET", path, operation=reader), by=by)
        return self.writable(operation, exchange.json) if exchange.status == 200 else None

    def writable(self, operation: Operation, representation: object) -> object:
        """Return a representation without the members that the operation's body does not take or ignores."""
        body = json.loads(json.dumps(representation))
        for _ in range(_TRIES):
            violations = _violations(operation, body)
            if not violations:
                return self._without_ignored(operation, body)
            for pointer in violations:
                _remove(body, pointer)
        return None

    def _without_ignored(self, operation: Operation, body: object) -> object:
        """Return a body without read-only members, which a request may have to no effect."""
        members = self.members(operation)
        if not isinstance(body, dict) or not members:
            return body
        return {name: value for name, value in body.items() if name in members}

    def examples(self, operation: Operation, *, by: Caller) -> Iterator[object]:
        """Yield the contract's examples that are valid, with ids of existing resources."""
        for candidate in self._candidates(operation):
            body = self._with_ids(candidate, by)
            if not _violations(operation, body):
                yield body

    def members(self, operation: Operation) -> Mapping[str, Place]:
        """Return the schemas of the members that the operation's body may have, read-only ones left out."""
        if operation.request_body is None:
            return {}
        for _, media in operation.request_body.place.members("content"):
            if media.has("schema"):
                named = shape.properties(media.child("schema"))
                return {
                    name: place for name, place in named.items() if not shape.annotated(place, "readOnly")
                }
        return {}

    def enumerated(self, operation: Operation, name: str) -> list[object]:
        """Return the values of a member of the body that its schema lists."""
        found = self.members(operation).get(name)
        for place in shape.in_place(found) if found is not None else ():
            if isinstance(place.value, dict) and isinstance(place.value.get("enum"), list):
                return list(place.value["enum"])
        return []

    def _with_ids(self, value: object, by: Caller) -> object:
        """Return a body whose references are ids of existing resources."""
        if isinstance(value, list):
            return [self._with_ids(item, by) for item in value]
        if not isinstance(value, dict):
            return value
        filled: dict[str, object] = {}
        for name, member in value.items():
            singular = name.removesuffix("s")
            if name in self._parameters and isinstance(member, str):
                filled[name] = self._find(name, by)
            elif singular in self._parameters and isinstance(member, list) and member:
                filled[name] = [self._find(singular, by)]
            elif name == "url" and isinstance(member, str) and (sink := self._client.webhook_url()):
                filled[name] = sink
            else:
                filled[name] = self._with_ids(member, by)
        return filled

    def _varied(self, operation: Operation, body: object, *, deep: bool) -> object:
        """Return the body with other texts wherever the contract takes them; at its top, or everywhere."""
        for pointer, text in _texts(body, deep=True):
            name = json_pointer.split(pointer)[-1]
            if name in self._parameters or not (deep or pointer.count("/") == 1 or name == "id"):
                continue
            for other in variations(text, self._client.random):
                changed = _replaced(body, pointer, other)
                if not _violations(operation, changed):
                    body = changed
                    break
        return body


def _violations(operation: Operation, body: object) -> list[str]:
    kind = media_type(operation)
    _, violations = operation.decode_body(kind, encoded(kind, body))
    return [violation.pointer or "" for violation in violations]


def _texts(value: object, *, deep: bool, at: str = "") -> Iterator[tuple[str, str]]:
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for name, member in members:
        pointer = json_pointer.join(at, name)
        if isinstance(member, str):
            yield pointer, member
        elif deep:
            yield from _texts(member, deep=deep, at=pointer)


def _replaced(value: Any, pointer: str, text: str) -> Any:
    copy = json.loads(json.dumps(value))
    *way, last = json_pointer.split(pointer)
    holder = copy
    for token in way:
        holder = holder[int(token) if isinstance(holder, list) else token]
    holder[int(last) if isinstance(holder, list) else last] = text
    return copy


def _remove(value: Any, pointer: str) -> None:
    if not pointer:
        return
    *way, last = json_pointer.split(pointer)
    try:
        for token in way:
            value = value[int(token) if isinstance(value, list) else token]
        del value[int(last) if isinstance(value, list) else last]
    except (LookupError, TypeError, ValueError):
        return
