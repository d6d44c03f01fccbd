"""Every exchange as an HTTP Archive (HAR 1.2), secrets cut out."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from contractfirst_conformance.exchange import Headers
from contractfirst_conformance.outcome import Outcome
from contractfirst_conformance.recorder import ExchangeEvidence, Recorder

__all__ = ["har"]

_SHOWN = 4_096


def har(outcome: Outcome, recorder: Recorder) -> str:
    """Return the run's exchanges as HAR; bodies are cut after a few thousand characters."""
    log = {
        "version": "1.2",
        "creator": {"name": "conformance", "version": "1"},
        "comment": f"{outcome.title}, seed {outcome.seed}",
        "entries": [
            _entry(recorder.evidence(exchange, _SHOWN, repeatable=False)) for exchange in recorder.exchanges
        ],
    }
    return json.dumps({"log": log}, ensure_ascii=False)


def _entry(evidence: ExchangeEvidence) -> dict[str, Any]:
    milliseconds = round(evidence.seconds * 1000, 3)
    return {
        "startedDateTime": datetime.fromtimestamp(evidence.started, UTC).isoformat(),
        "time": milliseconds,
        "request": _request(evidence),
        "response": _response(evidence),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "comment": " ".join(filter(None, (evidence.check, evidence.operation, f"as {evidence.identity}"))),
    }


def _request(evidence: ExchangeEvidence) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": evidence.method,
        "url": evidence.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(evidence.request_headers),
        "queryString": _pairs(parse_qsl(urlsplit(evidence.url).query, keep_blank_values=True)),
        "headersSize": -1,
        "bodySize": len(evidence.request_body.encode("utf-8", "replace")),
    }
    if evidence.request_body:
        request["postData"] = {
            "mimeType": _media_type(evidence.request_headers),
            "text": evidence.request_body,
        }
    return request


def _response(evidence: ExchangeEvidence) -> dict[str, Any]:
    reason = evidence.reason
    if not reason and evidence.status in set(HTTPStatus):
        reason = HTTPStatus(evidence.status).phrase
    location = next((value for name, value in evidence.response_headers if name.lower() == "location"), "")
    return {
        "status": evidence.status,
        "statusText": reason or evidence.failure,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(evidence.response_headers),
        "content": {
            "size": evidence.response_size,
            "mimeType": _media_type(evidence.response_headers),
            "text": evidence.response_body,
        },
        "redirectURL": location,
        "headersSize": -1,
        "bodySize": evidence.response_size,
    }


def _pairs(headers: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]


def _media_type(headers: Headers) -> str:
    return next((value for name, value in headers if name.lower() == "content-type"), "")
