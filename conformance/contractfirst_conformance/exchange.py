"""One request and what came back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import parse_qsl, quote

from contractfirst.contract import Operation

__all__ = ["Exchange", "HttpRequest", "HttpResponse"]

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HttpRequest:
    """A request below the API's base path.

    ``path`` and ``query`` are percent-encoded as they are sent, ``operation`` the one it is meant for.
    ``path_values`` are the plain values in the path by parameter name. ``raw`` replaces everything else:
    the bytes sent on a new connection.
    """

    method: str
    path: str
    query: str = ""
    headers: Headers = ()
    body: bytes | None = None
    operation: Operation | None = None
    path_values: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None

    @property
    def target(self) -> str:
        """Path and query as in the request line, without the base path."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @cached_property
    def json(self) -> object:
        """The body as JSON; raises ``ValueError`` if it is not JSON."""
        return json.loads(self.body or b"")

    def header(self, name: str) -> str | None:
        """Return the first value of a header, by its name in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def with_header(self, name: str, value: str) -> "HttpRequest":
        """Return the request with this header instead of any of the same name."""
        return replace(self, headers=(*self.without_header(name).headers, (name, value)))

    def without_header(self, name: str) -> "HttpRequest":
        kept = tuple(item for item in self.headers if item[0].lower() != name.lower())
        return replace(self, headers=kept)

    def with_json(self, value: object) -> "HttpRequest":
        """Return the request with this JSON body, and the media type unless it has a JSON one."""
        request = self
        if "json" not in (self.header("content-type") or ""):
            request = self.with_header("Content-Type", "application/json")
        return replace(request, body=json.dumps(value, ensure_ascii=False).encode())

    def with_body(self, body: bytes | None, content_type: str | None = None) -> "HttpRequest":
        request = self.without_header("content-type")
        if content_type is not None:
            request = request.with_header("Content-Type", content_type)
        return replace(request, body=body)

    def with_query(self, **values: object) -> "HttpRequest":
        """Return the request with these query parameters, each as its plain text, added to the others."""
        pairs = [f"{quote(name)}={quote(str(value), safe='')}" for name, value in values.items()]
        return replace(self, query="&".join(filter(None, [self.query, *pairs])))

    @property
    def query_names(self) -> frozenset[str]:
        """The names of the query parameters."""
        return frozenset(name for name, _ in parse_qsl(self.query, keep_blank_values=True))

    def with_path_value(self, name: str, value: str) -> "HttpRequest":
        """Return the request with another plain value for a parameter of its operation's path."""
        if self.operation is None:
            raise ValueError("the request belongs to no operation")
        values = {**self.path_values, name: value}
        path = self.operation.path
        for each, text in values.items():
            path = path.replace(f"{{{each}}}", quote(text, safe=""))
        return replace(self, path=path, path_values=values)


@dataclass(frozen=True)
class HttpResponse:
    """What the server sent; ``headers`` in its order, names as it spelled them; ``version`` as ``1.1``."""

    status: int
    headers: Headers
    body: bytes
    reason: str = ""
    version: str = "1.1"

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def header_values(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    @cached_property
    def json(self) -> object:
        """The body as JSON; ``None`` if it is not JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True)
class Exchange:
    """A request with its response, or with the ``failure`` that stood in its way.

    ``number`` counts the run's exchanges from 1, ``check`` is the id of the check that made it, ``started``
    seconds since the epoch and ``seconds`` how long it took. ``identity`` describes the caller.
    """

    number: int
    check: str
    request: HttpRequest
    response: HttpResponse | None
    url: str
    started: float
    seconds: float
    identity: str = ""
    failure: str = ""

    @property
    def operation(self) -> Operation | None:
        return self.request.operation

    @property
    def answer(self) -> HttpResponse:
        """The response; for exchanges that have one, as all returned by ``Target.send`` do."""
        if self.response is None:
            raise ValueError("there was no response")
        return self.response

    @property
    def status(self) -> int:
        """The status, 0 without a response."""
        return self.response.status if self.response is not None else 0

    @property
    def json(self) -> object:
        return self.answer.json

    @property
    def fields(self) -> Mapping[str, object]:
        """The body's members when it is a JSON object, else nothing."""
        value = self.response.json if self.response is not None else None
        return value if isinstance(value, dict) else {}

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status < 300

    def header(self, name: str) -> str | None:
        return self.answer.header(name)
