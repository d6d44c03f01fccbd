"""A page for every problem code, so that a problem's ``type`` resolves to something to read."""

import ast
import html
import importlib.util
import pkgutil
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from brainstormmsp.contract import problems
from brainstormmsp.contract.exchange import EncodedResponse
from brainstormmsp.contract.problems import Problem, Violation
from brainstormmsp.server.pages import Pages, page

__all__ = ["EXPLANATIONS", "ProblemPages", "codes_raised_in"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means and what the caller does about it, in plain English."""

    meaning: str
    remedy: str


EXPLANATIONS = {
    "conflict": Explanation(
        "The resource is in a state that does not allow the change.",
        "Read the resource again, decide anew, and repeat the request if it still makes sense.",
    ),
    "content_too_large": Explanation(
        "The request's body has more bytes than the operation takes.",
        "Send less at once. The detail says how many bytes are allowed.",
    ),
    "idempotency_key_in_flight": Explanation(
        "An earlier request with the same Idempotency-Key is still being worked on.",
        "Wait a moment and repeat the request unchanged: you get the first request's response.",
    ),
    "idempotency_key_reused": Explanation(
        "The Idempotency-Key was used before with another payload, so this is not a retry.",
        "Use a new key for every new intent, and the same key only to repeat the same request.",
    ),
    "insufficient_scope": Explanation(
        "The access token is valid, but it does not carry the scope that the operation needs.",
        "Ask for a token with that scope. A client that may not have it needs it granted first.",
    ),
    "internal_error": Explanation(
        "Something went wrong on our side, and nothing of the request was kept.",
        "Repeat the request. If it keeps failing, tell us the request_id.",
    ),
    "invalid_client": Explanation(
        "The client could not be authenticated: it is unknown, its secret is wrong, or it sent no credentials.",
        "Check client_id and client_secret. Whether the id or the secret is wrong is not told.",
    ),
    "invalid_request": Explanation(
        "The request's parameters or body are not what the operation documents.",
        "The member errors lists every violation with the parameter's name or a JSON Pointer into the body. "
        "Correct them all; repeating the request unchanged cannot succeed.",
    ),
    "invalid_scope": Explanation(
        "The scope that was asked for is unknown, malformed, or more than the client holds.",
        "Ask for scopes that the client was granted, or leave scope out to get them all.",
    ),
    "invalid_token": Explanation(
        "The access token is malformed, forged, expired, revoked, or for another audience.",
        "Get a new token and repeat the request with it.",
    ),
    "malformed_request": Explanation(
        "The request is not well-formed HTTP: its Host, Content-Length or Transfer-Encoding is missing, "
        "repeated or contradictory.",
        "Use an HTTP client library, and look at what stands between it and the API.",
    ),
    "method_not_allowed": Explanation(
        "The path exists, but not with this method.",
        "The header Allow lists the methods that it takes.",
    ),
    "missing_token": Explanation(
        "The operation needs an access token, and the request carries none.",
        "Get a token and send it as Authorization: Bearer <token>.",
    ),
    "not_found": Explanation(
        "There is nothing at this path, or nothing that the caller may know of.",
        "Check the path and the ids in it. A resource that belongs to somebody else looks the same.",
    ),
    "not_implemented": Explanation(
        "The operation is documented, but not built yet.",
        "There is nothing to do but wait.",
    ),
    "precondition_failed": Explanation(
        "The resource has changed since the representation that If-Match names.",
        "Read it again, apply the change to what you read, and repeat the request with the new ETag.",
    ),
    "rate_limited": Explanation(
        "The caller is past its rate limit.",
        "Wait as many seconds as Retry-After says, then repeat the request. RateLimit and RateLimit-Policy "
        "say on every response how much is left.",
    ),
    "unavailable": Explanation(
        "The service cannot answer at the moment.",
        "Repeat the request a little later.",
    ),
    "unsupported_grant_type": Explanation(
        "The token endpoint does not support this grant_type.",
        "Use a grant type that the documentation of the endpoint names.",
    ),
    "unsupported_media_type": Explanation(
        "The body's media type, character set or content coding is not one that the operation takes.",
        "Send the media type that the operation documents, in UTF-8, without a content coding.",
    ),
}

# For a code of which nothing is known but that it exists.
_UNKNOWN = Explanation(
    "The request was refused for the reason that the problem's detail gives.",
    "Read the detail, and change the request accordingly.",
)

_PROBLEM_CLASSES: dict[str, type[Problem]] = {
    name: kind
    for name in problems.__all__
    if isinstance(kind := getattr(problems, name), type) and issubclass(kind, Problem)
}
_CODE = re.compile(r"[a-z][a-z0-9_.-]{0,63}").fullmatch
# A code that only a running request shows is remembered, but a flood of them is not.
_MOST_CODES = 1000


class ProblemPages:
    """The pages below ``/docs/errors/``.

    A code without an explanation of its own shows that of its class. Codes are known from the table,
    from the sources that the server was told of, and from the problems it has answered with.
    """

    def __init__(self, codes: Iterable[tuple[str, type[Problem]]] = ()) -> None:
        self._kinds: dict[str, type[Problem]] = {"malformed_request": problems.BadRequest}
        self._kinds["missing_token"] = problems.Unauthorized
        self._kinds["idempotency_key_in_flight"] = problems.Conflict
        for kind in _PROBLEM_CLASSES.values():
            self._kinds.setdefault(kind.default_code, kind)
        for code, kind in codes:
            if self._kinds.get(code, Problem) is Problem:
                self._kinds[code] = kind

    def note(self, problem: Problem) -> None:
        """Remember that a problem with this code was answered."""
        if self._kinds.get(problem.code, Problem) is Problem and len(self._kinds) < _MOST_CODES:
            self._kinds[problem.code] = type(problem)

    def pages(self) -> Pages:
        """Return the pages: one a code, and their index."""
        return Pages({"/docs/errors": self.index}, {"/docs/errors/": self.find})

    def unexplained(self) -> list[str]:
        """Return the known codes that have no explanation of their own."""
        return sorted(set(self._kinds) - set(EXPLANATIONS))

    def find(self, code: str) -> EncodedResponse | None:
        """Return the page of one code."""
        kind = self._kinds.get(code) if _CODE(code) else None
        if kind is None:
            return None
        explanation = EXPLANATIONS.get(code) or EXPLANATIONS.get(kind.default_code) or _UNKNOWN
        status = f"<p>{kind.status} {html.escape(kind.title)}</p>"
        if kind is Problem:
            status, explanation = "", _UNKNOWN
        return _html(
            code,
            f"{status}<h2>What it means</h2><p>{html.escape(explanation.meaning)}</p>"
            f"<h2>What to do</h2><p>{html.escape(explanation.remedy)}</p>"
            '<p><a href="/docs/errors">All errors</a> · <a href="/docs">The API</a></p>',
        )

    def index(self) -> EncodedResponse:
        """Return the page that lists every code by status."""
        rows = "".join(
            f"<tr><td>{'' if kind is Problem else kind.status}<td>"
            f'<a href="/docs/errors/{html.escape(code)}">{html.escape(code)}</a>'
            for code, kind in sorted(self._kinds.items(), key=lambda item: (item[1].status, item[0]))
        )
        return _html("Errors", f"<table><tr><th>Status<th>Code{rows}</table>")


def codes_raised_in(packages: Iterable[str]) -> list[tuple[str, type[Problem]]]:
    """Return the codes that the modules of some packages give to problems, without importing them.

    Found are calls of a problem class with ``code="…"``, and, as plain ``Problem``, calls of anything else
    with a ``code`` and a ``detail`` that a problem could be made of later; a violation's code is none. A
    package that does not exist has no codes.
    """
    found: list[tuple[str, type[Problem]]] = []
    for package in packages:
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            for module in pkgutil.iter_modules([folder]):
                source = Path(folder, f"{module.name}.py")
                if source.is_file():
                    found.extend(_codes_in(source.read_text("utf-8")))
    return found


def _codes_in(source: str) -> Iterable[tuple[str, type[Problem]]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        code = given.get("code")
        if not isinstance(code, ast.Constant) or not _CODE(str(code.value)):
            continue
        if name in _PROBLEM_CLASSES:
            yield str(code.value), _PROBLEM_CLASSES[name]
        elif "detail" in given and name != Violation.__name__:
            yield str(code.value), Problem


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}"
    "h1{font-family:ui-monospace,monospace}td,th{text-align:left;padding:.1rem 1rem .1rem 0}"
)


def _html(title: str, content: str) -> EncodedResponse:
    title = html.escape(title)
    document = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style><h1>{title}</h1>{content}</html>\n"
    )
    return page(
        document.encode("utf-8"),
        "text/html; charset=utf-8",
        headers={
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy": "no-referrer",
        },
    )
