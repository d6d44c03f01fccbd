"""Whether a document is valid OpenAPI 3.1, as openapi-spec-validator says, with a place for each finding.

That validator knows where an error stands only within the object at hand. So its steps are wrapped to
note which object that is.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.validation import keywords
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from referencing.exceptions import Unresolvable

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.place import Place
from contractfirst.contract.schema import Schemas

__all__ = ["validate_document"]

_Parts = tuple[str | int, ...]


class _LocatedError(OpenAPIValidationError):
    """An error together with the object in which it was found."""

    parts: _Parts


def _located(errors: Iterator[Any], parts: Sequence[str | int]) -> Iterator[Any]:
    for error in errors:
        if isinstance(error, _LocatedError):
            yield error
        else:
            located = _LocatedError.create_from(error)
            located.parts = tuple(parts)
            yield located


class _SchemaStep(keywords.OpenAPIV31SchemaValidator):
    def __call__(self, schema: Any, *args: Any, **options: Any) -> Iterator[Any]:
        return _located(super().__call__(schema, *args, **options), schema.parts)


class _DefaultStep(keywords.OpenAPIV31ValueValidator):
    def __call__(self, schema: Any, value: Any) -> Iterator[Any]:
        return _located(super().__call__(schema, value), (*schema.parts, "default"))


class _ParametersStep(keywords.ParametersValidator):
    def __call__(self, parameters: Any) -> Iterator[Any]:
        return _located(super().__call__(parameters), parameters.parts)


class _OperationStep(keywords.OperationValidator):
    def __call__(self, url: str, name: str, operation: Any, shared: Any) -> Iterator[Any]:
        return _located(super().__call__(url, name, operation, shared), operation.parts)


class _Validator(OpenAPIV31SpecValidator):
    keyword_validators = {  # noqa: RUF012 - as in the class that it refines
        **OpenAPIV31SpecValidator.keyword_validators,
        "default": _DefaultStep,
        "operation": _OperationStep,
        "parameters": _ParametersStep,
        "schema": _SchemaStep,
    }


def validate_document(document: Document) -> list[Finding]:
    """Return every finding, by place; empty for a valid document.

    It takes a good part of a second for a large document: for lint, not for every start. Dangling
    references and schemas that are none are found first, alone: the rest cannot be judged with them.
    """
    try:
        Schemas(document)
    except ContractError as error:
        return list(error.findings)
    findings: set[Finding] = set()
    try:
        for found in _Validator(document.data, base_uri=document.path.absolute().as_uri()).iter_errors():
            parts = (*getattr(found, "parts", ()), *found.absolute_path)
            findings.add(_finding(document, parts, found.message))
    except Unresolvable as dangling:
        findings.add(document.finding("", f"a reference leads nowhere: {dangling.ref}"))
    return sorted(findings)


def _finding(document: Document, parts: _Parts, message: str) -> Finding:
    """Return a finding about the value at the end of ``parts``, which may lead through references."""
    place = Place.root(document)
    for part in parts:
        following = _step(place, str(part)) or _step(place.resolved(), str(part))
        if following is None:
            break
        place = following
    return place.document.finding(place.pointer, _readable(message))


def _step(place: Place, token: str) -> Place | None:
    if isinstance(place.value, dict) and token in place.value:
        return place.child(token)
    if isinstance(place.value, list) and token.isdecimal() and int(token) < len(place.value):
        return Place(place.document, json_pointer.join(place.pointer, token), place.value[int(token)])
    return None


def _readable(message: str) -> str:
    first = message.partition("\n")[0]
    return first if len(first) <= 300 else f"{first[:297]}..."
