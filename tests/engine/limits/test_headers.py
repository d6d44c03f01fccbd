"""The headers are spelled as the draft on RateLimit fields has them, with the burst beside."""

from contractfirst.limits import Decision, headers


def test_admitted_request_says_where_it_stands() -> None:
    decision = Decision(True, "list", 100, 60, 200, remaining=57, reset_seconds=12, retry_after=0)
    assert headers(decision, "acme-burst") == (
        ("RateLimit-Policy", '"list";q=100;w=60;acme-burst=200'),
        ("RateLimit", '"list";r=57;t=12'),
    )


def test_refused_request_says_when_to_come_back() -> None:
    decision = Decision(False, "bulk", 5, 60, 10, remaining=0, reset_seconds=120, retry_after=12)
    assert headers(decision, "acme-burst") == (
        ("RateLimit-Policy", '"bulk";q=5;w=60;acme-burst=10'),
        ("RateLimit", '"bulk";r=0;t=120'),
        ("Retry-After", "12"),
    )


def test_odd_class_names_stay_structured_field_strings() -> None:
    decision = Decision(True, 'a "b" \\', 1, 1, 1, remaining=0, reset_seconds=1, retry_after=0)
    assert headers(decision, "acme-burst")[1] == ("RateLimit", '"a \\"b\\" \\\\";r=0;t=1')
