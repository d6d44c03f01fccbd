"""An operation of the contract, compiled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from contractfirst.contract.errors import Findings, ResponseViolation
from contractfirst.contract.exchange import EncodedResponse, Response
from contractfirst.contract.names import python_name, snake_case
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

__all__ = ["DEFAULT_MAX_BODY_BYTES", "Operation", "compile_operation"]

DEFAULT_MAX_BODY_BYTES = 1_048_576
_PROBLEM_FORMATS = ("rfc9457", "rfc6749")
# Header parameters of these names mean nothing (OpenAPI 3.1.1 section 4.8.12.1).
_NOT_PARAMETERS = frozenset({"accept", "authorization", "content-type"})


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
    anonymous: bool
    scopes: frozenset[str]
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

    def response_for(self, status: int) -> ResponseSpec | None:
        """Return the response that documents ``status``: exact, then its range, then ``default``."""
        responses = self.responses
        exact = responses.get(str(status))
        return exact or responses.get(f"{status // 100}XX") or responses.get("default")

    def documents(self, status: int) -> bool:
        """Tell whether the operation documents ``status``."""
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
    path: str,
    item: Place,
    method: str,
    root: Place,
    schemas: Schemas,
    rate_classes: Mapping[str, RateClass],
) -> Operation:
    """Compile an Operation Object of a Path Item Object; raises ``ContractError`` with all findings."""
    place = item.child(method)
    place.mapping()
    findings = Findings()
    with findings:
        _check_name(place)
    tag = next((str(tag.value) for tag in place.items("tags")), "")
    parameters = _parameters(path, item, place, schemas, findings)
    security = compile_security(root, place)
    with findings:
        responses = _responses(place, schemas, findings)
    request_body = None
    with findings:
        if place.has("requestBody"):
            request_body = compile_request_body(place.child("requestBody").resolved(), schemas)
    with findings:
        rate_class = _rate_class(place, rate_classes)
    findings.settle()
    operation_id = place.text("operationId")
    return Operation(
        id=operation_id,
        method=method.upper(),
        path=path,
        tag=tag,
        module_name=python_name(tag) if tag else "default",
        function_name=python_name(operation_id),
        summary=place.text("summary"),
        description=place.text("description"),
        deprecated=place.flag("deprecated"),
        anonymous=security.anonymous,
        scopes=security.scopes,
        security=security.alternatives,
        rate_class=rate_class,
        max_body_bytes=_max_body_bytes(root, place),
        problem_format=_problem_format(place),
        takes_idempotency_key=any(
            parameter.location == "header" and parameter.name.lower() == "idempotency-key"
            for parameter in parameters
        ),
        parameters=parameters,
        request_body=request_body,
        responses=responses,
        extensions={name: value for name, value in place.mapping().items() if name.startswith("x-")},
        place=place,
        _parameter_set=ParameterSet(parameters, security.query_keys),
    )


def _check_name(place: Place) -> None:
    operation_id = place.text("operationId")
    if not operation_id:
        place.fail("the operation has no operationId")
    if not snake_case(operation_id):
        place.fail("the operationId gives no function name", "operationId")


def _parameters(
    path: str, item: Place, operation: Place, schemas: Schemas, findings: Findings
) -> tuple[Parameter, ...]:
    """Return the parameters of the path and of the operation, whose own take precedence."""
    merged: dict[tuple[str, str], Parameter] = {}
    for holder in (item, operation):
        own: set[tuple[str, str]] = set()
        for reference in holder.items("parameters"):
            with findings:
                parameter = compile_parameter(reference.resolved(), schemas)
                if parameter.location == "header" and parameter.name.lower() in _NOT_PARAMETERS:
                    continue
                key = parameter.name, parameter.location
                if key in own:
                    reference.fail(f'the {parameter.location} parameter "{parameter.name}" is given twice')
                own.add(key)
                merged[key] = parameter
    with findings:
        _check_path(path, operation, merged)
    named: dict[str, Parameter] = {}
    for parameter in merged.values():
        with findings:
            if parameter.python_name in named or parameter.python_name == "body":
                parameter.place.fail(f'another argument is named "{parameter.python_name}" as this one is')
            named[parameter.python_name] = parameter
    return tuple(merged.values())


def _check_path(path: str, operation: Place, parameters: Mapping[tuple[str, str], Parameter]) -> None:
    wanted = set(variables(path))
    given = {name for name, location in parameters if location == "path"}
    if missing := sorted(wanted - given):
        operation.fail(f"the path has no parameter for {', '.join(f'{{{name}}}' for name in missing)}")
    for name in sorted(given - wanted):
        parameters[name, "path"].place.fail(f'the path {path} has no "{{{name}}}"')


def _responses(place: Place, schemas: Schemas, findings: Findings) -> Mapping[str, ResponseSpec]:
    if not place.has("responses"):
        place.fail("the operation documents no responses")
    responses: dict[str, ResponseSpec] = {}
    for status, reference in place.members("responses"):
        if not status.startswith("x-"):
            with findings:
                responses[status] = compile_response(status, reference.resolved(), schemas)
    return responses


def _rate_class(place: Place, rate_classes: Mapping[str, RateClass]) -> RateClass | None:
    if not place.has("x-rate-limit"):
        return None
    name = place.text("x-rate-limit")
    if name not in rate_classes:
        place.fail(f'there is no rate class "{name}" in x-rate-limits', "x-rate-limit")
    return rate_classes[name]


def _max_body_bytes(root: Place, place: Place) -> int:
    return place.whole("x-max-body-bytes", root.whole("x-max-body-bytes", DEFAULT_MAX_BODY_BYTES))


def _problem_format(place: Place) -> Literal["rfc9457", "rfc6749"]:
    name = place.text("x-problem-format", "rfc9457")
    if name not in _PROBLEM_FORMATS:
        place.fail(f"the format is one of {', '.join(_PROBLEM_FORMATS)}", "x-problem-format")
    return cast(Literal["rfc9457", "rfc6749"], name)
