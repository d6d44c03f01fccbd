"""References: found wherever a body has them, or could have them by its schema."""

from uuid import UUID

from contractfirst.contract import Contract
from contractfirst_conformance.bodies import BodyFactory
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.factory import RequestFactory
from contractfirst_conformance.references import BodyReference, references, with_reference
from contractfirst_conformance.server_under_test import ServerUnderTest

CONTRACT = Contract.load("openapi/brainstormmsp.yaml")
PARAMETERS = frozenset({"client_id", "contact_id", "asset_id", "control_id"})


def factory() -> RequestFactory:
    return ServerUnderTest.of(ApiClient(CONTRACT, "http://127.0.0.1:9/api/v1")).factory


def test_references_are_found_at_every_depth() -> None:
    body = {"client_id": "a", "items": [{"asset_id": "b", "below": {"control_ids": ["c"]}}], "name": "d"}
    found = references(body, PARAMETERS)
    assert [str(each) for each in found] == ["client_id", "items/*/asset_id", "items/*/below/control_ids"]
    assert [each.many for each in found] == [False, False, True]


def test_what_a_body_could_have_counts_in_items_of_lists_too() -> None:
    members = factory().members(CONTRACT.operations["bulkUpsertTickets"])
    found = references({"items": [{"client_id": "a", "contact_id": None}]}, PARAMETERS, members)
    assert {str(each) for each in found} == {f"items/*/{name}_id" for name in ("client", "contact", "asset")}


def test_a_name_that_is_no_reference_there_is_none() -> None:
    assert references({"client_id": 7, "control_ids": "a", "names": ["b"]}, PARAMETERS) == []
    assert references(["client_id"], PARAMETERS) == []


def test_a_job_names_its_resources_where_its_body_can() -> None:
    server = ServerUnderTest.of(ApiClient(CONTRACT, "http://127.0.0.1:9/api/v1"))
    bodies = BodyFactory(server.client, [], PARAMETERS, lambda name, by: str(UUID(int=1)))
    body = bodies.body(CONTRACT.operations["runEvaluations"], by=None)
    assert body == {"client_ids": [str(UUID(int=1))], "control_ids": [str(UUID(int=1))]}


def test_a_reference_is_replaced_and_the_body_kept() -> None:
    body = {"items": [{"client_id": "a"}]}
    changed = with_reference(body, BodyReference(("items", 0, "asset_id"), "asset_id"), "b")
    assert changed == {"items": [{"client_id": "a", "asset_id": "b"}]}
    assert body == {"items": [{"client_id": "a"}]}


def test_a_list_takes_several_ids_and_a_single_reference_the_last() -> None:
    many = BodyReference(("control_ids",), "control_id", many=True)
    assert with_reference({}, many, "a", "b") == {"control_ids": ["a", "b"]}
    assert with_reference({}, BodyReference(("client_id",), "client_id"), "a", "b") == {"client_id": "b"}
