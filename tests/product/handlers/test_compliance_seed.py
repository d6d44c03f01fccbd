"""What the demo organisation's compliance promises, seen through the API and in the store."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from brainstormmsp.compliance.seed import make_compliance
from brainstormmsp.store import Database
from brainstormmsp.store.encryption import Encryption
from brainstormmsp.store.evidence import digest
from brainstormmsp.store.risk import risk_score
from brainstormmsp.store.seed import ORGANISATION, PARTS, clients, seed
from contractfirst.clock import ManualClock
from tests.product.handlers.harness import NOW, Api
from tests.product.handlers.test_seed import dump

STORY = (*PARTS, make_compliance)


@pytest.fixture(autouse=True)
def few_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seed only a dozen clients, which is faster."""
    monkeypatch.setattr(clients, "_COUNT", 12)


@pytest.fixture
def seeded(api: Api) -> Api:
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
    dumps = []
    for name, random_seed in (("first", 1), ("second", 1), ("other", 2)):
        database = Database.open(f"sqlite:///{tmp_path / name}.db", Encryption([b"a secret of tests"]))
        seed(database, ManualClock(NOW), random_seed, parts=STORY)
        dumps.append(dump(database))
        database.close()
    assert dumps[0] == dumps[1] != dumps[2]


def test_everything_is_what_the_contract_documents(seeded: Api) -> None:
    # The server holds each response against the contract before it sends it.
    for path, least in (("/evaluations", 1000), ("/evidence", 1000), ("/remediations", 100)):
        found = rows(seeded, path)
        assert len(found) >= least
        assert seeded.get(f"{path}/{found[-1]['id']}").json() == found[-1]
        assert all(NOW.isoformat() >= row["created_at"][:19] for row in found)
    own = rows(seeded, "/controls", origin="custom")
    assert [control["state"] for control in own] == ["enabled", "test", "draft"]


def test_half_a_year_gets_better(seeded: Api) -> None:
    evaluations = rows(seeded, "/evaluations", mode="live")
    passed: Counter[str] = Counter()
    evaluated: Counter[str] = Counter()
    for row in evaluations:
        if row["result"] != "not_applicable":
            evaluated[row["evaluated_at"][:7]] += 1
            passed[row["evaluated_at"][:7]] += row["result"] == "pass"
    shares = [passed[month] / evaluated[month] for month in sorted(evaluated)]
    assert len(shares) == 6
    assert shares[-1] > shares[0] + 0.1
    assert len({row["evaluated_at"][:10] for row in evaluations}) == 13


def test_evidence_and_remediations_match_their_evaluations(seeded: Api) -> None:
    evaluations = {row["id"]: row for row in rows(seeded, "/evaluations")}
    evidence = {row["id"]: row for row in rows(seeded, "/evidence")}
    remediations = rows(seeded, "/remediations")
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


def test_risk_scores_follow_from_what_is_open(seeded: Api) -> None:
    remediations = rows(seeded, "/remediations", status=["open", "in_progress"])
    alerts = rows(seeded, "/alerts", status=["open", "acknowledged"])
    scores = []
    for client in rows(seeded, "/clients", status=["active", "onboarding", "disabled"]):
        expected = risk_score(
            *(
                Counter(row["severity"] for row in found if row["client_id"] == client["id"])
                for found in (remediations, alerts)
            )
        )
        assert client["risk_score"] == expected
        scores.append(expected)
    assert len(set(scores)) > 3


def test_seeding_emits_no_events(seeded: Api) -> None:
    assert seeded.events() == []
