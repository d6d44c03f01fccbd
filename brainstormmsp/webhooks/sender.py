"""Sends one request, only to an address that was checked right before.

The host is resolved here, its addresses are checked, and the connection goes to one of those: whatever the
name resolves to a moment later (DNS rebinding) changes nothing. Redirects are not followed, proxies of the
environment not used, certificates verified.
"""

import asyncio
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import httpcore

from brainstormmsp.webhooks.errors import TargetError, TlsError
from brainstormmsp.webhooks.excerpts import RESPONSE_BYTES
from brainstormmsp.webhooks.targets import Targets, authority

__all__ = ["TIMEOUT_SECONDS", "DeliveryResponse", "Sender"]

TIMEOUT_SECONDS = 15.0
# An address that swallows packets must not use up the time of the host's others.
_CONNECT_SECONDS = 5.0

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


@dataclass(frozen=True, slots=True)
class DeliveryResponse:
    """What came of a request: a status and the beginning of the body, or why there was no answer.

    ``error`` is one of the contract's: timed_out, connection_failed, tls_failed, name_not_resolved,
    private_address, protocol_error.
    """

    status_code: int | None = None
    error: str | None = None
    retry_after: str | None = None
    beginning: bytes = b""

    @property
    def succeeded(self) -> bool:
        """Whether the status is 2xx."""
        return self.status_code is not None and 200 <= self.status_code < 300


class Sender:
    """Sends requests to webhooks' endpoints, each over a connection of its own.

    ``seconds`` bounds everything together, from the name to the status.
    """

    def __init__(
        self,
        targets: Targets,
        *,
        ssl_context: ssl.SSLContext | None = None,
        seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._targets = targets
        self._backend = _JudgedBackend(targets)
        self._ssl_context = ssl_context or ssl.create_default_context()
        self._seconds = seconds

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> DeliveryResponse:
        """Send the request and return what came of it; raises nothing but cancellation."""
        if not url.startswith("https:") and self._targets.requires_https(url):
            return DeliveryResponse(error="tls_failed")
        fields = [("host", authority(url)), *headers.items(), ("content-length", str(len(body)))]
        encoded = [(name.encode("ascii"), value.encode("latin-1")) for name, value in fields]
        heard = _Heard()
        try:
            async with asyncio.timeout(self._seconds):
                await self._exchange(url, encoded, body, heard)
        except (TimeoutError, httpcore.TimeoutException):
            return heard.answer("timed_out")
        except TargetError as error:
            return DeliveryResponse(error=error.outcome)
        except TlsError:
            return DeliveryResponse(error="tls_failed")
        except httpcore.ProtocolError:
            return heard.answer("protocol_error")
        except (httpcore.NetworkError, OSError):
            return heard.answer("connection_failed")
        return heard.answer("protocol_error")

    async def _exchange(
        self, url: str, headers: list[tuple[bytes, bytes]], body: bytes, heard: "_Heard"
    ) -> None:
        async with (
            httpcore.AsyncConnectionPool(
                ssl_context=self._ssl_context, max_keepalive_connections=0, network_backend=self._backend
            ) as pool,
            pool.stream(
                "POST",
                url,
                headers=headers,
                content=body,
                extensions={"timeout": {"connect": _CONNECT_SECONDS}},
            ) as response,
        ):
            heard.status_code = response.status
            heard.retry_after = _field(response.headers, b"retry-after")
            async for chunk in response.aiter_stream():
                heard.beginning += chunk[: RESPONSE_BYTES - len(heard.beginning)]
                if len(heard.beginning) >= RESPONSE_BYTES:
                    break


@dataclass(slots=True)
class _Heard:
    """What has arrived so far: once there is a status, it counts, whatever becomes of the body."""

    status_code: int | None = None
    retry_after: str | None = None
    beginning: bytes = b""

    def answer(self, error: str) -> DeliveryResponse:
        """Return the answer, or ``error`` when there is none."""
        if self.status_code is None:
            return DeliveryResponse(error=error)
        return DeliveryResponse(self.status_code, None, self.retry_after, self.beginning)


class _JudgedBackend(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses, in the resolver's order, until one answers."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._targets.addresses(f"[{host}]" if ":" in host else host, port)
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _JudgedStream(stream)
        assert failure is not None
        raise failure

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _JudgedStream(httpcore.AsyncNetworkStream):
    """A connection that reports TLS failures separately."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except httpcore.ConnectError as error:
            raise TlsError(str(error)) from error
        return _JudgedStream(stream)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _field(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str | None:
    return next((value.decode("latin-1") for field, value in headers if field.lower() == name), None)
