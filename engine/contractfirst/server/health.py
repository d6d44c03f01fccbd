"""/health and /ready: whether the process is alive, and whether it is ready for requests."""

import logging
from typing import Any

import orjson

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.protocols import Backend, Readiness
from contractfirst.server.pages import FixedPages

__all__ = ["health_pages"]

logger = logging.getLogger("contractfirst.server")

_HEADERS = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))


def health_pages(backend: Backend[Any]) -> FixedPages:
    """Return the two pages; /ready asks the backend each time."""

    def ready() -> EncodedResponse:
        try:
            checks = list(backend.readiness())
        except Exception:  # reported as not ready
            logger.exception("the readiness check failed")
            checks = [Readiness("backend", ready=False, detail="the check itself failed")]
        return _answer(checks)

    return FixedPages({"/health": _healthy, "/ready": ready}, {})


def _healthy() -> EncodedResponse:
    return EncodedResponse(200, _HEADERS, b'{"status":"ok"}')


def _answer(checks: list[Readiness]) -> EncodedResponse:
    ready = all(check.ready for check in checks)
    body = {
        "status": "ready" if ready else "not_ready",
        "checks": [
            {"name": check.name, "ready": check.ready, **({"detail": check.detail} if check.detail else {})}
            for check in checks
        ],
    }
    return EncodedResponse(200 if ready else 503, _HEADERS, orjson.dumps(body))
