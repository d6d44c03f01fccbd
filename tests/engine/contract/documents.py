"""Small documents for tests, compiled from the part that a test is about."""

from typing import Any

import yaml

from contractfirst.contract import Contract, ContractError, Document, Operation
from contractfirst.contract.direction import Direction
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.place import Place
from contractfirst.contract.schema import Schema, Schemas

OK = {"204": {"description": "Done"}}


def document(text: str) -> Document:
    """Return the document of a YAML text that leaves the boilerplate out."""
    return Document("api.yaml", ("openapi: 3.1.0\ninfo: {title: T, version: '1'}\n" + text).encode())


def contract(text: str) -> Contract:
    return Contract.compile(document(text))


def complaints(text: str) -> list[str]:
    """Return what is wrong with a document, as ``line:column: message``; boilerplate counts no line."""
    try:
        contract(text)
    except ContractError as error:
        return [f"{finding.line - 2}:{finding.column}: {finding.message}" for finding in error.findings]
    return []


def operation(path: str = "/things", components: dict[str, Any] | None = None, **members: Any) -> Operation:
    """Return the one operation of a document, given by its members."""
    method = "post" if "requestBody" in members else "get"
    data = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {path: {method: {"operationId": "callThing", "responses": OK, **members}}},
        "components": components or {},
    }
    source = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False).encode()
    return Contract.compile(Document("api.yaml", source)).operations["callThing"]


def query_operation(*parameters: dict[str, Any], **components: Any) -> Operation:
    """Return an operation with query parameters: each given without ``in``."""
    return operation(
        parameters=[{"in": "query", **parameter} for parameter in parameters], components=components
    )


def body_operation(schema: Any, media_type: str = "application/json", **media: Any) -> Operation:
    return operation(
        requestBody={"required": True, "content": {media_type: {"schema": schema, **media}}},
    )


def schema(
    schemas: dict[str, Any], name: str, direction: Direction = Direction.REQUEST, root: Any = None
) -> Schema:
    """Return one of the schemas of a document, compiled."""
    data = {"openapi": "3.1.0", **(root or {}), "components": {"schemas": schemas}}
    source = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False).encode()
    loaded = Document("api.yaml", source)
    return Schemas(DocumentModel(loaded)).compile(
        Place.root(loaded).child("components", "schemas", name), direction
    )


def told(violations: Any) -> list[tuple[str, str]]:
    """Return the violations as (place, code)."""
    return [(v.parameter if v.pointer is None else v.pointer, v.code) for v in violations]
