"""The HTTP client of the suite: who sends, what is sent, and the record of every exchange."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from contractfirst.contract import Contract, Operation
from contractfirst_conformance.clock import RealClock, SuiteClock, WaitBudget
from contractfirst_conformance.credentials import CALLER, Caller, Credential, Credentials, DefaultCaller, Need
from contractfirst_conformance.errors import NoResponse, ServerGone, Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.receiver import RecordingReceiver
from contractfirst_conformance.recorder import Recorder
from contractfirst_conformance.redaction import Redactor
from contractfirst_conformance.retry_after import delay_of
from contractfirst_conformance.tokens import TokenClient, token_operation
from contractfirst_conformance.transport import HttpTransport, Transport, TransportFailure

__all__ = ["ApiClient"]

# After so many requests in a row without a response the server counts as gone.
_GONE_AFTER = 5
_TOO_MANY = 429
# The wait after a 429 without Retry-After.
_UNTOLD_SECONDS = 1.0


class ApiClient:
    """One contract at one URL, which ends with the API's base path.

    ``clock`` and ``transport`` can be replaced in tests. ``wait_seconds`` limits all waiting.
    ``certificates`` is the file of trusted certificates, for the fuzzer's process.
    """

    def __init__(
        self,
        contract: Contract,
        url: str,
        credentials: Credentials | None = None,
        *,
        transport: Transport | None = None,
        clock: SuiteClock | None = None,
        wait_seconds: float = 60.0,
        seed: int = 1,
        certificates: Path | None = None,
    ) -> None:
        self.contract = contract
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.credentials = credentials or Credentials()
        self.transport = transport or HttpTransport()
        self.certificates = certificates
        self.clock = clock or RealClock()
        self.budget = WaitBudget(wait_seconds, self.clock)
        self._identifying = self.credentials.header_names() | {"authorization"}
        self.redactor = Redactor(self.credentials.secrets(), self.credentials.header_names())
        self.recorder = Recorder(self.redactor)
        self.random = Random(seed)
        self.token_client = TokenClient(
            token_operation(contract),
            lambda request: self.send(request, by=None),
            self.redactor.learn,
            self.clock.now,
        )
        self.silent = 0
        self._addresses = itertools.count(1)
        self._ignored: RecordingReceiver | None = None
        self._probes = list(self.credentials.first.limit_probes)

    # The contract.

    def operation(self, operation_id: str) -> Operation:
        """Return an operation; raises ``Skipped`` when this contract has none of the name."""
        try:
            return self.contract.operations[operation_id]
        except KeyError:
            raise Skipped(f"the contract has no operation {operation_id}") from None

    def operations(self, *, method: str | None = None, anonymous: bool | None = None) -> list[Operation]:
        """Return the operations with this method, and with or without the need of a token."""
        return [
            each
            for each in self.contract.operations.values()
            if method in (None, each.method) and anonymous in (None, each.anonymous)
        ]

    # Callers.

    def lacks(self, need: Need) -> bool:
        """Return whether this server or the credentials lack what a check needs."""
        if need is Need.HTTPS:
            return not self.url.startswith("https://")
        if need is Need.DOCUMENTED_LIMITS:
            return not self.contract.rate_classes
        if need is Need.LIMIT_PROBE:
            return not self._probes
        return self.credentials.lacks(need)

    @property
    def caller(self) -> Credential | None:
        """The key that CALLER stands for."""
        return self.credentials.first.fuzzing or self.credentials.first.full

    @property
    def stranger(self) -> Credential | None:
        """A key with every scope of the second organisation."""
        return self.credentials.second.fuzzing or self.credentials.second.full

    def fresh_probe(self) -> Credential:
        """Return a key whose buckets are full, each once; raises ``Skipped`` when none is left."""
        if not self._probes:
            raise Skipped(Need.LIMIT_PROBE.value)
        return self._probes.pop(0)

    def share(self, other: "ApiClient") -> None:
        """Use the tokens and unused limit probes of another client of the same server.

        Both take from the same probes from now on, so that each is used once. Raises ``CannotCheck`` if the
        other client gets no token.
        """
        if other.caller is not None:
            other.identity_of(other.caller)
        self.token_client.know(other.token_client)
        self._probes = other._probes

    def token(self, credential: Credential, scope: str | None = None, *, fresh: bool = False) -> str:
        """Return an access token, a cached one unless ``fresh``.

        Raises:
            CannotCheck: it cannot be had.
            Skipped: the credential is no token.
        """
        return self.token_client.token(credential, scope, fresh)

    def identity_of(self, credential: Credential, *, fresh: bool = False) -> Mapping[str, str]:
        """Return the headers that a credential is sent in; raises ``CannotCheck`` when it gets no token."""
        return credential.headers or {"Authorization": f"Bearer {self.token(credential, fresh=fresh)}"}

    def bare(self, request: HttpRequest) -> HttpRequest:
        """Return a request without its credentials."""
        for name in self._identifying:
            request = request.without_header(name)
        return request

    # Requests.

    def send(self, request: HttpRequest, *, by: Caller = CALLER, patient: bool = True) -> Exchange:
        """Send a request and return the exchange, recorded.

        Credentials are added unless the request has some or its operation is anonymous. A ``patient`` request
        that gets a 429 waits for ``Retry-After``, within the wait budget, and is sent again; check limits
        with ``patient=False``.

        Raises:
            NoResponse: there was no response.
            ServerGone: it happened several times in a row.
            Skipped: a patient request was refused again, or would wait for too long.
        """
        exchange = self.try_send(request, by=by)
        if patient and exchange.status == _TOO_MANY:
            reported = delay_of(exchange.header("retry-after") or "", self.clock.now())
            self.budget.wait(_UNTOLD_SECONDS if reported is None else reported)
            exchange = self.try_send(request, by=by)
            if exchange.status == _TOO_MANY:
                raise Skipped(f"{request.method} {request.path} is refused by a limit again after its wait")
        if exchange.response is None:
            raise NoResponse(exchange)
        return exchange

    def send_raw(self, octets: bytes, *, method: str = "GET", operation: Operation | None = None) -> Exchange:
        """Send bytes on a new connection; the exchange may have a ``failure`` and no response.

        ``method`` is the one in the bytes; it decides whether the response has a body.
        """
        return self.try_send(HttpRequest(method, "", raw=octets, operation=operation), by=None)

    def send_together(
        self, requests: Sequence[HttpRequest], *, by: Caller = CALLER, workers: int = 8
    ) -> list[Exchange]:
        """Send requests at the same time and return their exchanges in the order of the requests."""
        if isinstance(who := self._who(by), Credential):
            self.identity_of(who)  # Now, not in several threads.
        with ThreadPoolExecutor(min(workers, max(1, len(requests)))) as pool:
            return list(pool.map(lambda request: self.try_send(request, by=by), requests))

    def try_send(self, request: HttpRequest, *, by: Caller = CALLER) -> Exchange:
        """Send a request; an exchange without a response has a ``failure``. Raises ``ServerGone``."""
        who = self._who(by)
        identity = str(who) if isinstance(who, Credential) else "a token" if who else "nobody"
        if request.raw is None:
            request = self._prepared(request, who)
        number = self.recorder.next_number()
        url = self.origin + "/" if request.raw is not None else f"{self.url}{request.target}"
        started, at = self.clock.now(), self.clock.monotonic()
        response, failure = None, ""
        try:
            response = self.transport.send(request, url)
            self.silent = 0
        except TransportFailure as error:
            failure = str(error)
            self.silent += 1 if request.raw is None else 0
        exchange = Exchange(
            number=number,
            check=self.recorder.check,
            request=request,
            response=response,
            url=url,
            started=started,
            seconds=self.clock.monotonic() - at,
            identity=identity,
            failure=failure,
        )
        self.recorder.add(exchange)
        if self.silent >= _GONE_AFTER:
            raise ServerGone(f"the server stopped answering at {url}: {failure}")
        return exchange

    def answers(self) -> bool:
        """Return whether the server still answers, with a request without effect."""
        try:
            return self.try_send(HttpRequest("GET", ""), by=None).response is not None
        except ServerGone:
            return False

    def send_outside(
        self, path: str, *, method: str = "GET", headers: Iterable[tuple[str, str]] = ()
    ) -> Exchange:
        """Send a request without credentials to a path of the origin, outside the base path."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(self.url).netloc}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers]
        return self.send_raw("\r\n".join([*lines, "", ""]).encode("latin-1"), method=method)

    def _who(self, by: Caller) -> Credential | str | None:
        return self.caller if isinstance(by, DefaultCaller) else by

    def _prepared(self, request: HttpRequest, who: Credential | str | None) -> HttpRequest:
        anonymous = request.operation is not None and request.operation.anonymous
        known = not self._identifying.isdisjoint(name.lower() for name, _ in request.headers)
        if who and not anonymous and not known:
            headers = {"Authorization": f"Bearer {who}"} if isinstance(who, str) else self.identity_of(who)
            for name, value in headers.items():
                request = request.with_header(name, value)
        if self.credentials.server.trusts_forwarded_for and request.header("x-forwarded-for") is None:
            number = next(self._addresses)
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            request = request.with_header("X-Forwarded-For", address)
        return request

    def webhook_url(self) -> str | None:
        """Return a URL for webhooks whose messages no check reads; ``None`` without ``webhook_host``."""
        host = self.credentials.server.webhook_host
        if not self.contract.webhooks or not host:
            return None
        if self._ignored is None:
            # Bodies vary the texts in them, the path of this URL too.
            self._ignored = RecordingReceiver(host, self.clock, unknown=204)
        return f"{self._ignored.origin}/conformance"

    def close(self) -> None:
        """Close the connections."""
        self.transport.close()
        if self._ignored is not None:
            self._ignored.close()
            self._ignored = None
