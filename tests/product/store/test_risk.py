"""What the risk score promises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from brainstormmsp.store.risk import risk_score

counts = st.fixed_dictionaries({name: st.integers(0, 500) for name in ("critical", "high", "medium", "low")})


def test_nothing_open_is_calm() -> None:
    assert risk_score({}, {}) == 0
    assert risk_score({}, {"informational": 40}) == 0


def test_the_score_follows_its_formula() -> None:
    assert risk_score({"critical": 1}, {}) == 20
    assert risk_score({"high": 2, "medium": 5, "low": 8}, {"critical": 2}) == 50


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(counts, counts, st.sampled_from(["critical", "high", "medium", "low"]))
def test_more_never_lowers_it_and_worse_weighs_more(
    remediations: dict[str, int], alerts: dict[str, int], severity: str
) -> None:
    score = risk_score(remediations, alerts)
    assert 0 <= score < 100
    more = {**remediations, severity: remediations[severity] + 1}
    worse = {**remediations, "critical": remediations["critical"] + 1}
    assert score <= risk_score(more, alerts) <= risk_score(worse, alerts)
    assert score <= risk_score(remediations, {**alerts, severity: alerts[severity] + 1})
