"""Names and types in the contract that generators cannot put into code."""

from brainstormmsp.contract_file import contract_file
from contractfirst.contract import Contract

CONTRACT = Contract.load(contract_file())


def test_no_schema_has_the_name_of_a_tags_class() -> None:
    # openapi-generator names the class of a tag's operations TagApi, and exports it beside the schemas.
    schemas = {name for name, _ in CONTRACT.model.root.child("components").members("schemas")}
    assert {f"{operation.tag}Api" for operation in CONTRACT.operations.values()} & schemas == set()


def test_events_share_no_tag_with_operations() -> None:
    # openapi-generator makes no usable class of a tag that webhooks have.
    webhooks = CONTRACT.webhooks.values()
    assert all(webhook.place.has("tags") for webhook in webhooks)
    events = {tag.value for webhook in webhooks for tag in webhook.place.items("tags")}
    assert {operation.tag for operation in CONTRACT.operations.values()} & events == set()
