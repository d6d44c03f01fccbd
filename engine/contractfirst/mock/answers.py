"""What an operation can answer: each status, media type and example, made once and valid from the start."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from contractfirst.contract import Contract, Operation, Response, ResponseSpec
from contractfirst.contract.examples import ValueGenerator, shown_examples
from contractfirst.contract.media_type import MediaType, most_specific_first
from contractfirst.contract.place import Place
from contractfirst.contract.problems import NotImplementedYet
from contractfirst.mock.content import content_of
from contractfirst.mock.header_values import header_values
from contractfirst.mock.preferences import Preferences, read_preferences

__all__ = ["MockAnswer", "OperationAnswers"]

logger = logging.getLogger("contractfirst.mock")

_MOST_REMEMBERED = 256
_PLAIN = Preferences()


@dataclass(frozen=True, slots=True)
class MockAnswer:
    """One answer. ``data`` is the JSON-like value that ``body`` was made of; nobody may change it."""

    status: int
    body: object
    data: object
    headers: Mapping[str, str]
    media_type: str | None = None

    def response(self) -> Response:
        """Return the answer as a handler returns it."""
        return Response(self.status, self.body, self.headers, self.media_type)


@dataclass(slots=True, eq=False)
class OperationAnswers:
    """The answers of one operation; the same seed gives the same ones, whatever is asked first."""

    contract: Contract
    operation: Operation
    generator: ValueGenerator
    seed: int = 0
    _known: dict[tuple[str | None, str | None], MockAnswer] = field(default_factory=dict)
    _fresh: int = 0

    @property
    def success(self) -> int:
        """The status of success: the least that is documented, 200 for a range and for ``default``."""
        statuses = [status for status in self.operation.responses if status.startswith("2")]
        exact = sorted(int(status) for status in statuses if status.isdecimal())
        if exact:
            return exact[0]
        if statuses or "default" in self.operation.responses:
            return 200
        rest = sorted(status.replace("XX", "00") for status in self.operation.responses)
        return int(rest[0]) if rest else 200

    def to(self, prefer: str | None = None, accept: str | None = None) -> MockAnswer:
        """Return the answer to a request with these raw header fields.

        Raises:
            NotImplementedYet: the document has no such status or example.
            UnsatisfiableError: no valid value was found.
        """
        key = prefer, accept
        known = self._known.get(key)
        if known is not None:
            return known
        preferences = _PLAIN if prefer is None else read_preferences(prefer)
        answer = self.make(preferences, accept)
        if not preferences.dynamic and len(self._known) < _MOST_REMEMBERED:
            self._known[key] = answer
        return answer

    def make(self, preferences: Preferences = _PLAIN, accept: str | None = None) -> MockAnswer:
        """Return a new answer."""
        status = self.success if preferences.code is None else preferences.code
        spec = self.operation.response_for(status)
        if spec is None:
            raise NotImplementedYet(f"{self.operation.id} documents no status {status}.")
        random = self._random(status, preferences)
        media_type = _media_type(spec, accept)
        headers = header_values(spec, self.generator, random)
        if media_type is None:
            return MockAnswer(status, None, None, headers)
        media = spec.place.child("content", media_type)
        concrete = media_type if "*" not in media_type else "application/octet-stream"
        data = self._data(media, status, preferences, random)
        return MockAnswer(status, content_of(concrete, data), data, headers, concrete)

    def _random(self, status: int, preferences: Preferences) -> Random:
        turn = ""
        if preferences.dynamic:
            self._fresh += 1
            turn = str(self._fresh)
        return Random(f"{self.seed}:{self.operation.id}:{status}:{turn}")

    def _data(self, media: Place, status: int, preferences: Preferences, random: Random) -> object:
        examples = shown_examples(media)
        if preferences.example is not None:
            if preferences.example not in examples:
                raise NotImplementedYet(f"{self.operation.id} has no example of that name for {status}.")
            return examples[preferences.example].value
        schema = media.child("schema") if media.has("schema") else None
        if not preferences.dynamic:
            for place in examples.values():
                if schema is None or self.generator.accepts(schema, place.value):
                    return place.value
                logger.warning("%s: the example is not valid, so it is not used", place.pointer)
        if schema is None:
            return {} if _is_json(media.key) else "mock"
        value = self.generator.value(schema, random, examples=not preferences.dynamic)
        return _fitted_problem(value, status, schema, self.generator)


def _media_type(spec: ResponseSpec, accept: str | None) -> str | None:
    """Return the documented media type that the caller likes best, JSON where it leaves the choice."""
    offered = sorted(spec.media_types, key=lambda name: ("*" in name, not _is_json(name)))
    if not offered:
        return None
    if accept is None or accept == "*/*":
        return offered[0]
    parsed = {name: MediaType.parse(name) for name in offered}
    weights = {
        range_: _weight(part)
        for part in accept.split(",")
        if (range_ := MediaType.parse(_unweighted(part))) is not None
    }
    ranges = most_specific_first(weights)
    best, best_weight = offered[0], 0.0
    for name in offered:
        media_type = parsed[name]
        if media_type is None:
            continue
        covering = next((range_ for range_ in ranges if range_.covers(media_type)), None)
        weight = weights[covering] if covering is not None else 0.0
        if weight > best_weight:
            best, best_weight = name, weight
    return best


def _unweighted(part: str) -> str:
    return part.partition(";q=")[0].partition("; q=")[0].strip()


def _weight(part: str) -> float:
    found = part.replace(" ", "").partition(";q=")[2]
    try:
        return float(found.partition(";")[0]) if found else 1.0
    except ValueError:
        return 1.0


def _is_json(name: str) -> bool:
    media_type = MediaType.parse(name)
    return media_type is not None and media_type.is_json


def _fitted_problem(value: object, status: int, schema: Place, generator: ValueGenerator) -> object:
    """Return a problem document (RFC 9457) whose ``status`` is the one it is sent with, where it may be."""
    if not isinstance(value, dict) or "status" not in value or status < 400:
        return value
    fitted = {**value, "status": status}
    return fitted if generator.accepts(schema, fitted) else value
