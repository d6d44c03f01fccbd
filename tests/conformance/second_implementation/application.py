"""The operations, one Starlette endpoint a path."""

import base64
import binascii
import hmac
import json
import os
import re
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_plus

from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from tests.conformance.second_implementation.bodies import FORM, read_body
from tests.conformance.second_implementation.document import Document
from tests.conformance.second_implementation.faults import Fault
from tests.conformance.second_implementation.handled_request import HandledRequest, State
from tests.conformance.second_implementation.hosted import Hosted
from tests.conformance.second_implementation.keys import Key
from tests.conformance.second_implementation.memory import Item, Organisation, entity_tag, page
from tests.conformance.second_implementation.numbered import Numbered
from tests.conformance.second_implementation.refusal import OAuthRefusal, Refusal, problem

__all__ = ["create"]

_BASE = "/api/v1"
_LISTS = {"listClients": "clients", "listContacts": "contacts", "listAlerts": "alerts"}


class Token(HTTPEndpoint):
    async def post(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "createToken").answer(_grant)


class Clients(HTTPEndpoint):
    async def get(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "listClients").answer(_list)

    async def post(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "createClient").answer(_create)


class Client(HTTPEndpoint):
    async def get(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "getClient").answer(_read)

    async def put(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "replaceClient").answer(_replace)

    async def delete(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "deleteClient").answer(_delete)


class Contacts(HTTPEndpoint):
    async def get(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "listContacts").answer(_list)

    async def post(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "createContact").answer(_create)


class Contact(HTTPEndpoint):
    async def get(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "getContact").answer(_read)

    async def put(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "replaceContact").answer(_replace)


class Alerts(HTTPEndpoint):
    async def get(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "listAlerts").answer(_list)


class Alert(HTTPEndpoint):
    async def get(self, request: Request) -> Response:
        return await HandledRequest(_state(request), request, "getAlert").answer(_read)


def _state(request: Request) -> State:
    state: State = request.app.state.known
    return state


_TOKEN_REQUEST = frozenset({"grant_type", "client_id", "client_secret", "scope"})


async def _grant(handled: HandledRequest) -> Response:
    """Exchange an API key for a token (RFC 6749 sections 2.3.1 and 4.4)."""
    request, state = handled.request, handled.state
    address = request.headers.get("x-forwarded-for", request.client)

    def limit_guess(owner: str | None = None) -> None:
        """Count the request for an address, and for the client that it names if there is one."""
        handled.limit(f"guess {owner} {address}", 1.0)

    try:
        doubled = Fault.GRANT_TWICE in state.faults
        largest = state.document.largest_body
        body = await read_body(request, largest, "application/json", FORM, doubled=doubled)
    except Refusal:
        limit_guess()
        raise
    except ValueError as error:
        limit_guess()
        raise OAuthRefusal("invalid_request", "The body cannot be read.") from error
    # Other parameters are ignored, and empty ones count as absent (RFC 6749 section 3.2).
    sent = dict(body) if isinstance(body, dict) else {}
    values = {name: value for name, value in sent.items() if name in _TOKEN_REQUEST and value != ""}
    basic = request.headers.get("authorization", "").partition(" ")
    if basic[0].lower() == "basic":
        name, secret = _basic(basic[2])
        if "client_secret" in values or values.get("client_id", name) != name:
            limit_guess()
            raise OAuthRefusal("invalid_request", "Credentials belong in one place.")
        values = {**values, "client_id": name, "client_secret": secret}
    owner, secret = str(values.get("client_id", "")), str(values.get("client_secret", ""))
    key = state.tokens.keys.get(owner)
    known = key is not None and hmac.compare_digest(key.client_secret.encode(), secret.encode())
    if key is not None and known:
        handled.limit(f"client {owner}", key.multiplier)
    else:
        # Guesses are counted apart, so that they keep no client from its tokens.
        limit_guess(owner if key else None)
    if state.document.body_errors("TokenRequest", values) or request.query_params:
        raise OAuthRefusal("invalid_request", "The request breaks the contract.")
    if key is None or not known:
        raise OAuthRefusal("invalid_client", "Client authentication failed.")
    if values["grant_type"] != "client_credentials":
        raise OAuthRefusal("unsupported_grant_type", "Only client_credentials is granted.")
    scope = values.get("scope", key.scope)
    if not set(scope.split()) <= set(key.scope.split()):
        raise OAuthRefusal("invalid_scope", "The key does not hold this scope.")
    if request.headers.get("x-fault") == "error":
        raise RuntimeError("a fault was asked for")
    token = {
        "access_token": state.tokens.issue(key, scope),
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": scope,
    }
    return Response(json.dumps(token), 200, {"Cache-Control": "no-store"}, "application/json")


