"""Every response that was seen, held against what its operation documents."""

from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.response_validator import ResponsePart


@check(
    "RESP-01",
    area="responses",
    title="Every status is documented",
    source="OpenAPI 3.1.1 section 4.8.16, Responses Object",
    stage=Stage.CLOSE,
)
def documented_statuses(context: CheckContext) -> None:
    """Every status that an operation answered with, in the whole run, is one that it documents.

    Clients are generated from the contract: an undocumented status reaches code that nobody wrote. The
    contract may document a range such as `4XX`, or `default`. HEAD, OPTIONS and methods that a path does not
    have are not operations and are not checked here.
    """
    _check(context, ResponsePart.STATUS)


@check(
    "RESP-02",
    area="responses",
    title="Every documented response header is present and valid",
    source="OpenAPI 3.1.1 section 4.8.21, Header Object",
    stage=Stage.CLOSE,
)
def documented_headers(context: CheckContext) -> None:
    """A response has each required header, with a value that is valid against its schema.

    An optional header may be missing; if present it must be valid too.
    """
    _check(context, ResponsePart.HEADER)


@check(
    "RESP-03",
    area="responses",
    title="Every body has a documented media type",
    source="OpenAPI 3.1.1 section 4.8.17; RFC 9110 section 8.3",
    stage=Stage.CLOSE,
)
def documented_media_types(context: CheckContext) -> None:
    """A response with a body has a `Content-Type` that is documented for its status."""
    _check(context, ResponsePart.MEDIA_TYPE)


@check(
    "RESP-04",
    area="responses",
    title="Every body is valid against its schema",
    source="OpenAPI 3.1.1 section 4.8.24; JSON Schema 2020-12",
    stage=Stage.CLOSE,
)
def documented_bodies(context: CheckContext) -> None:
    """A JSON body is well-formed UTF-8, valid against its schema, without `writeOnly` properties.

    A response without documented content has no body; neither have 204 and 304 (RFC 9110 section 6.4.1).
    """
    _check(context, ResponsePart.BODY)


def _check(context: CheckContext, kind: ResponsePart) -> None:
    for exchange in context.each(context.client.recorder.exchanges):
        if exchange.operation is None or exchange.response is None or exchange.request.method == "HEAD":
            continue
        faults = [fault for fault in context.validator.violations_of(exchange) if fault.part is kind]
        context.expect(True, "")
        for fault in faults:
            context.fail(fault.message, exchange, subject=f"{exchange.status} {fault.subject}".strip())
