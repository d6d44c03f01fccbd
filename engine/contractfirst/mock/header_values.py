"""Values of response headers, in the style ``simple`` (OpenAPI 3.1.1 section 4.8.21)."""

import logging
from random import Random

from contractfirst.contract import HeaderSpec, ResponseSpec
from contractfirst.contract.examples import UnsatisfiableError, ValueGenerator, shown_examples
from contractfirst.contract.operation_node import SERVER_RESPONSE_HEADERS

__all__ = ["header_values"]

logger = logging.getLogger("contractfirst.mock")

# The server makes this one of what is sent.
_OTHERS = frozenset({"etag"})
_TRIES = 10


def header_values(spec: ResponseSpec, generator: ValueGenerator, random: Random) -> dict[str, str]:
    """Return the headers that a response must have, and those that have an example."""
    values: dict[str, str] = {}
    for name, header in spec.headers.items():
        if name in SERVER_RESPONSE_HEADERS or name in _OTHERS:
            continue
        example = _example(header)
        if example is not None:
            values[header.name] = example
        elif header.required and header.place.has("schema"):
            values[header.name] = _generated(header, generator, random)
    return values


def _example(header: HeaderSpec) -> str | None:
    schema = header.schema if isinstance(header.schema, dict) else {}
    listed = schema.get("examples")
    samples = [example.value for example in shown_examples(header.place).values()]
    samples.append(schema.get("example"))
    samples += listed if isinstance(listed, list) else []
    for sample in samples:
        if sample is not None:
            text = _simple(sample, explode=header.place.flag("explode"))
            if not header.messages(text):
                return text
    return None


def _generated(header: HeaderSpec, generator: ValueGenerator, random: Random) -> str:
    text = ""
    for _ in range(_TRIES):
        try:
            value = generator.value(header.place.child("schema"), random)
        except UnsatisfiableError as error:
            logger.warning("%s", error)
            return "mock"
        text = _simple(value, explode=header.place.flag("explode"))
        if not header.messages(text):
            return text
    return text


def _simple(value: object, *, explode: bool) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return ",".join(_simple(item, explode=False) for item in value)
        case dict():
            between = "=" if explode else ","
            return ",".join(f"{name}{between}{_simple(item, explode=False)}" for name, item in value.items())
        case None:
            return ""
        case _:
            return str(value)
