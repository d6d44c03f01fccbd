"""Serves an application over sockets until SIGTERM or SIGINT."""

import asyncio
import errno
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn, Protocol

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from contractfirst.server.errors import StartError
from contractfirst.server.lifespan import Lifespan
from contractfirst.server.settings import ServerSettings

__all__ = ["Served", "leave", "run", "serve"]

logger = logging.getLogger("contractfirst.server")

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
# Connections that are open at once, idle ones included, and those that wait to be accepted. Further ones
# wait; the default of the one follows the other and is 128.
_CONNECTIONS = 8192
_BACKLOG = 1024
# Counts from the last response on, so that it also ends idle connections: longer than the 60 s for which
# proxies keep theirs.
_HEADER_MILLISECONDS = 75_000
# Request line and headers; bodies are not buffered here.
_HEADER_BYTES = 64 * 1024


class Served(Protocol):
    """An ASGI application that says when it has started, and can be stopped."""

    server_lifespan: Lifespan

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...


def run(
    application: Served,
    settings: ServerSettings,
    on_ready: Callable[[], None] | None = None,
    on_stop: Callable[[], None] | None = None,
) -> int:
    """Serve until SIGTERM or SIGINT and return the process's exit status.

    0 after a clean end: what was in flight is finished and the backend stopped. 1 with one line on
    standard error when it cannot start.
    """
    _allow_many_files()
    try:
        asyncio.run(serve(application, settings, on_ready, on_stop))
    except StartError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def leave(status: int) -> NoReturn:
    """End the process with ``run``'s status.

    After a server ran, Python is not taken down piece by piece: threads of the server's that it stops then
    would abort the process (CPython before 3.14 ends them where they stand, inside code that cannot unwind).
    """
    if status == 0:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def _allow_many_files() -> None:
    """Raise the limit of open files as far as allowed: every connection is one. Windows has no limit."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def serve(
    application: Served,
    settings: ServerSettings,
    on_ready: Callable[[], None] | None = None,
    on_stop: Callable[[], None] | None = None,
) -> None:
    """Serve until a signal comes; ``on_ready`` is called when requests are accepted.

    ``on_stop`` is called when the signal has come, so that what would stream for ever can end.

    Raises:
        StartError: the address is in use or not ours, the certificate cannot be used, or the backend does
            not start.
    """
    server = _server(application, settings, _require_free_address(settings.host, settings.port))
    asked_to_stop = asyncio.Event()
    with _set_by_signals(asked_to_stop):
        serving = asyncio.create_task(server.serve())
        try:
            await _started(application, serving, settings)
            if on_ready is not None:
                on_ready()
            await _first_of(serving, asked_to_stop)
            if on_stop is not None:
                on_stop()
            logger.info("finishing the requests in flight")
            server.stop()  # type: ignore[no-untyped-call]  # granian leaves it without types
            await _finished(serving, settings.shutdown_seconds)
        finally:
            # The server itself says that it ends, unless it broke or requests were given up.
            if application.server_lifespan.started:
                await application.server_lifespan.stop()


@contextmanager
def _set_by_signals(event: asyncio.Event) -> Iterator[None]:
    """Set the event when SIGTERM or SIGINT comes. Event loops on Windows have no signal handlers."""
    loop = asyncio.get_running_loop()

    def handler(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(event.set)

    before = {number: signal.signal(number, handler) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)


def _server(application: Served, settings: ServerSettings, address: str) -> Server:
    # TLS versions below 1.3 are refused by default.
    try:
        return Server(
            application,
            address=address,
            port=settings.port,
            interface=Interfaces.ASGI,
            http=HTTPModes.auto,
            websockets=False,
            backlog=_BACKLOG,
            backpressure=_CONNECTIONS,
            log_enabled=False,
            http1_settings=HTTP1Settings(
                header_read_timeout=_HEADER_MILLISECONDS, max_buffer_size=_HEADER_BYTES
            ),
            ssl_cert=settings.tls_certificate,
            ssl_key=settings.tls_key,
        )
    except OSError as error:  # ssl.SSLError is one
        raise StartError(f"the certificate or its key cannot be used: {error}") from error


def _require_free_address(host: str, port: int) -> str:
    """Return the numeric form of a host; refuse an address that somebody listens on.

    The server's own socket shares its port with every other that asks for sharing, so that it would not
    notice; an ordinary one does.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise StartError(f"{host} is not an address: {error.strerror}") from error
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
            raise StartError(f"{host} port {port} {reason}") from error
    return str(address[0])


async def _started(application: Served, serving: asyncio.Task[None], settings: ServerSettings) -> None:
    """Return when the backend has started and the port is open; raises ``StartError`` when it will not."""
    lifespan = application.server_lifespan
    while not (lifespan.started and _accepts(settings.host, settings.port)):
        if serving.done():
            if lifespan.failure is not None:
                raise StartError(f"the backend did not start: {lifespan.failure}")
            raise StartError(f"the server did not start: {serving.exception() or 'no reason given'}")
        await asyncio.sleep(0.01)


def _accepts(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


async def _first_of(serving: asyncio.Task[None], asked_to_stop: asyncio.Event) -> None:
    stopping = asyncio.create_task(asked_to_stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if serving.done():
        raise StartError(f"the server ended by itself: {serving.exception() or 'no reason given'}")


async def _finished(serving: asyncio.Task[None], seconds: int) -> None:
    """Wait for requests in flight; what is not done by then is given up."""
    done, _ = await asyncio.wait({serving}, timeout=seconds)
    if not done:
        logger.error("requests were still in flight after %d s and are given up", seconds)
        serving.cancel()
        return
    serving.result()
