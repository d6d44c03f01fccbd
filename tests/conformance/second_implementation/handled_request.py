"""What every request goes through: whose it is, whether it may, and what is wrong with it."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.conformance.second_implementation.bodies import read_body
from tests.conformance.second_implementation.document import Document, Errors
from tests.conformance.second_implementation.faults import Fault
from tests.conformance.second_implementation.keys import Buckets, Key, Tokens
from tests.conformance.second_implementation.memory import Item, Organisation, entity_tag
from tests.conformance.second_implementation.refusal import OAuthRefusal, Refusal, problem

__all__ = ["HandledRequest", "State"]


class State:
    """Everything that a running implementation knows."""

    def __init__(self, document: Document, keys: list[Key], secret: str, faults: frozenset[Fault]) -> None:
        self.document, self.faults = document, faults
        self.tokens = Tokens(keys, secret)
        self.buckets = Buckets(document.rates)
        alert = document.example("Alert")
        self.organisations = {key.organisation: Organisation(alert) for key in keys}
        self.first_answers: dict[tuple[str, ...], tuple[str, Response]] = {}
        self.in_flight: set[tuple[str, ...]] = set()


class HandledRequest:
    """One request on its way through an operation."""

    def __init__(self, state: State, request: Request, operation: str) -> None:
        self.state, self.request, self.operation = state, request, operation
        self.headers: MutableMapping[str, str] = {}
        self.key: Key | None = None

    async def answer(self, work: Callable[["HandledRequest"], Awaitable[Response]]) -> Response:
        """Return the response: what ``work`` returns, or a refusal."""
        try:
            response = await work(self)
        except Refusal as refusal:
            response = problem(self.request, refusal)
        except OAuthRefusal as refusal:
            response = refusal.response()
        except Exception as error:  # noqa: BLE001 - a server answers whatever happens
            detail = "Something went wrong on our side."
            if Fault.TRACEBACK in self.state.faults and self.operation == "getContact":
                detail = f"Traceback (most recent call last): {error!r}"
            response = problem(self.request, Refusal(500, "internal_error", detail))
        response.headers.update(self.headers)
        return response

    def admit(self) -> Organisation:
        """Return the caller's organisation; raises ``Refusal`` with 401, 429 or 403."""
        fields = self.request.headers.getlist("authorization")
        scheme, _, token = (fields[0] if fields else "").partition(" ")
        bearer = len(fields) == 1 and scheme.lower() == "bearer"
        known = self.state.tokens.read(token) if bearer else None
        if known is None:
            challenge = 'Bearer realm="second"' + (', error="invalid_token"' if scheme else "")
            code = "invalid_token" if scheme else "missing_token"
            raise Refusal(401, code, "No valid token.", headers={"WWW-Authenticate": challenge})
        self.key, scopes = known
        self.limit(self.key.client_id, self.key.multiplier)
        scope = self.state.document.scope(self.operation)
        if scope not in scopes:
            challenge = f'Bearer realm="second", error="insufficient_scope", scope="{scope}"'
            headers = {"WWW-Authenticate": challenge}
            raise Refusal(403, "insufficient_scope", f"This needs the scope {scope}.", headers=headers)
        return self.state.organisations[self.key.organisation]

    def limit(self, owner: str, multiplier: float) -> None:
        """Take the request from the owner's bucket; raises ``Refusal`` with 429."""
        rate_class = self.state.document.rate_class(self.operation)
        headers, wait = self.state.buckets.take(rate_class, owner, multiplier)
        self.headers.update(headers)
        if wait:
            raise Refusal(429, "rate_limited", "Too many requests.", headers={"Retry-After": str(wait)})

    async def read(self, schema: str | None = None, *, ignoring: bool = False) -> tuple[Item, Any]:
        """Return the query's values and the body; raises ``Refusal`` with 413, 415 or 400."""
        document = self.state.document
        errors: Errors = document.others(self.operation, self.request.path_params, self.request.headers)
        values, wrong, unknown = document.query(self.operation, self.request.query_params)
        errors += wrong if ignoring else wrong + unknown
        body: object = None
        if schema is not None:
            try:
                body = await read_body(self.request, document.largest_body)
                found = document.body_errors(schema, body)
                first_only = Fault.FIRST_ONLY in self.state.faults and self.operation == "createContact"
                errors += found[:1] if first_only else found
            except ValueError as error:
                errors.append({"pointer": "", "code": "json", "detail": str(error)[:200]})
        if errors:
            raise Refusal(400, "invalid_request", "The request breaks the contract.", errors)
        await self._injected()
        return values, body

    async def _injected(self) -> None:
        """Fail or wait when a test asks for it."""
        asked = self.request.headers.get("x-fault", "")
        if asked == "error":
            raise RuntimeError("a fault was asked for")
        if asked.startswith("delay="):
            await asyncio.sleep(float(asked[6:]) / 1000)

    def found(self, items: dict[str, Item]) -> Item:
        """Return the item that the path names; raises ``Refusal`` with 404."""
        (identifier,) = self.request.path_params.values()
        if identifier not in items:
            raise Refusal(404, "not_found", "There is no such thing.")
        return items[identifier]

    def shown(self, item: Item) -> Response:
        """Return an item, or 304 when the caller has it."""
        tag = entity_tag(item)
        if _names(self.request.headers.get("if-none-match"), tag, weak=True):
            return Response(None, 304, {"ETag": tag})
        return Response(json.dumps(item), 200, {"ETag": tag}, "application/json")

    def require_match(self, item: Item) -> None:
        """Raise ``Refusal`` with 412 when the caller has read another representation."""
        asked = self.request.headers.get("if-match")
        if asked is not None and not _names(asked, entity_tag(item), weak=False):
            raise Refusal(412, "precondition_failed", "It has changed since it was read.")

    async def once(self, body: object, work: Callable[[], Response]) -> Response:
        """Do a POST, or repeat the first answer to its Idempotency-Key."""
        given = self.request.headers.get("idempotency-key")
        if given is None or self.key is None:
            return work()
        name = self.key.client_id, self.operation, given
        mark = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        if name in self.state.first_answers:
            known, first = self.state.first_answers[name]
            if known != mark:
                raise Refusal(422, "idempotency_key_reused", "The key stands for another request.")
            headers = {each: first.headers[each] for each in ("Location", "ETag")}
            headers["Idempotency-Replayed"] = "true"
            return Response(bytes(first.body), first.status_code, headers, first.media_type)
        response = work()
        self.state.first_answers[name] = mark, response
        return response


def _names(field: str | None, tag: str, *, weak: bool) -> bool:
    tags = [each.strip() for each in (field or "").split(",")]
    return "*" in tags or any((each.removeprefix("W/") if weak else each) == tag for each in tags)
