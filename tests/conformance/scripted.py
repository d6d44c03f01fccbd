"""A list in pages, answered from memory by a function, under a clock that waiting turns."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from contractfirst.contract import Contract
from contractfirst_conformance.check import Result, all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.exchange import HttpRequest, HttpResponse
from contractfirst_conformance.runner import RunPlan, run_check
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.terminal import QuietListener

__all__ = ["FakeClock", "answer", "check_status", "pages", "scripted"]

DOCUMENT = """\
openapi: 3.1.0
info: {title: Things, version: '1'}
servers: [{url: 'https://things.example/api'}]
security: [{bearer: []}]
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 4}}
        - {name: cursor, in: query, schema: {type: string}}
        - {name: sort, in: query, schema: {type: string, enum: [created_at, -created_at]}}
      responses:
        '200':
          description: Some.
          content:
            application/json:
              schema:
                type: object
                properties:
                  next_cursor: {type: string}
                  data:
                    type: array
                    items:
                      type: object
                      properties: {id: {type: string}, created_at: {type: string, format: date-time}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
"""

Query = Mapping[str, str]


class FakeClock:
    """Waiting turns it; ``slept`` is how long in all."""

    def __init__(self) -> None:
        self.slept = 0.0

    def now(self) -> float:
        return 1_800_000_000.0 + self.slept

    def monotonic(self) -> float:
        return self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


class _Scripted:
    def __init__(self, respond: Callable[[Query], HttpResponse]) -> None:
        self._respond = respond

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        return self._respond(dict(parse_qsl(request.query)))

    def close(self) -> None:
        """There is nothing to close."""


def answer(status: int, body: object, **headers: str) -> HttpResponse:
    named = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return HttpResponse(status, tuple(named.items()), json.dumps(body).encode())


def pages(items: list[dict[str, Any]], query: Query) -> HttpResponse:
    """Return the page of a right server: cursors are places, the order is that of ``items``."""
    ordered = list(reversed(items)) if query.get("sort", "").startswith("-") else items
    start, limit = int(query.get("cursor", "0")), int(query.get("limit", "4"))
    page: dict[str, Any] = {"data": ordered[start : start + limit]}
    if start + limit < len(ordered):
        page["next_cursor"] = str(start + limit)
    return answer(200, page)


def scripted(directory: Path, respond: Callable[[Query], HttpResponse]) -> tuple[ServerUnderTest, FakeClock]:
    """Return a server whose every request is answered by ``respond``, given its query."""
    document, clock = directory / "things.yaml", FakeClock()
    document.write_text(DOCUMENT)
    credentials = Credentials.parse({"organisations": [{"full": {"token": "a-token-of-the-tests"}}]})
    server = ServerUnderTest.of(
        ApiClient(
            Contract.load(document),
            "https://things.example/api",
            credentials,
            transport=_Scripted(respond),
            clock=clock,
        )
    )
    return server, clock


def check_status(server: ServerUnderTest, check: str) -> Result:
    """Run one check."""
    (chosen,) = select_checks(all_checks(), [check])
    return run_check(chosen, server, RunPlan([chosen]), QuietListener())[0]
