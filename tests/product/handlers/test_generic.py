"""What every operation promises, whatever it does."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from contractfirst.contract import Operation
from tests.product.handlers.harness import Api
from tests.product.handlers.operations import OPERATIONS, example_content, path_of

PROTECTED = [operation for operation in OPERATIONS if not operation.anonymous]
WITH_BODY = [operation for operation in OPERATIONS if operation.request_body is not None]


def every(operations: list[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", operations, ids=lambda operation: operation.id)


@pytest.fixture(scope="module")
def shared(make_shared_api: Callable[..., Api]) -> Api:
    """One application for all operations; nothing here changes what it holds."""
    return make_shared_api()


@pytest.fixture(autouse=True)
def full_buckets(shared: Api) -> None:
    shared.clock.advance(3600)


@every(PROTECTED)
def test_without_a_token_nobody_gets_in(shared: Api, operation: Operation) -> None:
    response = shared.request(
        operation.method, path_of(operation), anonymous=True, **example_content(operation)
    )
    shared.problem(response, 401, "missing_token")
    assert response.headers["www-authenticate"].startswith("Bearer ")
    assert "error=" not in response.headers["www-authenticate"]
    assert "ratelimit" not in response.headers


@every(PROTECTED)
def test_a_forged_token_opens_nothing(shared: Api, operation: Operation) -> None:
    signed, _, signature = shared.token(shared.home.both).rpartition(".")
    forged = f"{signed}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
    content = example_content(operation)
    headers = {**content.pop("headers", {}), "Authorization": f"Bearer {forged}"}
    response = shared.request(operation.method, path_of(operation), headers=headers, **content)
    shared.problem(response, 401, "invalid_token")
    assert 'error="invalid_token"' in response.headers["www-authenticate"]


@every(PROTECTED)
def test_the_scope_decides_what_a_token_may_do(shared: Api, operation: Operation) -> None:
    home = shared.home
    administers = operation.path.startswith("/api-keys") and operation.method != "GET"
    scope = "api-keys:write" if administers else "read" if operation.method == "GET" else "write"
    if operation.id == "getMe":
        assert operation.scope_alternatives == (frozenset({"read"}), frozenset({"write"}))
        return
    assert operation.scope_alternatives == (frozenset({scope}),)
    wrong = home.writer if scope != "write" else home.reader
    response = shared.request(operation.method, path_of(operation), key=wrong, **example_content(operation))
    shared.problem(response, 403, "insufficient_scope")
    assert 'error="insufficient_scope"' in response.headers["www-authenticate"]
    assert response.headers["ratelimit-policy"].startswith(f'"{operation.rate_class.name}"')  # type: ignore[union-attr]  # each has one


@every(OPERATIONS)
def test_an_unknown_query_parameter_is_named(shared: Api, operation: Operation) -> None:
    response = shared.request(
        operation.method, path_of(operation), params={"surprise": "1"}, **example_content(operation)
    )
    assert response.status_code == 400, response.text
    if operation.problem_format == "rfc9457":
        errors = shared.problem(response, 400, "invalid_request")["errors"]
        assert [error["parameter"] for error in errors] == ["surprise"]


@every(WITH_BODY)
def test_a_body_that_is_too_large_is_refused(shared: Api, operation: Operation) -> None:
    response = shared.request(
        operation.method,
        path_of(operation),
        content=b" " * (operation.max_body_bytes + 1),
        headers={"Content-Type": "application/json"},
    )
    shared.problem(response, 413, "content_too_large")


@every(WITH_BODY)
@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", None])
def test_a_body_of_another_type_is_refused(shared: Api, operation: Operation, media_type: str | None) -> None:
    headers = {} if media_type is None else {"Content-Type": media_type}
    response = shared.request(operation.method, path_of(operation), content=b"{}", headers=headers)
    shared.problem(response, 415, "unsupported_media_type")


@every([operation for operation in WITH_BODY if operation.problem_format == "rfc9457"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"a": NaN}', b"\xff\xfe{\x00}\x00"])
def test_a_body_that_is_no_object_is_a_400(shared: Api, operation: Operation, content: bytes) -> None:
    if not operation.request_body or (not content and not operation.request_body.required):
        pytest.skip("the body may be left out")
    response = shared.request(
        operation.method,
        path_of(operation),
        content=content,
        headers={"Content-Type": "application/json"},
    )
    shared.problem(response, 400, "invalid_request")


@every(PROTECTED)
def test_past_the_limit_the_answer_says_when_to_come_back(shared: Api, operation: Operation) -> None:
    rate = operation.rate_class
    assert rate is not None
    # A plan that leaves room for one request, so that the second is past the limit.
    key = shared.add_key(shared.home.id, multiplier=Fraction(1, rate.burst))
    path, content = path_of(operation), example_content(operation)
    assert shared.request(operation.method, path, key=key, **content).status_code != 429
    refused = shared.request(operation.method, path, key=key, **content)
    shared.problem(refused, 429, "rate_limited")
    assert int(refused.headers["retry-after"]) == -(-rate.window * rate.burst // rate.quantity)


@every(OPERATIONS)
def test_an_unexpected_failure_tells_nothing(
    shared: Api, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise ArithmeticError("a secret of the inside")

    async def fail_later(*_arguments: object) -> None:
        fail()

    monkeypatch.setattr(shared.backend, "read", fail)
    monkeypatch.setattr(shared.backend, "write", fail_later)
    response = shared.request(operation.method, path_of(operation), **example_content(operation))
    shared.problem(response, 500, "internal_error")
    assert "secret" not in response.text


@every([operation for operation in OPERATIONS if "{" in operation.path])
def test_a_malformed_id_in_a_path_is_a_400(shared: Api, operation: Operation) -> None:
    names = [parameter for parameter in operation.parameters if parameter.location == "path"]
    path = path_of(operation, **{parameter.name: "not-an-id" for parameter in names})
    response = shared.request(operation.method, path, **example_content(operation))
    errors = shared.problem(response, 400, "invalid_request")["errors"]
    assert {error["parameter"] for error in errors} == {parameter.name for parameter in names}


@every([operation for operation in OPERATIONS if operation.method == "GET"])
def test_head_is_get_without_its_body(shared: Api, operation: Operation) -> None:
    response = shared.request("HEAD", path_of(operation))
    assert response.content == b""
    assert response.status_code in {200, 404, 501}


@every(OPERATIONS)
def test_a_method_that_the_path_lacks_is_told_what_it_has(shared: Api, operation: Operation) -> None:
    response = shared.request("TRACE", path_of(operation), anonymous=True)
    shared.problem(response, 405, "method_not_allowed")
    assert operation.method in response.headers["allow"].split(", ")
