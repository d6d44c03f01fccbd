from random import Random

from hypothesis import given
from hypothesis import strategies as st

from brainstormmsp.jobs.attempt import back_off


@given(st.integers(1, 60), st.integers())
def test_waits_double_up_to_ten_minutes_less_at_most_half(attempt: int, seed: int) -> None:
    full = min(600.0, 2.0**attempt)
    assert full / 2 <= back_off(attempt, Random(seed)).total_seconds() <= full


def test_what_failed_together_does_not_come_back_together() -> None:
    random = Random(1)
    assert len({back_off(3, random) for _ in range(100)}) == 100
