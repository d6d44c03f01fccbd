"""Evaluation runs as jobs: every evaluation exactly once, in a bounded number of statements."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from brainstormmsp.compliance import evaluation_run
from brainstormmsp.compliance.collect import collect_facts
from brainstormmsp.jobs import Interrupted, Run
from brainstormmsp.store import Transaction
from brainstormmsp.store.assets import ASSETS
from brainstormmsp.store.clients import CLIENTS
from tests.product.handlers.compliance_data import control_body, make_server
from tests.product.handlers.harness import Api

KINDS = ("assets", "backup_jobs", "contacts", "alerts", "tickets", "evidence")


@pytest.mark.parametrize("done", range(1, 7))
def test_an_interrupted_run_goes_on_where_it_was(
    api: Api, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    monkeypatch.setattr(evaluation_run, "_CONTROLS_IN_A_STEP", 2)
    clients = [api.make_client(name)["id"] for name in ("First", "Second")]
    for client_id in clients:
        make_server(api, client_id, 60)
    controls = [api.make("/controls", control_body(f"CUSTOM-00{n}"))["id"] for n in range(5)]
    response = api.post("/evaluations", {"control_ids": controls, "client_ids": clients})
    left = iter(range(done))
    step: Callable[..., Any] = Run.step

    def interrupted(run: Run, *arguments: Any, **named: Any) -> Any:
        if next(left, None) is None:
            raise Interrupted
        return step(run, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Run, "step", interrupted)
        api.worker().run_one()
    finished = done == 6
    job = api.get(f"/jobs/{response.json()['id']}").json()
    assert (job["status"] == "succeeded") is finished
    assert finished or job["progress"] < 100
    assert len(api.walk("/evaluations")) == min(10, [0, 2, 4, 5, 7, 9, 10][done])
    result = api.job(response)["result"]
    assert (result["evaluated"], result["failed"], result["remediations_opened"]) == (10, 10, 10)
    pairs = Counter((row["client_id"], row["control_id"]) for row in api.walk("/evaluations"))
    assert set(pairs) == {(client_id, control_id) for client_id in clients for control_id in controls}
    assert set(pairs.values()) == {1}
    assert Counter(name for name, _ in api.events())["evaluation.failed"] == 10


def test_facts_take_five_statements_and_one_a_population(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    client = api.make_client()

    def fill(scope: Any) -> None:
        for number in range(50):
            body = {"client_id": client["id"], "type": "endpoint", "hostname": f"e{number}"}
            ASSETS.insert(scope, body)

    api.in_store(fill)
    asked: list[object] = []
    for name in ("one", "all", "scalar"):
        original = getattr(Transaction, name)

        def counting(self: Transaction, *arguments: Any, original: Any = original) -> Any:
            asked.append(arguments[0])
            return original(self, *arguments)

        monkeypatch.setattr(Transaction, name, counting)
    facts = api.in_store(
        lambda scope: collect_facts(scope, CLIENTS.get(scope, client["id"]), frozenset(KINDS))
    )
    assert len(asked) == 5 + len(KINDS)
    assert len(facts.populations["assets"]) == 50
    asked.clear()
    api.in_store(lambda scope: collect_facts(scope, client, frozenset()))
    assert len(asked) == 4
