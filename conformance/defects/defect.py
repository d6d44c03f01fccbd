"""A planted defect, and a request that it intercepts.

A defect is between the suite and a correct server, so it does not matter how the server is written. It is
a function that receives every request and returns a response, mostly by changing the server's own.
A defect below HTTP is a front: it listens in front of the correct server.
"""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any

from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.exchange import HttpRequest, HttpResponse
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.transport import Transport

__all__ = [
    "Defect",
    "DefectiveTransport",
    "Front",
    "InterceptedRequest",
    "all_defects",
    "defect",
    "edited",
    "front",
    "with_header",
]

_registry: dict[str, "Defect"] = {}


@dataclass(slots=True)
class InterceptedRequest:
    """One intercepted request; ``memory`` is kept from request to request of one run.

    ``credentials`` are those of the run, so that a defect can sign what the server itself would.
    """

    request: HttpRequest
    url: str
    memory: dict[str, Any]
    _transport: Transport = field(repr=False)
    credentials: Credentials = field(default_factory=Credentials, repr=False)

    def forward(self, request: HttpRequest | None = None) -> HttpResponse:
        """Send the request, or another below the same base path, to the correct server."""
        if request is None:
            return self._transport.send(self.request, self.url)
        url = self.url
        if request.raw is None and self.request.raw is None:
            url = url[: len(url) - len(self.request.target)] + request.target
        return self._transport.send(request, url)

    @property
    def is_item(self) -> bool:
        """Whether the request reads one resource."""
        operation = self.request.operation
        return operation is not None and self.request.method == "GET" and operation.path.endswith("}")

    @property
    def is_list(self) -> bool:
        """Whether the request reads a list in pages."""
        operation = self.request.operation
        return (
            operation is not None
            and self.request.method == "GET"
            and any(each.name == "cursor" for each in operation.parameters)
        )


Act = Callable[[InterceptedRequest], HttpResponse]
Front = Callable[[str], AbstractContextManager[str]]
"""Listens in front of the origin that it is given, and gives the origin to go to instead."""


@dataclass(frozen=True, slots=True)
class Defect:
    """``name`` says what is wrong, ``promise`` what it breaks, ``check`` is the id that must kill it.

    ``beside`` are checks that make the traffic which a check of the whole run examines. A defect with a
    ``front`` passes requests on unchanged: the front itself is wrong. ``fuzz`` is the budget of the
    fuzzer.
    """

    name: str
    area: str
    promise: str
    check: str
    beside: tuple[str, ...]
    act: Act = field(repr=False)
    front: Front | None = field(default=None, repr=False)
    fuzz: FuzzBudget = field(default_factory=FuzzBudget, repr=False)


def defect(
    check: str, *, area: str, beside: Iterable[str] = (), fuzz: FuzzBudget | None = None
) -> Callable[[Act], Act]:
    """Register a function as a defect named for it; its docstring is the promise that it breaks."""

    def register(act: Act) -> Act:
        name, promise = _named(act)
        _registry[name] = Defect(name, area, promise, check, tuple(beside), act, fuzz=fuzz or FuzzBudget())
        return act

    return register


def front(check: str, *, area: str) -> Callable[[Front], Front]:
    """Register a front of the correct server as a defect; as for ``defect``."""

    def register(opened: Front) -> Front:
        name, promise = _named(opened)
        _registry[name] = Defect(name, area, promise, check, (), InterceptedRequest.forward, opened)
        return opened

    return register


def _named(planted: Callable[..., object]) -> tuple[str, str]:
    """Return a defect's name and its promise."""
    name, promise = planted.__name__, inspect.getdoc(planted)
    if not promise or name in _registry:
        raise ValueError(f"{name}: a defect has a name of its own and a docstring")
    return name, promise


def all_defects() -> list[Defect]:
    """Return the defects of every module of this package, by area and check."""
    package = importlib.import_module("defects")
    for module in pkgutil.iter_modules(package.__path__):
        if module.name != "__main__":
            importlib.import_module(f"defects.{module.name}")
    return sorted(_registry.values(), key=lambda each: (each.area, each.check, each.name))


class DefectiveTransport:
    """Passes every request through a defect, which knows the ``credentials`` of the run."""

    def __init__(self, transport: Transport, planted: Defect, credentials: Credentials | None = None) -> None:
        self._transport = transport
        self._planted = planted
        self._credentials = credentials or Credentials()
        self._memory: dict[str, Any] = {}

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        return self._planted.act(
            InterceptedRequest(request, url, self._memory, self._transport, self._credentials)
        )

    def close(self) -> None:
        self._transport.close()


def edited(response: HttpResponse, edit: Callable[[Any], Any]) -> HttpResponse:
    """Return the response with its JSON body edited; unchanged when it has none."""
    if response.json is None:
        return response
    body = json.dumps(edit(json.loads(response.body)), ensure_ascii=False).encode()
    return with_header(replace(response, body=body), "Content-Length", str(len(body)))


def with_header(response: HttpResponse, name: str, value: str | None) -> HttpResponse:
    """Return the response with this header instead of any of the name, or without it for ``None``."""
    kept = tuple(item for item in response.headers if item[0].lower() != name.lower())
    return replace(response, headers=kept if value is None else (*kept, (name, value)))
