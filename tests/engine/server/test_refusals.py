"""What the server may refuse with, and whether the contract says so."""

from contractfirst.contract.security import bearer_schemes
from contractfirst.server.refusals import possible_refusals, undocumented_refusals
from tests.engine.server.harness import Running, run_document, writer


def test_refusals_follow_from_what_the_operation_asks_for(library: Running) -> None:
    bearer = bearer_schemes(library.contract.model)
    operations = library.contract.operations
    assert bearer == {"oauth2"}
    assert possible_refusals(operations["getBook"], bearer) == {400, 401, 403, 429}
    assert possible_refusals(operations["createBook"], bearer) == {400, 401, 403, 409, 413, 415, 422, 429}
    assert possible_refusals(operations["issueToken"], bearer) == {400, 413, 415, 429}
    assert possible_refusals(operations["readOddly"], bearer) == {400}


def test_undocumented_refusals_are_found(library: Running) -> None:
    found = undocumented_refusals(library.contract)
    assert found["deleteBook"] == [400, 403]
    assert "createBook" not in found


def test_undocumented_refusal_is_sent_all_the_same() -> None:
    running = run_document("library")
    assert running.ask("DELETE", "/books/no-uuid", headers=writer).status_code == 400
