"""What the contract lets every operation of a kind promise, so that none is forgotten."""

import re

import pytest

from contractfirst.contract import Operation
from tests.product.handlers.operations import OPERATIONS

LISTS = [each for each in OPERATIONS if each.rate_class is not None and each.rate_class.name == "list"]
DETAILS = [each for each in OPERATIONS if each.rate_class is not None and each.rate_class.name == "detail"]


def every(operations: list[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", operations, ids=lambda operation: operation.id)


def parameters(operation: Operation) -> set[str]:
    return {parameter.name for parameter in operation.parameters}


def headers(operation: Operation, status: str) -> set[str]:
    return set(operation.responses[status].headers)


def test_no_operation_of_the_first_60_is_lost() -> None:
    assert len(OPERATIONS) >= 60


@every(OPERATIONS)
def test_the_class_follows_from_what_the_operation_does(operation: Operation) -> None:
    assert operation.rate_class is not None
    name = operation.rate_class.name
    if operation.method == "GET":
        assert name in {"list", "detail"}
    elif operation.path.startswith("/auth/"):
        assert name == "authentication"
    elif operation.path.startswith("/bulk/"):
        assert name == "bulk"
    elif operation.path == "/reports":
        assert name == "report"
    else:
        assert name == "write"


@every(OPERATIONS)
def test_a_body_may_have_1_mib_and_5_mib_in_bulk_and_8_kib_for_tokens(operation: Operation) -> None:
    kibibytes = 5 * 1024 if operation.path.startswith("/bulk/") else 1024
    if operation.path.startswith("/auth/"):
        kibibytes = 8
    assert operation.max_body_bytes == kibibytes * 1024


@every(OPERATIONS)
def test_every_response_has_its_request_id_and_a_429_says_when(operation: Operation) -> None:
    for status in operation.responses:
        assert "x-request-id" in headers(operation, status), status
        # The limiter has not spoken yet where no token was good, and need not have where we fail.
        if operation.anonymous or status not in {"401", "500"}:
            assert status == "500" or {"ratelimit", "ratelimit-policy"} <= headers(operation, status), status
    assert "retry-after" in headers(operation, "429")


@every(LISTS)
def test_lists_are_asked_in_one_way(operation: Operation) -> None:
    # Jobs and events expire by themselves and are followed in the order of their creation.
    since = "created_since" if operation.id in {"listJobs", "listEvents"} else "updated_since"
    assert {"limit", "cursor", "sort", since} <= parameters(operation)
    assert "link" in headers(operation, "200")
    (limit,) = (parameter for parameter in operation.parameters if parameter.name == "limit")
    decoded, violations = operation.decode_parameters(
        dict.fromkeys(re.findall(r"{(\w+)}", operation.path), "0190b5ff-0000-7000-8000-000000000000"), "", []
    )
    assert (decoded[limit.python_name], violations) == (25, [])


@every(DETAILS)
def test_details_have_an_entity_tag_and_a_304(operation: Operation) -> None:
    assert "etag" in headers(operation, "200")
    assert "If-None-Match" in parameters(operation)
    assert "304" in operation.responses


# The software of an asset is a list, which has no entity tag.
@every([each for each in OPERATIONS if each.method == "PUT" and each.id != "replaceAssetSoftware"])
def test_replacements_are_guarded_by_if_match(operation: Operation) -> None:
    assert "If-Match" in parameters(operation)
    assert "412" in operation.responses
    assert "etag" in headers(operation, "200")


@every([each for each in OPERATIONS if each.method == "POST" and not each.anonymous])
def test_posts_take_an_idempotency_key_and_say_where_to_look(operation: Operation) -> None:
    assert operation.takes_idempotency_key
    assert {"409", "422"} <= set(operation.responses)
    if "200" in operation.responses:
        # It returns the resource in its path, or what it did.
        return
    (success,) = {"201", "202"} & set(operation.responses)
    assert "location" in headers(operation, success)
    if success == "202":
        assert "retry-after" in headers(operation, success)


@every(OPERATIONS)
def test_validation_failures_are_400_and_never_422(operation: Operation) -> None:
    assert "400" in operation.responses
    assert ("422" in operation.responses) == operation.takes_idempotency_key
