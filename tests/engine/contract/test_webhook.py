import pytest

from contractfirst.contract import Contract, Webhook
from tests.engine.contract.documents import complaints, contract, told

TEXT = """
webhooks:
  thing.created:
    post:
      summary: A thing came to be
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Event'}}
      responses: {204: {description: d}}
  thing.gone:
    $ref: '#/components/pathItems/Gone'
components:
  pathItems:
    Gone: {put: {responses: {204: {description: d}}}}
  schemas:
    Event:
      type: object
      required: [id, type]
      properties:
        id: {type: string, readOnly: true}
        type: {const: thing.created}
        secret: {type: string, writeOnly: true}
"""


@pytest.fixture(scope="module")
def loaded() -> Contract:
    return contract(TEXT)


def test_webhooks_are_named_as_the_document_names_them(loaded: Contract) -> None:
    assert list(loaded.webhooks) == ["thing.created", "thing.gone"]
    webhook = loaded.webhooks["thing.created"]
    assert isinstance(webhook, Webhook)
    assert (webhook.method, webhook.summary) == ("POST", "A thing came to be")
    assert webhook.pointer == "/webhooks/thing.created/post"


def test_a_payload_is_held_against_its_schema_as_something_that_is_sent(loaded: Contract) -> None:
    webhook = loaded.webhooks["thing.created"]
    assert webhook.violations({"id": "x", "type": "thing.created"}) == []
    assert sorted(told(webhook.violations({"type": "other", "secret": "s"}))) == [
        ("/id", "required"),
        ("/secret", "writeOnly"),
        ("/type", "const"),
    ]


def test_a_webhook_without_a_payload_takes_any(loaded: Contract) -> None:
    assert loaded.webhooks["thing.gone"].violations({"any": 1}) == []


def test_a_webhook_has_one_operation() -> None:
    assert complaints("webhooks:\n  a: {}\n") == ["2:3: a webhook has exactly one operation"]
