"""The OpenAPI document: one reading of it for every tool, and its compilation for those who serve it.

Reading collects what is wrong and never stops at it::

    document = Document.read("api.yaml")     # a file: data, positions, findings about its text
    model = DocumentModel(document)          # every object by kind, every reference, every operation
    model.operations                         # OperationNode: merged parameters, body, responses, servers, …
    model.of("schema")                       # Node: a Place whose kind and holder are known
    model.references                         # NodeReference: what each $ref names, or why nothing
    Directions(model).of(schema)             # which way the values of a schema travel
    schema.target()                          # what the $ref of a schema or any other object names, one step
    shape.asserted(schema), shape.types(…)   # questions about schemas: module ``shape``
    Schemas(model).compile(schema, Direction.REQUEST)   # a validator; ``findings`` say which are broken
    ValueGenerator(Schemas(model)).value(schema, Random(1))   # an example of what a response may hold

``grammar`` is the table of OpenAPI's objects, ``examples`` makes values, ``patterns`` and ``formats`` read
those keywords. ``Contract.compile`` makes of a document what serves requests and raises ``ContractError``
with every finding; ``Contract.compile_sound_parts`` leaves out the operations that something broken is part
of and compiles the others.

Names are imported on first use, so that reading a document does not load what validates and serves it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contractfirst.contract.contract import Contract
    from contractfirst.contract.direction import Direction, Directions
    from contractfirst.contract.document import Document, Position, UnreadableError, load_document
    from contractfirst.contract.entity_tags import entity_tag, require_match
    from contractfirst.contract.errors import ContractError, Finding, ResponseViolation, UnsatisfiableError
    from contractfirst.contract.examples import ValueGenerator
    from contractfirst.contract.exchange import Call, EncodedResponse, Principal, Response
    from contractfirst.contract.model import DocumentModel, NodeReference
    from contractfirst.contract.node import Node
    from contractfirst.contract.operation import Operation
    from contractfirst.contract.operation_node import OperationNode
    from contractfirst.contract.parameters import Parameter
    from contractfirst.contract.place import Place
    from contractfirst.contract.problem_codes import ProblemCode
    from contractfirst.contract.problems import Problem, Violation
    from contractfirst.contract.rates import RateClass
    from contractfirst.contract.request_body import RequestBody
    from contractfirst.contract.response import HeaderSpec, ResponseSpec
    from contractfirst.contract.router import Match, Router
    from contractfirst.contract.schema import Schema, Schemas
    from contractfirst.contract.serialization import write_parameter
    from contractfirst.contract.webhook import Webhook

__all__ = [
    "Call",
    "Contract",
    "ContractError",
    "Direction",
    "Directions",
    "Document",
    "DocumentModel",
    "EncodedResponse",
    "Finding",
    "HeaderSpec",
    "Match",
    "Node",
    "NodeReference",
    "Operation",
    "OperationNode",
    "Parameter",
    "Place",
    "Position",
    "Principal",
    "Problem",
    "ProblemCode",
    "RateClass",
    "RequestBody",
    "Response",
    "ResponseSpec",
    "ResponseViolation",
    "Router",
    "Schema",
    "Schemas",
    "UnreadableError",
    "UnsatisfiableError",
    "ValueGenerator",
    "Violation",
    "Webhook",
    "entity_tag",
    "load_document",
    "require_match",
    "write_parameter",
]

_HOMES = {
    "Call": "exchange",
    "Contract": "contract",
    "ContractError": "errors",
    "Direction": "direction",
    "Directions": "direction",
    "Document": "document",
    "DocumentModel": "model",
    "EncodedResponse": "exchange",
    "Finding": "errors",
    "HeaderSpec": "response",
    "Match": "router",
    "Node": "node",
    "NodeReference": "model",
    "Operation": "operation",
    "OperationNode": "operation_node",
    "Parameter": "parameters",
    "Place": "place",
    "Position": "document",
    "Principal": "exchange",
    "Problem": "problems",
    "ProblemCode": "problem_codes",
    "RateClass": "rates",
    "RequestBody": "request_body",
    "Response": "exchange",
    "ResponseSpec": "response",
    "ResponseViolation": "errors",
    "Router": "router",
    "Schema": "schema",
    "Schemas": "schema",
    "UnreadableError": "document",
    "UnsatisfiableError": "errors",
    "ValueGenerator": "examples",
    "Violation": "problems",
    "Webhook": "webhook",
    "entity_tag": "entity_tags",
    "load_document": "document",
    "require_match": "entity_tags",
    "write_parameter": "serialization",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
