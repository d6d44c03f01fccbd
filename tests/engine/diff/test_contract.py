"""The contract of this API, compared with itself and with edits of it."""

from pathlib import Path

import pytest

from contractfirst.contract.document import Document
from contractfirst.contract.place import Place
from contractfirst.diff import Source, diff_documents
from contractfirst.diff.schemas.prover import Prover
from contractfirst.diff.schemas.view import View

CONTRACT = Path(__file__).parents[3] / "openapi" / "brainstormmsp.yaml"
LIST_CLASS = b"list: {quantity: 100, window: 60, burst: 200"


def source(text: bytes) -> Source:
    return Source(Document(CONTRACT, text), "api.yaml")


def test_the_contract_does_not_differ_from_itself() -> None:
    text = CONTRACT.read_bytes()
    assert diff_documents(source(text), source(text + b"\n# The end.\n")) == ()


@pytest.mark.parametrize("annotation", ["readOnly", "writeOnly"])
def test_every_schema_is_proven_within_itself_by_what_it_means(
    annotation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prover = Prover(View(annotation))
    monkeypatch.setattr(prover, "same", lambda a, b: False)
    first, second = (Place.root(Document.load(CONTRACT)).child("components", "schemas") for _ in range(2))
    unproven = {name for name, place in first.members() if prover.admits(place, second.child(name))}
    assert unproven == set()


def test_a_tighter_rate_class_is_one_change_for_all_its_operations() -> None:
    text = CONTRACT.read_bytes()
    assert LIST_CLASS in text
    (change,) = diff_documents(
        source(text), source(text.replace(LIST_CLASS, LIST_CLASS.replace(b"100", b"90")))
    )
    assert (change.rule, change.severity) == ("rate-limit-tightened", "breaking")
    assert change.message == "rate class list: 100 in 60 s, burst 200 → 90 in 60 s, burst 200"
    assert len(change.operations) > 10
