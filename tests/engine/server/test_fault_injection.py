"""Faults on request, only where they are allowed."""

import pytest

from contractfirst.server.fault_injection import FaultInjection, RequestedFault
from tests.engine.server.harness import Running, reader, run_document, writer


def test_without_the_setting_the_header_means_nothing() -> None:
    running = run_document("library")
    headers = {**writer, "X-Fault": "error"}
    assert running.ask("POST", "/books", headers=headers, json={"title": "It"}).status_code == 201


def test_error_comes_after_the_work_and_undoes_it(library: Running) -> None:
    response = library.ask("POST", "/books", headers={**writer, "X-Fault": "error"}, json={"title": "It"})
    assert response.status_code == 500
    assert library.backend.shelf == {}
    assert library.ask("GET", "/books", headers={**reader, "X-Fault": "error"}).status_code == 500
    assert library.ask("GET", "/slow", headers={"X-Fault": "error"}).status_code == 500


def test_fault_is_judged_after_everything_else(library: Running) -> None:
    assert library.ask("GET", "/books", headers={"X-Fault": "error"}).status_code == 401
    assert library.ask("GET", "/books?extra=1", headers={**reader, "X-Fault": "error"}).status_code == 400


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        (None, None),
        (b"error", RequestedFault(error=True)),
        (b"delay=250", RequestedFault(delay=0.25)),
        (b"delay=99999", RequestedFault(delay=10.0)),
        (b"delay=", None),
        (b"delay=-1", None),
        (b"panic", None),
    ],
)
def test_header_is_read_strictly(header: bytes | None, fault: RequestedFault | None) -> None:
    assert FaultInjection().requested(header) == fault
