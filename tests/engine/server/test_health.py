"""Health, readiness and metrics: outside the base path, unlimited, without a token."""

from tests.engine.server.harness import Running, reader, writer


def test_health_says_that_the_process_lives(library: Running) -> None:
    library.backend.ready = False
    response = library.ask_outside("GET", "/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == "no-store"


def test_ready_says_what_works(library: Running) -> None:
    response = library.ask_outside("GET", "/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "checks": [{"name": "shelf", "ready": True}]}


def test_not_ready_is_a_503_that_says_why(library: Running) -> None:
    library.backend.ready = False
    response = library.ask_outside("GET", "/ready")
    assert response.status_code == 503
    assert response.json() == {
        "status": "not_ready",
        "checks": [{"name": "shelf", "ready": False, "detail": "closed"}],
    }


def test_check_that_fails_is_a_503(library: Running) -> None:
    library.backend.readiness = lambda: 1 / 0  # type: ignore[method-assign,assignment,return-value]  # it fails
    assert library.ask_outside("GET", "/ready").status_code == 503


def test_metrics_count_requests_durations_and_refusals(library: Running) -> None:
    for _ in range(3):
        library.ask("GET", "/books", headers=reader)
        library.ask("PUT", "/books/00000000-0000-7000-8000-000000000000", headers=writer)
    library.ask("GET", "/nowhere")
    response = library.ask_outside("GET", "/metrics")
    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = response.text.splitlines()
    assert 'http_requests_total{operation="listBooks",status="200"} 3' in lines
    assert 'http_requests_total{operation="replaceBook",status="429"} 1' in lines
    assert 'http_requests_total{operation="-",status="404"} 1' in lines
    assert 'http_request_duration_seconds_bucket{operation="listBooks",le="+Inf"} 3' in lines
    assert 'http_request_duration_seconds_count{operation="listBooks"} 3' in lines
    assert 'rate_limit_refusals_total{class="scarce"} 1' in lines
