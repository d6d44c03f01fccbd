import pytest

from contractfirst.contract.names import python_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("getClient", "get_client"),
        ("listHTTPErrors", "list_http_errors"),
        ("If-Match", "if_match"),
        ("X-Request-Id", "x_request_id"),
        ("filter[status]", "filter_status"),
        ("client_id", "client_id"),
        ("from", "from_"),
        ("2fa", "_2fa"),
        ("Asset actions", "asset_actions"),
        ("$", "_"),
    ],
)
def test_names_become_identifiers(name: str, expected: str) -> None:
    assert python_name(name) == expected
    assert expected.isidentifier()
