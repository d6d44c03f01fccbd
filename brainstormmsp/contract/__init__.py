"""The OpenAPI 3.1 document at work: loaded with line numbers, compiled, enforced both ways."""

from brainstormmsp.contract.contract import Contract
from brainstormmsp.contract.document import Document, Position, load_document
from brainstormmsp.contract.entity_tag import entity_tag, require_match
from brainstormmsp.contract.errors import ContractError, Finding, ResponseViolation
from brainstormmsp.contract.exchange import Call, EncodedResponse, Principal, Response
from brainstormmsp.contract.operation import Operation
from brainstormmsp.contract.parameters import Parameter
from brainstormmsp.contract.problem_codes import ProblemCode
from brainstormmsp.contract.problems import Problem, Violation
from brainstormmsp.contract.rates import RateClass
from brainstormmsp.contract.request_body import RequestBody
from brainstormmsp.contract.response import HeaderSpec, ResponseSpec
from brainstormmsp.contract.router import Match, Router
from brainstormmsp.contract.serialization import write_parameter
from brainstormmsp.contract.validity import validate_document
from brainstormmsp.contract.webhook import Webhook

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
    "validate_document",
    "write_parameter",
]
