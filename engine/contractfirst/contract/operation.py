"""An operation of the contract, compiled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from contractfirst.contract.deprecation import Deprecation, compile_deprecation
from contractfirst.contract.errors import Findings, ResponseViolation
from contractfirst.contract.exchange import EncodedResponse, Response
from contractfirst.contract.model import DocumentModel
from contractfirst.contract.names import snake_case
from contractfirst.contract.operation_node import (
    DEFAULT_PROBLEM_FORMAT,
    IGNORED_HEADERS,
    OperationNode,
    is_header_of,
)
from contractfirst.contract.parameter_set import ParameterSet
from contractfirst.contract.parameters import Parameter, compile_parameter
from contractfirst.contract.path_template import variables
from contractfirst.contract.place import Place
from contractfirst.contract.problems import Violation
from contractfirst.contract.rates import RateClass
from contractfirst.contract.request_body import RequestBody, compile_request_body
from contractfirst.contract.response import ResponseSpec, compile_response
from contractfirst.contract.schema import Schemas
from contractfirst.contract.security import compile_security

__all__ = ["Operation", "compile_operation"]

_PROBLEM_FORMATS = ("rfc9457", "rfc6749")
_IDEMPOTENCY_KEY = frozenset({"idempotency-key"})


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One method of one path, with everything decided that the document decides.

    ``module_name`` and ``function_name`` say which function handles it: the first tag (``default``
    without any) and the operationId in snake case. ``security`` holds the alternatives as in the
    document, ``extensions`` the operation's own ``x-`` members.
    """

    id: str
    method: str
    path: str
    tag: str
    module_name: str
    function_name: str
    summary: str
    description: str
    deprecated: bool
    deprecation: Deprecation | None
    anonymous: bool
    scopes: frozenset[str]
    scope_alternatives: tuple[frozenset[str], ...]
    security: tuple[Mapping[str, tuple[str, ...]], ...]
    rate_class: RateClass | None
    max_body_bytes: int
    problem_format: Literal["rfc9457", "rfc6749"]
    takes_idempotency_key: bool
    parameters: tuple[Parameter, ...]
    request_body: RequestBody | None
    responses: Mapping[str, ResponseSpec]
    extensions: Mapping[str, object]
    place: Place
    _parameter_set: ParameterSet = field(repr=False)

    @property
    def pointer(self) -> str:
        """Where the operation is written."""
        return self.place.pointer

    def is_open_to(self, scopes: frozenset[str]) -> bool:
        """Whether a token with these scopes has those of one alternative, or none are asked for."""
        alternatives = self.scope_alternatives
        return not alternatives or any(needed <= scopes for needed in alternatives)

    def response_for(self, status: int) -> ResponseSpec | None:
        """Return the response that documents ``status``: exact, then its range, then ``default``."""
        responses = self.responses
        exact = responses.get(str(status))
        return exact or responses.get(f"{status // 100}XX") or responses.get("default")

    def documents(self, status: int) -> bool:
        """Return whether the operation documents ``status``."""
        return self.response_for(status) is not None

    def decode_parameters(
        self, path_values: Mapping[str, str], query: str, headers: Sequence[tuple[bytes, bytes]]
    ) -> tuple[dict[str, object], list[Violation]]:
        """Return the parameters by Python name, defaults filled in, and every violation of them.

        ``path_values`` and ``query`` are as they came, still percent-encoded; ``headers`` as ASGI has
        them. A query parameter that the operation does not document is a violation.
        """
        return self._parameter_set.decode(path_values, query, headers)

    def decode_body(self, content_type: str | None, body: bytes) -> tuple[object, list[Violation]]:
        """Return the body's value and every violation of it; raises ``UnsupportedMediaType``.

        Where the contract documents no body, whatever came means nothing and is ``None``.
        """
        if self.request_body is None:
            return None, []
        return self.request_body.decode(content_type, body)

    def encode(self, response: Response) -> EncodedResponse:
        """Return the response in bytes; raises ``ResponseViolation`` for one that is not documented."""
        spec = self.response_for(response.status)
        if spec is None:
            raise ResponseViolation([f"status {response.status} is not documented"])
        return spec.encode(response)


