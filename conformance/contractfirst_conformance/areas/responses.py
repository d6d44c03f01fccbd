"""Every response that was seen, held against what its operation documents."""

from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.response_validator import ResponsePart


@check(
    "RESP-01",
    area="responses",
    title="No operation answers with a status that it does not document",
    source="OpenAPI 3.1.1 section 4.8.16, Responses Object",
    stage=Stage.CLOSE,
)
def documented_statuses(context: CheckContext) -> None:
    """Every status that an operation answered with, in the whole run, is one that it documents.

    Clients are generated from the contract: a status that is not in it reaches code that nobody wrote.
    The contract may document a range such as `4XX`, or `default`. HEAD and OPTIONS, and methods that a
    path does not have, are not operations and are not judged here.
    """
    _judge(context, ResponsePart.STATUS)


@check(
    "RESP-02",
    area="responses",
    title="Every documented response header is there and valid",
    source="OpenAPI 3.1.1 section 4.8.21, Header Object",
    stage=Stage.CLOSE,
)
def documented_headers(context: CheckContext) -> None:
    """A response has each header that its documentation requires, with a value that the schema takes.

    A header that is documented as optional may be missing; when it is there it must be valid too.
    """
    _judge(context, ResponsePart.HEADER)


@check(
    "RESP-03",
    area="responses",
    title="Every body has a documented media type",
    source="OpenAPI 3.1.1 section 4.8.17; RFC 9110 section 8.3",
    stage=Stage.CLOSE,
)
def documented_media_types(context: CheckContext) -> None:
    """A response with a body says what it is, by a `Content-Type` that is documented for its status."""
    _judge(context, ResponsePart.MEDIA_TYPE)


@check(
    "RESP-04",
    area="responses",
    title="Every body is what its schema says",
    source="OpenAPI 3.1.1 section 4.8.24; JSON Schema 2020-12",
    stage=Stage.CLOSE,
)
def documented_bodies(context: CheckContext) -> None:
    """A JSON body is well-formed UTF-8, valid against its schema, without `writeOnly` properties.

    What documents no body has none: neither 204 and 304 (RFC 9110 section 6.4.1) nor a response whose
    documentation has no content.
    """
    _judge(context, ResponsePart.BODY)


def _judge(context: CheckContext, kind: ResponsePart) -> None:
    for exchange in context.each(context.client.recorder.exchanges):
        if exchange.operation is None or exchange.response is None or exchange.request.method == "HEAD":
            continue
        faults = [fault for fault in context.validator.violations_of(exchange) if fault.part is kind]
        context.expect(True, "")
        for fault in faults:
            context.fail(fault.message, exchange, subject=f"{exchange.status} {fault.subject}".strip())
