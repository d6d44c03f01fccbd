"""The OpenAPI 3.1 document at work: loaded with line numbers, compiled, enforced both ways.

Names are imported when they are first asked for: who only reads a document does not wait for what
validates and serves it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

# This one at once, for its module bears the name of its function.
from contractfirst.contract.entity_tag import entity_tag, require_match

if TYPE_CHECKING:
    from contractfirst.contract.contract import Contract
    from contractfirst.contract.document import Document, Position, load_document
    from contractfirst.contract.errors import ContractError, Finding, ResponseViolation
    from contractfirst.contract.exchange import Call, EncodedResponse, Principal, Response
    from contractfirst.contract.operation import Operation
    from contractfirst.contract.parameters import Parameter
    from contractfirst.contract.problem_codes import ProblemCode
    from contractfirst.contract.problems import Problem, Violation
    from contractfirst.contract.rates import RateClass
    from contractfirst.contract.request_body import RequestBody
    from contractfirst.contract.response import HeaderSpec, ResponseSpec
    from contractfirst.contract.router import Match, Router
    from contractfirst.contract.serialization import write_parameter
    from contractfirst.contract.webhook import Webhook

__all__ = [
    "Call",
    "Contract",
    "ContractError",
    "Document",
    "EncodedResponse",
    "Finding",
    "HeaderSpec",
    "Match",
    "Operation",
    "Parameter",
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
    "Document": "document",
    "EncodedResponse": "exchange",
    "Finding": "errors",
    "HeaderSpec": "response",
    "Match": "router",
    "Operation": "operation",
    "Parameter": "parameters",
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
    "Violation": "problems",
    "Webhook": "webhook",
    "load_document": "document",
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
