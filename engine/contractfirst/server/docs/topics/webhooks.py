"""The page on webhooks: events, their headers, and how to verify them."""

from dataclasses import dataclass

from contractfirst.contract import Contract, Webhook
from contractfirst.server.docs.topics.listed import ListedParameter
from contractfirst.server.docs.topics.payloads import example_payload

__all__ = ["webhooks"]

# The headers of the Standard Webhooks specification.
_SIGNED = frozenset({"webhook-id", "webhook-timestamp", "webhook-signature"})
_VERIFICATION = """\
import base64, hashlib, hmac

def is_genuine(secret: str, headers: dict[str, str], body: bytes) -> bool:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    given = headers["webhook-signature"].split()
    return any(hmac.compare_digest(expected, each) for each in given)"""


@dataclass(frozen=True, slots=True)
class ListedWebhook:
    """One event; ``example`` is its payload, indented, or empty if the contract has none."""

    name: str
    summary: str
    description: str
    example: str


def webhooks(contract: Contract) -> dict[str, object]:
    """Return the values of the page on webhooks."""
    parameters: dict[str, ListedParameter] = {}
    answers: dict[str, ListedParameter] = {}
    for webhook in contract.webhooks.values():
        for reference in webhook.place.items("parameters"):
            parameter = reference.resolved()
            name = parameter.text("name")
            parameters.setdefault(name, ListedParameter(name, parameter.text("description")))
        for status, reference in webhook.place.members("responses"):
            description = reference.resolved().text("description")
            answers.setdefault(status, ListedParameter(status, description))
    return {
        "webhooks": [
            ListedWebhook(each.name, each.summary, each.description, _example(each))
            for each in contract.webhooks.values()
        ],
        "parameters": list(parameters.values()),
        "answers": list(answers.values()),
        "signed": {each.lower() for each in parameters} >= _SIGNED,
        "verification": _VERIFICATION,
    }


def _example(webhook: Webhook) -> str:
    body = "requestBody"
    return example_payload(webhook.place.child(body).resolved()) if webhook.place.has(body) else ""
