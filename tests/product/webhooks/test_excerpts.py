"""What the log promises: the beginnings of what was said, and no secret in them."""

import pytest

from brainstormmsp.webhooks.excerpts import request_excerpt, response_excerpt


@pytest.mark.parametrize(
    "secret",
    [
        "whsec_RVhBTVBMRS1ub3QtYS1zZWNyZXQtRVhBTVBMRQ==",
        "v1,ZXhhbXBsZS1zaWduYXR1cmUtZm9yLXRoZS1kb2NzLW8=",
        "Bearer abc.def-ghi",
        "bmsp_MTIzNDU2Nzg5MDEyMzQ1Njc4OTA",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl",
    ],
)
def test_an_answer_that_repeats_a_secret_is_redacted(secret: str) -> None:
    shown = response_excerpt(f"failed with {secret} and more".encode())
    assert shown is not None
    assert secret not in shown
    assert "[redacted]" in shown
    assert shown.startswith("failed with")


def test_a_secret_at_the_end_of_what_is_read_is_redacted_too() -> None:
    shown = response_excerpt(b"x" * 990 + b" whsec_RVhBTVBMRS1ub3QtYS1zZWNyZXQtRVhBTVBMRQ==")
    assert shown is not None
    assert "whsec" not in shown


def test_an_excerpt_is_text_of_at_most_1000_characters() -> None:
    assert response_excerpt(b"") is None
    assert response_excerpt(b"ok") == "ok"
    assert len(response_excerpt("é".encode() * 4000) or "") == 1000
    assert "\0" not in (response_excerpt(b"a\0b\xff") or "")


def test_a_request_is_shown_without_its_signature() -> None:
    shown = request_excerpt({"webhook-id": "1", "webhook-signature": "v1,abc"}, "b" * 3000)
    assert shown["headers"] == {"webhook-id": "1", "webhook-signature": "[redacted]"}
    assert len(shown["body_excerpt"]) == 2000
