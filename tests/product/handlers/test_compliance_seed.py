"""What the demo organisation's compliance promises, seen through the API and in the store."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from brainstormmsp.compliance.seed import make_compliance
from brainstormmsp.store import Database
from brainstormmsp.store.evidence import digest
from brainstormmsp.store.risk import risk_score
from brainstormmsp.store.seed import ORGANISATION, PARTS, clients, seed
from contractfirst.clock import ManualClock
from tests.product.handlers.harness import NOW, Api
from tests.product.handlers.test_seed import dump

STORY = (*PARTS, make_compliance)


@pytest.fixture(autouse=True)
def few_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell of a dozen clients: the story is the same, and quickly told."""
    monkeypatch.setattr(clients, "_COUNT", 12)


@pytest.fixture
def told(api: Api) -> Api:
    """The application with the demo data of ``home``."""
    assert api.home.name == ORGANISATION
    seed(api.database, api.clock, parts=STORY)
    # Walking much of it takes more requests than a minute has.
    api.clock.advance(60)
    return api


def rows(api: Api, path: str, **params: Any) -> list[dict[str, Any]]:
    api.clock.advance(120)
    return api.walk(path, limit=100, **params)


def test_the_same_seed_tells_the_same_story(tmp_path: Path) -> None:
    told = []
    for name, random_seed in (("first", 1), ("second", 1), ("other", 2)):
        database = Database.open(f"sqlite:///{tmp_path / name}.db")
        seed(database, ManualClock(NOW), random_seed, parts=STORY)
        told.append(dump(database))
        database.close()
    assert told[0] == told[1] != told[2]


def test_everything_is_what_the_contract_documents(told: Api) -> None:
    # The server holds each response against the contract before it sends it.
    for path, least in (("/evaluations", 1000), ("/evidence", 1000), ("/remediations", 100)):
        found = rows(told, path)
        assert len(found) >= least
        assert told.get(f"{path}/{found[-1]['id']}").json() == found[-1]
        assert all(NOW.isoformat() >= row["created_at"][:19] for row in found)
    own = rows(told, "/controls", origin="custom")
    assert [control["state"] for control in own] == ["enabled", "test", "draft"]


def test_half_a_year_gets_better(told: Api) -> None:
    evaluations = rows(told, "/evaluations", mode="live")
    passed: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for row in evaluations:
        if row["result"] != "not_applicable":
            judged[row["evaluated_at"][:7]] += 1
            passed[row["evaluated_at"][:7]] += row["result"] == "pass"
    shares = [passed[month] / judged[month] for month in sorted(judged)]
    assert len(shares) == 6
    assert shares[-1] > shares[0] + 0.1
    assert len({row["evaluated_at"][:10] for row in evaluations}) == 13


def test_what_follows_from_verdicts_fits_them(told: Api) -> None:
    evaluations = {row["id"]: row for row in rows(told, "/evaluations")}
    evidence = {row["id"]: row for row in rows(told, "/evidence")}
    remediations = rows(told, "/remediations")
    assert {row["status"] for row in remediations} == {"open", "in_progress", "accepted_risk", "resolved"}
    newest = {(row["client_id"], row["control_id"]): row for row in evaluations.values()}
    unresolved: Counter[tuple[str, str]] = Counter()
    for row in remediations:
        opener = evaluations[row["evaluation_id"]]
        assert opener["result"] in ("fail", "partial")
        assert (opener["client_id"], opener["control_id"]) == (row["client_id"], row["control_id"])
        if row["status"] != "resolved":
            unresolved[row["client_id"], row["control_id"]] += 1
            assert newest[row["client_id"], row["control_id"]]["result"] != "pass"
    assert set(unresolved.values()) == {1}
    for row in evaluations.values():
        first, *filed = (evidence[evidence_id] for evidence_id in row["evidence_ids"])
        assert (first["source"], first["collected_at"]) == ("evaluation", row["evaluated_at"])
        assert all(piece["kind"] != "api" for piece in filed)
    assert all(row["sha256"] == digest(row) for row in evidence.values())


def test_risk_scores_follow_from_what_is_open(told: Api) -> None:
    remediations = rows(told, "/remediations", status="open,in_progress")
    alerts = rows(told, "/alerts", status="open,acknowledged")
    scores = []
    for client in rows(told, "/clients", status="active,onboarding,disabled"):
        expected = risk_score(
            *(
                Counter(row["severity"] for row in found if row["client_id"] == client["id"])
                for found in (remediations, alerts)
            )
        )
        assert client["risk_score"] == expected
        scores.append(expected)
    assert len(set(scores)) > 3


def test_nobody_is_told_of_it(told: Api) -> None:
    assert told.events() == []