def _basic(credentials: str) -> tuple[str, str]:
    try:
        name, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


async def _list(handled: HandledRequest) -> Response:
    organisation = handled.admit()
    ignoring = Fault.UNKNOWN_IGNORED in handled.state.faults and handled.operation == "listContacts"
    arguments, _ = await handled.read(ignoring=ignoring)
    if arguments.get("client_id", next(iter(organisation.clients))) not in organisation.clients:
        raise Refusal(404, "not_found", "The client does not exist.")
    items: dict[str, Item] = getattr(organisation, _LISTS[handled.operation])
    asset = arguments.get("asset_id")
    if asset is not None and all(each.get("asset_id") != asset for each in items.values()):
        raise Refusal(404, "not_found", "There is no such asset.")
    again = Fault.LAST_AGAIN in handled.state.faults and handled.operation == "listContacts"
    found = page(list(items.values()), arguments, lambda item: _kept(item, arguments), again=again)
    headers = {}
    if "next_cursor" in found:
        query = {**handled.request.query_params, "cursor": found["next_cursor"]}
        written = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in query.items())
        headers["Link"] = f'<{_origin(handled)}{handled.request.scope["path"]}?{written}>; rel="next"'
    return Response(json.dumps(found), 200, headers, "application/json")


def _kept(item: Item, arguments: dict[str, Any]) -> bool:
    for name in ("client_id", "asset_id", "source"):
        if name in arguments and item.get(name) != arguments[name]:
            return False
    for name in ("status", "severity"):
        if name in arguments and item[name] not in arguments[name]:
            return False
    if "tag" in arguments and arguments["tag"] not in item["tags"]:
        return False
    words = arguments.get("search", "").casefold()
    return words in f"{item.get('name', '')} {item.get('email', '')}".casefold()


async def _create(handled: HandledRequest) -> Response:
    organisation = handled.admit()
    kind = handled.operation.removeprefix("create")
    key = handled.request.headers.get("idempotency-key")
    owner = handled.key.client_id if handled.key else ""
    name = owner, handled.operation, key or str(uuid.uuid4())
    if name in handled.state.in_flight:
        raise Refusal(409, "idempotency_key_in_flight", "The first request is still being worked on.")
    handled.state.in_flight.add(name)
    try:
        _, body = await handled.read(f"{kind}Fields")
        return await handled.once(body, lambda: _created(handled, organisation, kind, body))
    finally:
        handled.state.in_flight.discard(name)


def _created(handled: HandledRequest, organisation: Organisation, kind: str, body: Item) -> Response:
    item = organisation.write_client(body) if kind == "Client" else organisation.write_contact(body)
    path = f"{_BASE}/{kind.lower()}s/{item['id']}"
    relative = Fault.RELATIVE_LOCATION in handled.state.faults and kind == "Client"
    headers = {"Location": path if relative else f"{_origin(handled)}{path}", "ETag": entity_tag(item)}
    return Response(json.dumps(item), 201, headers, "application/json")


def _origin(handled: HandledRequest) -> str:
    return str(handled.request.base_url).rstrip("/")


