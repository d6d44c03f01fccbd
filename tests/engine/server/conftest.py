"""The two documents, served."""

from collections.abc import Iterator

import pytest

from tests.engine.server.harness import Running, run_document
from tests.engine.server.sockets import LiveServer, serve_library


@pytest.fixture
def library() -> Iterator[Running]:
    running = run_document("library", fault_injection=True)
    yield running
    assert running.application.request_log is not None
    running.application.request_log.close()


@pytest.fixture
def plain() -> Iterator[Running]:
    running = run_document("plain")
    yield running
    assert running.application.request_log is not None
    running.application.request_log.close()


@pytest.fixture(scope="session")
def live() -> Iterator[LiveServer]:
    """The library over a real socket; tests share it and must not stop it."""
    with serve_library() as server:
        yield server
