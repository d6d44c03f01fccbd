"""One line a request, tracebacks under the request id, and never a secret."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from contractfirst.server.logs import JsonFormatter, TextFormatter, configure_logging, wants_json
from contractfirst.server.redaction import redact
from contractfirst.server.request_log import LogEntry, text_line
from tests.engine.server.harness import Running, reader
from tests.engine.server.sockets import serve_library

JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
RANDOM = "kq_qrUUWbNdxdyHhlgc_a1ld8FvcG2aq_EIs2jrEsKYPOg"
SECRETS = ["hunter2hunter2", "abcdefghijklmnop", "s3cr3t-in-the-query"]


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    root.handlers[:] = handlers
    root.setLevel(level)


def test_request_line_has_every_member(library: Running) -> None:
    response = library.ask("GET", "/books?limit=3", headers={**reader, "X-Request-Id": "request-1"})
    [entry] = library.entries()
    assert entry == {
        "time": "2026-01-02T03:04:05.000Z",
        "level": "INFO",
        "message": "request",
        "request_id": "request-1",
        "client": "client-reader",
        "operation": "listBooks",
        "method": "GET",
        "path": "/shelf/v1/books",
        "status": 200,
        "duration_ms": 0.0,
        "bytes": len(response.content),
    }


def test_every_outcome_has_a_line(library: Running) -> None:
    library.ask("GET", "/books")
    library.ask("GET", "/nowhere")
    library.ask("GET", "/odd/boom")
    library.ask_outside("GET", "/health")
    entries = library.entries()
    assert [entry["status"] for entry in entries] == [401, 404, 500, 200]
    assert [entry["level"] for entry in entries] == ["INFO", "INFO", "ERROR", "INFO"]
    assert [entry["operation"] for entry in entries] == ["listBooks", None, "readOddly", None]


def test_secrets_never_reach_the_log(
    library: Running, root_logger: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    stream = io.StringIO()
    configure_logging("json", "debug", stream)
    authorization = {"Authorization": "Bearer hunter2hunter2"}
    library.ask("GET", "/odd/boom", headers=authorization)
    library.ask("GET", "/books?token=s3cr3t-in-the-query", headers=authorization)
    library.ask(
        "POST", "/tokens", json={"grant_type": "x", "client_id": "a", "client_secret": "hunter2hunter2"}
    )
    library.entries()
    logged = stream.getvalue() + library.log.getvalue()
    assert "RuntimeError" in logged
    for secret in SECRETS:
        assert secret not in logged


@pytest.mark.parametrize("misplaced", [JWT, RANDOM, "a;token=hunter2hunter2"])
def test_secrets_that_callers_misplace_do_not_reach_it_either(library: Running, misplaced: str) -> None:
    response = library.ask("GET", f"/books/{misplaced}", headers={"X-Request-Id": JWT})
    [entry] = library.entries()
    assert entry["path"].startswith("/shelf/v1/books/")
    assert "[redacted]" in entry["path"]
    assert entry["request_id"] == response.headers["x-request-id"] != JWT
    for secret in (JWT, RANDOM, "hunter2hunter2"):
        assert secret not in library.log.getvalue()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Authorization: Bearer abc.def-ghi", "abc.def-ghi"),
        ("authorization: basic YTpiYzEyMzQ=", "YTpiYzEyMzQ="),
        ("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln failed", "eyJzdWIiOiJhIn0"),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8G"),
        ('{"client_secret": "hun\\"ter2", "a": 1}', "ter2"),
        ("{'client_secret': 'hunter2'}", "hunter2"),
        ("client_id=a&client_secret=hunter2&x=1", "hunter2"),
        ("Settings(pepper='hunter2')", "hunter2"),
        ("the row was ('kq_qrUUWbNdxdyHhlgc_a1ld8FvcG2aq_EIs2jrEsKYPOg', 1)", "qrUUWbNdx"),
        ("postgresql://user:hunter2@db/x", "hunter2"),
    ],
)
def test_redaction_hides_credentials_and_nothing_else(text: str, hidden: str) -> None:
    assert hidden not in redact(text)
    assert "[redacted]" in redact(text)


def test_ordinary_text_is_left_alone() -> None:
    for text in (
        "GET /api/v1/clients took 3 ms; next_cursor=abc; the token expired",
        "request 01a20ef2-cb75-70b3-8f25-706093301477",
        "digest 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15",
        'File "/srv/app/a_rather_long_folder_name/ModuleWithAName1/another_long_module_name.py", line 3',
    ):
        assert redact(text) == text


def test_text_line_is_readable_and_cannot_be_forged() -> None:
    entry = LogEntry(
        datetime(2026, 1, 2, tzinfo=UTC), "id-1", None, None, "GET", "/a\x1b[2J\n", 404, 1_500_000, 7
    )
    assert text_line(entry) == "00:00:00.000 INFO  404 GET    /a?[2J? - 1.5 ms 7 B client=- request=id-1"


def test_formatters_carry_the_traceback_and_the_request_id() -> None:
    try:
        raise RuntimeError("client_secret=hunter2")
    except RuntimeError as error:
        record = logging.LogRecord(
            "a", logging.ERROR, "f", 1, "it %s", ("broke",), (type(error), error, None)
        )
    record.request_id = "request-1"
    entry = json.loads(JsonFormatter().format(record))
    assert entry["message"] == "it broke"
    assert entry["request_id"] == "request-1"
    assert "RuntimeError" in entry["traceback"]
    assert "hunter2" not in entry["traceback"]
    text = TextFormatter().format(record)
    assert "request=request-1" in text
    assert "hunter2" not in text


def test_format_follows_the_terminal_unless_told() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert wants_json("auto", io.StringIO())
    assert not wants_json("auto", Terminal())
    assert wants_json("json", Terminal())
    assert not wants_json("text", io.StringIO())


def test_served_process_logs_json_lines_and_closes_them_at_the_end() -> None:
    with serve_library() as server:
        httpx.get(f"{server.url}/shelf/v1/odd/boom", headers={"Authorization": "Bearer aaaaaaaa"})
        httpx.get(f"{server.url}/shelf/v1/slow?token=aaaaaaaa")
        assert server.stop() == 0
        text = server.errors.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    requests = [line for line in lines if line["message"] == "request"]
    assert [line["status"] for line in requests] == [500, 400]
    [failure] = [line for line in lines if "traceback" in line]
    assert failure["request_id"] == requests[0]["request_id"]
    assert "hunter2hunter2" not in text
    assert "aaaaaaaa" not in text
