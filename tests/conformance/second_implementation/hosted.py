"""Host: one field that names a host, in every request (RFC 9112 section 3.2)."""

import re

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.conformance.second_implementation.refusal import Refusal, problem

__all__ = ["Hosted"]

_HOST = re.compile(rb"([A-Za-z0-9._~!$&'()*+,;=%-]+|\[[0-9A-Fa-f:.]+\])(:\d*)?")


class Hosted:
    """Refuses requests without one host."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            hosts = [value for name, value in scope["headers"] if name == b"host"]
            if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
                refusal = Refusal(400, "malformed_request", "One Host header names one host.")
                await problem(Request(scope), refusal)(scope, receive, send)
                return
        await self._application(scope, receive, send)
