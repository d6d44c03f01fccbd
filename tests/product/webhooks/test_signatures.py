"""Signatures can be verified as the Standard Webhooks specification says."""

import base64
import time
from datetime import UTC, datetime

import pytest
import standardwebhooks
import svix

from brainstormmsp.webhooks import generate_secret
from brainstormmsp.webhooks.signatures import signature

BODY = b'{"type":"client.created","timestamp":"2026-11-24T09:30:00.000Z","data":{"name":"Caf\xc3\xa9"}}'
ID = "01936d2a-7c00-7a11-8b1e-0c5d7e9fe701"


def headers(signatures: str, timestamp: int) -> dict[str, str]:
    return {"webhook-id": ID, "webhook-timestamp": str(timestamp), "webhook-signature": signatures}


def test_two_libraries_verify_what_was_signed() -> None:
    secret, timestamp = generate_secret(), int(time.time())
    sent = headers(signature([secret], ID, timestamp, BODY), timestamp)
    assert standardwebhooks.Webhook(secret).verify(BODY.decode(), sent)["type"] == "client.created"
    svix.Webhook(secret).verify(BODY, sent)


def test_two_libraries_agree_on_every_byte() -> None:
    secret, now = generate_secret(), datetime.now(UTC).replace(microsecond=0)
    ours = signature([secret], ID, int(now.timestamp()), BODY)
    assert ours == standardwebhooks.Webhook(secret).sign(ID, now, BODY.decode())
    assert ours == svix.Webhook(secret).sign(ID, now, BODY.decode())


def test_during_a_rotation_either_secret_verifies() -> None:
    new, old, other, timestamp = generate_secret(), generate_secret(), generate_secret(), int(time.time())
    sent = headers(signature([new, old], ID, timestamp, BODY), timestamp)
    for secret in (new, old):
        standardwebhooks.Webhook(secret).verify(BODY.decode(), sent)
        svix.Webhook(secret).verify(BODY, sent)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(other).verify(BODY.decode(), sent)


def test_anything_that_is_changed_no_longer_verifies() -> None:
    secret, timestamp = generate_secret(), int(time.time())
    sent = headers(signature([secret], ID, timestamp, BODY), timestamp)
    verify = standardwebhooks.Webhook(secret).verify
    for changed in (
        {"webhook-id": ID.replace("7", "8")},
        {"webhook-timestamp": str(timestamp + 1)},
    ):
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            verify(BODY.decode(), {**sent, **changed})
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        verify(BODY.decode() + " ", sent)


def test_a_secret_is_32_random_bytes_that_the_contract_allows() -> None:
    made = {generate_secret() for _ in range(100)}
    assert len(made) == 100
    for secret in made:
        assert secret.startswith("whsec_")
        assert len(base64.b64decode(secret[6:], validate=True)) == 32