def _items(handled: HandledRequest, organisation: Organisation) -> dict[str, Item]:
    word = re.sub("[a-z]+(?=[A-Z])", "", handled.operation, count=1).lower()
    items: dict[str, Item] = getattr(organisation, f"{word}s")
    return items


async def _read(handled: HandledRequest) -> Response:
    organisation = handled.admit()
    await handled.read()
    items = _items(handled, organisation)
    if Fault.OTHERS_ALERTS in handled.state.faults and handled.operation == "getAlert":
        items = {
            name: each
            for owner in handled.state.organisations.values()
            for name, each in owner.alerts.items()
        }
    item = handled.found(items)
    if Fault.SHOUTED in handled.state.faults and handled.operation == "getAlert":
        item = {**item, "severity": item["severity"].upper()}
    return handled.shown(item)


async def _replace(handled: HandledRequest) -> Response:
    organisation = handled.admit()
    kind = handled.operation.removeprefix("replace")
    _, body = await handled.read(f"{kind}Fields")
    before = handled.found(_items(handled, organisation))
    if not (Fault.MATCH_IGNORED in handled.state.faults and kind == "Contact"):
        handled.require_match(before)
    write = organisation.write_client if kind == "Client" else organisation.write_contact
    try:
        item = write(body, before)
    except Refusal as refusal:
        if Fault.STATUS_COPIED not in handled.state.faults or kind != "Client":
            raise
        response = problem(handled.request, refusal)
        reported = {**json.loads(bytes(response.body)), "status": 400}
        return Response(json.dumps(reported), refusal.status, media_type="application/problem+json")
    return Response(json.dumps(item), 200, {"ETag": entity_tag(item)}, "application/json")


async def _delete(handled: HandledRequest) -> Response:
    organisation = handled.admit()
    await handled.read()
    item = handled.found(organisation.clients)
    handled.require_match(item)
    del organisation.clients[item["id"]]
    if Fault.DELETE_TELLS in handled.state.faults:
        return Response(json.dumps(item), 200, media_type="application/json")
    return Response(None, 204)


async def _refused(request: Request, error: Exception) -> Response:
    """Return Starlette's own 404 and 405 in the shape of all others."""
    if not isinstance(error, HTTPException):
        raise error
    known = {404: ("not_found", "There is nothing here."), 405: ("method_not_allowed", "Not this method.")}
    code, detail = known.get(error.status_code, ("invalid_request", "The request is not understood."))
    headers = dict(error.headers or {})
    single = request.scope["path"].startswith(f"{_BASE}/alerts/")
    if Fault.NO_ALLOW in _state(request).faults and single:
        headers.pop("Allow", None)
    return problem(request, Refusal(error.status_code, code, detail, headers=headers))


def create() -> ASGIApp:
    """Return the application; SECOND_DOCUMENT, _KEYS (JSON), _SECRET and _FAULTS say what it is."""
    document = Document(Path(os.environ["SECOND_DOCUMENT"]))
    keys = [Key(**each) for each in json.loads(os.environ["SECOND_KEYS"])]
    faults = frozenset(map(Fault, os.environ["SECOND_FAULTS"].split()))
    routes = [
        Route(f"{_BASE}/auth/token", Token),
        Route(f"{_BASE}/clients", Clients),
        Route(f"{_BASE}/clients/{{client_id}}", Client),
        Route(f"{_BASE}/contacts", Contacts),
        Route(f"{_BASE}/contacts/{{contact_id}}", Contact),
        Route(f"{_BASE}/alerts", Alerts),
        Route(f"{_BASE}/alerts/{{alert_id}}", Alert),
    ]
    application = Starlette(routes=routes, exception_handlers={HTTPException: _refused})
    application.router.redirect_slashes = False
    application.state.known = State(document, keys, os.environ["SECOND_SECRET"], faults)
    return Numbered(Hosted(application))
