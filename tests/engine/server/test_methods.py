"""404, 405, HEAD and OPTIONS."""

from tests.engine.server.harness import Running, reader
from tests.engine.server.sockets import LiveServer, exchange


def test_unknown_paths_are_404_problems(library: Running) -> None:
    for path in ("/shelf/v1/nowhere", "/shelf/v1/", "/shelf/v1", "/shelf/v11/books", "/", "/etc/passwd"):
        response = library.ask_outside("GET", path)
        assert response.status_code == 404, path
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["instance"] == path


def test_head_is_get_without_the_body(library: Running) -> None:
    get, head = (library.ask(method, "/books", headers=reader) for method in ("GET", "HEAD"))
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"] == str(len(get.content))
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_head_of_a_problem_has_no_body(library: Running) -> None:
    response = library.ask("HEAD", "/books")
    assert response.status_code == 401
    assert response.content == b""


def test_head_sends_no_body_over_a_socket(live: LiveServer) -> None:
    answer = exchange(live.port, b"HEAD /shelf/v1/slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"content-length: " in head.lower()
    assert body == b""


def test_options_lists_the_methods_without_a_token(library: Running) -> None:
    response = library.ask("OPTIONS", "/books")
    assert response.status_code == 204
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert response.content == b""
    assert "Content-Length" not in response.headers
    assert library.ask("OPTIONS", "/nowhere").status_code == 404


def test_methods_are_case_sensitive(live: LiveServer) -> None:
    answer = exchange(live.port, b"get /shelf/v1/slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 405 ")


def test_operation_without_a_handler_is_a_501(library: Running) -> None:
    response = library.ask("GET", "/unwritten")
    assert response.status_code == 501
    assert response.json()["code"] == "not_implemented"
    assert library.application.unresolved == ("readUnwritten",)


def test_coroutine_handlers_are_awaited_with_the_call(library: Running) -> None:
    response = library.ask("GET", "/slow?seconds=0", headers={"X-Request-Id": "request-1"})
    assert response.json() == {"request_id": "request-1", "path": "/slow"}
