"""The secrets that messages are signed with."""

import json

from contractfirst_conformance.areas.webhook_event_run import event_run_of
from contractfirst_conformance.areas.webhook_subscriptions import Subscriptions
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.receiver import PREFIX, RecordingReceiver, key_of_secret

_NEEDS = [Need.FULL, Need.WEBHOOK_RECEIVER]
_STANDARD = "Standard Webhooks 1.0, signature scheme"
_LEAST, _MOST = 24, 64


@check(
    "WH-40",
    area="webhooks",
    title="Every webhook has its own strong secret",
    source=_STANDARD,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def secrets_are_strong(context: CheckContext) -> None:
    """A new webhook returns its secret: `whsec_` and the base64 of 24 to 64 bytes, different each time."""
    seen: dict[str, Exchange] = {}
    for hook in event_run_of(context).hooks:
        key = key_of_secret(hook.secret)
        context.expect(
            key is not None and _LEAST <= len(key) <= _MOST,
            f"The secret of a new webhook is not {PREFIX} and the base64 of {_LEAST} to {_MOST} bytes.",
            hook.created,
            subject="form",
        )
        context.expect(
            key is None or (len(set(key)) > _LEAST // 3 and hook.secret not in seen),
            "The secret of a webhook is that of another one, or hardly random.",
            hook.created,
            subject="repeated",
        )
        seen[hook.secret] = hook.created


@check(
    "WH-41",
    area="webhooks",
    title="A secret is returned once",
    source=_STANDARD,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def secrets_are_shown_once(context: CheckContext) -> None:
    """Reading, listing and replacing a webhook do not return the secret that its creation returned.

    Whoever can read webhooks must not be able to sign for the server.
    """
    subscriptions = Subscriptions.of(context.server)
    family = subscriptions.family
    receiver = RecordingReceiver(context.client.credentials.server.webhook_host, context.client.clock)
    try:
        hook = subscriptions.register(receiver.endpoint())
        looks = []
        if family.read is not None:
            looks.append(subscriptions.read(hook))
        if family.replace is not None:
            looks.append(subscriptions.change(hook))
        if family.list is not None:
            looks.append(subscriptions.newest(family.list))
        if family.delete is not None:
            subscriptions.delete(hook)
    finally:
        receiver.close()
    if not looks:
        context.skip("the contract has no operation that shows a webhook again")
    for look in looks:
        if not look.succeeded:
            raise CannotCheck("a webhook of ours could not be looked at", look)
        context.expect(
            PREFIX not in json.dumps(look.json),
            "A secret is shown again.",
            look,
        )
