"""Errors of the whole run: right statuses and codes, and nothing internal in them."""

import re

from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.problem_shape import is_problem

_LEAST_ERROR, _LEAST_OWN = 400, 500
# Not Implemented, Service Unavailable, HTTP Version Not Supported.
_NO_FAILURES = frozenset({501, 503, 505})
# What only the inside of a server knows. Each pattern is one that no sensible sentence matches.
_LEAKS = {
    "a traceback": re.compile(
        r"Traceback \(most recent call last\)|File \"[^\"]+\", line \d+|\n\s+at [\w.$]+\([\w.]+:\d+\)"
        r"|goroutine \d+ \[|Stack trace:|\.java:\d+\)|System\.\w+Exception"
    ),
    "SQL": re.compile(
        r"\b(?:SELECT\s.{1,200}?\sFROM\s+\w|INSERT\s+INTO\s+\w+\s*\(|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s+\w)"
        r"|sqlite3\.|psycopg|sqlalchemy|SQLSTATE|ORA-\d{5}|UNIQUE constraint failed|FOREIGN KEY constraint",
        re.S,
    ),
    "a file path": re.compile(
        r"(?<![\w/.])/(?:home|root|usr|var|srv|opt|app|tmp|etc|Users|work)/[\w.-]+/[\w./-]+"
        r"|[A-Z]:\\\\?[\w. -]+\\|site-packages"
    ),
    "an exception's name": re.compile(
        r"\b(?!HTTP)[A-Z]\w+(?:Error|Exception)\b(?=[:(])|<class '|object at 0x[0-9a-f]+"
    ),
    "a schema": re.compile(
        r"\"(?:additionalProperties|unevaluatedProperties|patternProperties|\$schema|\$defs)\"\s*:"
        r"|'(?:additionalProperties|unevaluatedProperties|\$ref)'\s*:|#/components/schemas/"
    ),
}


def _errors(context: CheckContext) -> list[Exchange]:
    return [
        each
        for each in context.client.recorder.exchanges
        if each.status >= _LEAST_ERROR and each.request.method != "HEAD"
    ]


@check(
    "ERR-01",
    area="errors",
    title="The status in the body is the response's status",
    source="RFC 9457 section 3.1.2",
    stage=Stage.CLOSE,
)
def body_tells_the_status(context: CheckContext) -> None:
    """A problem's `status` is the status code of the response.

    Programs that read one and programs that read the other must agree. Checked where the media type is
    `application/problem+json`: elsewhere `status` may mean something else.
    """
    for exchange in context.each(_errors(context)):
        if is_problem(exchange) and "status" in exchange.fields:
            reported = exchange.fields["status"]
            context.expect(
                reported == exchange.status and not isinstance(reported, bool),
                f"The response is {exchange.status}, its body has {reported!r}.",
                exchange,
                subject=str(exchange.status),
            )


@check(
    "ERR-02",
    area="errors",
    title="Errors reveal nothing internal",
    source="RFC 9457 section 5; OWASP API8:2023",
    stage=Stage.CLOSE,
)
def nothing_leaks(context: CheckContext) -> None:
    """No error contains a traceback, SQL, a path of the server's files, an exception's name or a schema.

    They tell an attacker what to try next, and do not help a caller. What the caller sent itself is not
    counted.
    """
    for exchange in context.each(_errors(context)):
        text = exchange.answer.body.decode("utf-8", "replace")
        headers = "\n".join(f"{name}: {value}" for name, value in exchange.answer.headers)
        sent = f"{exchange.url} {(exchange.request.body or b'').decode('utf-8', 'replace')}"
        for what, pattern in _LEAKS.items():
            found = pattern.search(text) or pattern.search(headers)
            context.expect(
                found is None or found[0] in sent,
                f"The error has {what} in it: {found[0][:80] if found else ''}",
                exchange,
                subject=what,
            )


@check(
    "ERR-03",
    area="errors",
    title="Errors contain no secret",
    source="RFC 9457 section 5; RFC 6749 section 10",
    stage=Stage.CLOSE,
)
def no_secret_comes_back(context: CheckContext) -> None:
    """No error contains a client secret, an access token or a signing key that the suite knows.

    Errors are logged, shown and mailed, by the server and by every client.
    """
    secrets = list(context.client.redactor.secrets)
    for exchange in context.each(_errors(context)):
        text = exchange.answer.body.decode("utf-8", "replace")
        text += "\n".join(value for _, value in exchange.answer.headers)
        context.expect(
            not any(secret in text for secret in secrets),
            "The error repeats a secret that the suite knows.",
            exchange,
            subject=str(exchange.status),
        )


@check(
    "ERR-04",
    area="errors",
    title="Every error code has its documented status",
    source="contract: /x-problem-codes",
    stage=Stage.CLOSE,
)
def codes_have_their_status(context: CheckContext) -> None:
    """A problem's `code` that the contract lists in `x-problem-codes` comes with the status listed there."""
    codes = context.client.contract.problem_codes
    for exchange in context.each(_errors(context)):
        known = codes.get(str(exchange.fields.get("code")))
        if known is not None:
            context.expect(
                known.status == exchange.status,
                f"{exchange.fields['code']} came with {exchange.status}; the contract lists {known.status}.",
                exchange,
                subject=str(exchange.fields["code"]),
            )


@check(
    "ERR-05",
    area="errors",
    title="No request causes a server error",
    source="RFC 9110 section 15.6",
    stage=Stage.CLOSE,
)
def nothing_makes_it_fail(context: CheckContext) -> None:
    """No request of the run was answered with 5xx, unless it asked for one with `X-Fault`.

    An invalid request is the caller's error, and 4xx says which. 503 is left out, since the server may be
    busy, and so are 501 and 505: they mean an unknown method, coding or version of HTTP.
    """
    for exchange in context.each(context.client.recorder.exchanges):
        if exchange.response is not None and exchange.request.header("x-fault") is None:
            context.expect(
                exchange.status < _LEAST_OWN or exchange.status in _NO_FAILURES,
                f"The server answered {exchange.status}.",
                exchange,
                subject=str(exchange.status),
            )
