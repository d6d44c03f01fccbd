"""The preview as an ASGI application: its own page, and the mock of the last good state for all the rest."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import orjson

from contractfirst.clock import Clock
from contractfirst.contract.exchange import Call, EncodedResponse
from contractfirst.preview.edition import ShownFinding, read_edition, read_findings
from contractfirst.preview.watch import Watch
from contractfirst.protocols import Idempotency, Readiness
from contractfirst.server.application import ServerApplication
from contractfirst.server.asgi import Message, Receive, Scope, Send
from contractfirst.server.lifespan import Lifespan
from contractfirst.server.settings import ServerSettings

__all__ = ["Preview"]

logger = logging.getLogger("contractfirst.preview")

Result = TypeVar("Result")

_ASSETS = Path(__file__).parent / "assets"
_FILES = {
    "/preview": ("preview.html", b"text/html; charset=utf-8"),
    "/preview/preview.css": ("preview.css", b"text/css; charset=utf-8"),
    "/preview/preview.js": ("preview.js", b"text/javascript; charset=utf-8"),
}
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
    b"img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_POLL_SECONDS = 0.1
# A comment now and then, so that nothing between takes the stream for dead.
_HEARTBEAT_SECONDS = 15


class Preview:
    """Follows one document; ``edition`` is its latest state, ``findings`` what lint says of it.

    A state that cannot be compiled changes the findings alone: docs and mock stay those of the last good
    one. It is a backend of its own, so that the server starts and stops it.
    """

    def __init__(
        self, path: Path, clock: Clock, settings: ServerSettings, *, seed: int = 0, stateful: bool = False
    ) -> None:
        self._path = path
        self._clock = clock
        self._settings = settings
        self._seed = seed
        self._stateful = stateful
        self._watch = Watch()
        self._files = frozenset({path.resolve()})
        self._watch.changed(self._files)
        self._following: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._ending = False
        self.server_lifespan = Lifespan(self, None)
        self.good: ServerApplication | None = None
        # How often anything changed, and how often docs and mock did.
        self.version = 0
        self.good_version = 0
        self.findings: tuple[ShownFinding, ...] = ()
        self._renew()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.server_lifespan(scope, receive, send)
            return
        path = scope["path"]
        if path == "/preview/events":
            await self._stream(send)
        elif path in _FILES:
            name, media_type = _FILES[path]
            headers = [(b"content-type", media_type), (b"content-security-policy", _POLICY)]
            await _answer(send, 200, headers, (_ASSETS / name).read_bytes())
        elif path == "/":
            await _answer(send, 302, [(b"location", b"/preview")], b"")
        elif self.good is None:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await _answer(send, 503, headers, b"The document cannot be compiled yet; /preview says why.\n")
        else:
            await self.good(scope, receive, _framed(send))

    async def start(self) -> None:
        """Begin to follow the document."""
        self._following = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Follow it no longer, and end every stream."""
        self.end_streams()
        if self._following is not None:
            self._following.cancel()
            await asyncio.wait({self._following})
            self._following = None

    def end_streams(self) -> None:
        """Let every stream of events end."""
        self._ending = True
        self._tell()

    def readiness(self) -> Sequence[Readiness]:
        return [Readiness("document", ready=self.edition.application is not None)]

    async def prepare(self, work: Callable[[Any], Awaitable[None]]) -> None:
        await work(None)

    def read(self, call: Call, work: Callable[[None], Result]) -> Result:
        return work(None)

    async def write(
        self,
        call: Call,
        work: Callable[[None], EncodedResponse],
        idempotency: Idempotency | None = None,
    ) -> EncodedResponse:
        return work(None)

    def state(self) -> dict[str, object]:
        """Return what the page shows; ``docs`` changes when docs and mock have."""
        linted = {(each.line, each.message) for each in self.findings}
        refusals = [each for each in self.edition.refusals if (each.line, each.message) not in linted]
        findings = [*refusals, *self.findings]
        return {
            "document": str(self._path),
            "version": self.version,
            "docs": self.good_version,
            "compiles": self.edition.application is not None,
            "counts": Counter(each.severity for each in findings),
            "findings": [asdict(each) for each in findings],
        }

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(_POLL_SECONDS)
            if self._watch.changed(self._files):
                try:
                    # Docs and mock first; the findings come a little later.
                    await asyncio.to_thread(self._renew_edition)
                    self._tell()
                    await asyncio.to_thread(self._renew_findings)
                    self._tell()
                except Exception:
                    # Whatever a half-written document provokes, the next save shall still be followed.
                    logger.exception("%s could not be read", self._path)

    def _renew(self) -> None:
        self._renew_edition()
        self._renew_findings()

    def _renew_edition(self) -> None:
        self.edition = read_edition(
            self._path, self._clock, self._settings, seed=self._seed, stateful=self._stateful
        )
        if self.edition.application is not None:
            self.good = self.edition.application
            self.good_version += 1
        new = self.edition.files - self._files
        # A broken document may not tell any more what it refers to.
        self._files |= new
        self._watch.changed(new)
        self.version += 1

    def _renew_findings(self) -> None:
        self.findings = read_findings(self._path)
        self.version += 1

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _stream(self, send: Send) -> None:
        """Send the state now and after every change (server-sent events, HTML Living Standard 9.2)."""
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        sent = 0
        while not self._ending:
            news = self._news
            if sent != self.version:
                sent = self.version
                event = b"retry: 500\ndata: " + orjson.dumps(self.state()) + b"\n\n"
            else:
                event = b": still here\n\n"
            await send({"type": "http.response.body", "body": event, "more_body": True})
            try:
                await asyncio.wait_for(news.wait(), _HEARTBEAT_SECONDS)
            except TimeoutError:
                continue
        await send({"type": "http.response.body", "body": b""})


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    common = [
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *common]})
    await send({"type": "http.response.body", "body": body})


def _framed(send: Send) -> Send:
    """Let the preview's own page, and no other, frame the docs."""

    async def framed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                (name, value.replace(b"frame-ancestors 'none'", b"frame-ancestors 'self'"))
                if name == b"content-security-policy"
                else (name, value)
                for name, value in message["headers"]
            ]
        await send(message)

    return framed