def compile_operation(
    described: OperationNode,
    model: DocumentModel,
    schemas: Schemas,
    rate_classes: Mapping[str, RateClass],
) -> Operation:
    """Compile an operation of the document; raises ``ContractError`` with all findings."""
    place = described.node
    findings = Findings()
    for part in _parts(described):
        with findings:
            part.resolved().mapping()
    with findings:
        _check_name(described)
    parameters = _parameters(described, model, schemas, findings)
    security = compile_security(described, model)
    with findings:
        responses = _responses(described, schemas, findings)
    request_body = None
    with findings:
        if described.body is not None:
            request_body = compile_request_body(described.body, schemas)
    with findings:
        rate_class = _rate_class(place, rate_classes)
    deprecation = None
    with findings:
        deprecation = compile_deprecation(place)
    for holder in (place, model.root):
        with findings:
            if holder.has("x-max-body-bytes"):
                holder.whole("x-max-body-bytes")
    findings.settle()
    return Operation(
        id=described.id,
        method=described.method.upper(),
        path=described.path,
        tag=described.tag,
        module_name=described.module_name,
        function_name=described.function_name,
        summary=place.text("summary"),
        description=place.text("description"),
        deprecated=place.flag("deprecated"),
        deprecation=deprecation,
        anonymous=security.anonymous,
        scopes=security.scopes,
        scope_alternatives=security.scope_alternatives,
        security=security.alternatives,
        rate_class=rate_class,
        max_body_bytes=described.max_body_bytes,
        problem_format=_problem_format(place),
        takes_idempotency_key=any(
            is_header_of(parameter, _IDEMPOTENCY_KEY) for parameter in described.parameters
        ),
        parameters=parameters,
        request_body=request_body,
        responses=responses,
        extensions={name: value for name, value in place.mapping().items() if name.startswith("x-")},
        place=place,
        _parameter_set=ParameterSet(parameters, security.query_keys),
    )


def _parts(described: OperationNode) -> Iterator[Place]:
    """Yield the parts of an operation that may be references, as they are written."""
    yield from described.item.items("parameters")
    yield from described.node.items("parameters")
    if described.node.has("requestBody"):
        yield described.node.child("requestBody")
    for status, response in described.node.members("responses"):
        if not status.startswith("x-"):
            yield response


def _check_name(described: OperationNode) -> None:
    if not described.node.text("operationId"):
        described.node.fail("the operation has no operationId")
    if not snake_case(described.id):
        described.node.fail("the operationId gives no function name", "operationId")


def _parameters(
    described: OperationNode, model: DocumentModel, schemas: Schemas, findings: Findings
) -> tuple[Parameter, ...]:
    """Return the parameters of the path and of the operation, compiled."""
    for holder in (described.item, described.node):
        own: set[tuple[str, str]] = set()
        for index, parameter in model.parameters_of(holder):
            location, name = key = parameter.string("in"), parameter.string("name")
            if key in own and not is_header_of(parameter, IGNORED_HEADERS):
                message = f'the {location} parameter "{name}" is given twice'
                findings.extend([holder.finding(message, "parameters", index)])
            own.add(key)
    compiled: list[Parameter] = []
    for node in described.parameters:
        with findings:
            compiled.append(compile_parameter(node, schemas))
    with findings:
        _check_path(described, compiled)
    named: dict[str, Parameter] = {}
    for each in compiled:
        with findings:
            if each.python_name in named or each.python_name == "body":
                each.place.fail(f'another argument is named "{each.python_name}" as this one is')
            named[each.python_name] = each
    return tuple(compiled)


def _check_path(described: OperationNode, compiled: Sequence[Parameter]) -> None:
    wanted = set(variables(described.path))
    listed = {each.string("name") for each in described.parameters if each.value.get("in") == "path"}
    if missing := sorted(wanted - listed):
        names = ", ".join(f"{{{name}}}" for name in missing)
        described.node.fail(f"the path has no parameter for {names}")
    given = {each.name: each for each in compiled if each.location == "path"}
    for name in sorted(given.keys() - wanted):
        given[name].place.fail(f'the path {described.path} has no "{{{name}}}"')


def _responses(described: OperationNode, schemas: Schemas, findings: Findings) -> Mapping[str, ResponseSpec]:
    if not described.node.has("responses"):
        described.node.fail("the operation documents no responses")
    responses: dict[str, ResponseSpec] = {}
    for status, response in described.responses:
        with findings:
            responses[status] = compile_response(status, response, schemas)
    return responses


def _rate_class(place: Place, rate_classes: Mapping[str, RateClass]) -> RateClass | None:
    if not place.has("x-rate-limit"):
        return None
    name = place.text("x-rate-limit")
    if name not in rate_classes:
        place.fail(f'there is no rate class "{name}" in x-rate-limits', "x-rate-limit")
    return rate_classes[name]


def _problem_format(place: Place) -> Literal["rfc9457", "rfc6749"]:
    name = place.text("x-problem-format", DEFAULT_PROBLEM_FORMAT)
    if name not in _PROBLEM_FORMATS:
        place.fail(f"the format is one of {', '.join(_PROBLEM_FORMATS)}", "x-problem-format")
    return cast(Literal["rfc9457", "rfc6749"], name)
