"""Webhook URLs that must be refused: a server that sends anywhere exposes its own network."""

from collections.abc import Iterable, Sequence

from contractfirst_conformance.areas.webhook_subscriptions import Subscriptions
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.receiver import RecordingReceiver

_NEEDS = [Need.FULL, Need.WEBHOOK_RECEIVER]
_SOURCE = "#/components/schemas/WebhookFields/properties/url"

_PLAIN = (
    "127.0.0.1",
    "127.0.0.2",
    "10.0.0.1",
    "10.255.255.254",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.0.1",
    "192.168.255.254",
    "169.254.0.1",
    "169.254.169.254",
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "[::1]",
    "[::]",
    "[fc00::1]",
    "[fd12:3456:789a::1]",
    "[fe80::1]",
)
_DISGUISED = (
    "2130706434",
    "0x7f000002",
    "0x7f.2",
    "127.2",
    "0177.0.0.2",
    "012.0.0.1",
    "10.1",
    "2852039166",
    "0xa9fea9fe",
    "0xa9.0xfe.0xa9.0xfe",
    "0251.0376.0251.0376",
    "[::ffff:10.0.0.1]",
    "[::ffff:7f00:2]",
    "[::ffff:a9fe:a9fe]",
    "[0:0:0:0:0:0:0:1]",
    "[64:ff9b::a00:1]",
    "[64:ff9b::169.254.169.254]",
    "localhost",
    "LOCALHOST",
    "service.localhost",
    "localhost.",
    "hooks.example.com@10.0.0.1",
    "hooks.example.com:443@127.0.0.2",
    "10.0.0.1#@hooks.example.com",
)
_SCHEMES = (
    "http://hooks.example.com/events",
    "http://93.184.215.14/events",
    "ftp://hooks.example.com/events",
    "file:///etc/passwd",
    "gopher://hooks.example.com/events",
    "javascript:alert(1)",
    "//hooks.example.com/events",
)


def _urls(context: CheckContext, hosts: Iterable[str]) -> list[str]:
    """Return a URL for each host but the one that is open to the suite."""
    ours = context.client.credentials.server.webhook_host.lower()
    return [f"https://{host}/events" for host in hosts if host.lower() not in (ours, f"[{ours}]")]


@check(
    "WH-42",
    area="webhooks",
    title="Private, loopback, link-local and metadata addresses are refused",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def private_addresses_are_refused(context: CheckContext) -> None:
    """A webhook URL into the server's own machine or network is refused with 400 at `/url`.

    Otherwise everyone with a key could make the server send requests to its neighbours and to the service
    that hands out its cloud credentials. The host that the operator has opened to the suite is left out.
    """
    _expect_refused(context, _urls(context, _PLAIN))


@check(
    "WH-43",
    area="webhooks",
    title="Private addresses are refused in every notation",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def disguises_are_seen_through(context: CheckContext) -> None:
    """Decimal, octal, hexadecimal and short forms, IPv4 in IPv6, and names of the local machine are refused.

    What counts is the address that a connection would go to, not how it is written.
    """
    _expect_refused(context, _urls(context, _DISGUISED))


@check(
    "WH-44",
    area="webhooks",
    title="Only https URLs are accepted",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def other_schemes_are_refused(context: CheckContext) -> None:
    """A URL with another scheme, including http, is refused with 400 at `/url`.

    Messages carry customer data, and a signature does not hide it.
    """
    _expect_refused(context, _SCHEMES)


def _expect_refused(context: CheckContext, urls: Sequence[str]) -> None:
    subscriptions = Subscriptions.of(context.server)
    for url in context.each(urls):
        exchange = context.client.send(subscriptions.creating(url))
        context.expect(
            _refused(exchange),
            f"A webhook that leads to {url} was answered {exchange.status}, not 400 with an error at /url.",
            exchange,
            subject=url,
        )
        identifier = exchange.fields.get("id")
        if exchange.succeeded and subscriptions.family.delete is not None and identifier is not None:
            values = {subscriptions.family.parameter: str(identifier)}
            delete = subscriptions.family.delete
            context.client.send(context.factory.request(delete, by=CALLER, path_values=values))
    _expect_nothing_made(context, subscriptions, urls)


def _expect_nothing_made(context: CheckContext, subscriptions: Subscriptions, urls: Sequence[str]) -> None:
    listing = subscriptions.family.list
    if listing is None:
        return
    exchange = subscriptions.newest(listing)
    items = exchange.fields.get("data")
    made = [each.get("url") for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    context.expect(
        not set(made) & set(urls),
        "A webhook that was refused is listed.",
        exchange,
        subject="listed",
    )


def _refused(exchange: Exchange) -> bool:
    errors = exchange.fields.get("errors")
    pointers = (
        [each.get("pointer") for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    )
    return exchange.status == 400 and "/url" in pointers


@check(
    "WH-45",
    area="webhooks",
    title="A webhook's URL cannot be changed to a private address",
    source=_SOURCE,
    needs=_NEEDS,
    stage=Stage.FRESH,
)
def replacing_is_judged_too(context: CheckContext) -> None:
    """Replacing a webhook's URL is refused like creating one, and changes nothing.

    Some servers check the URL only at creation.
    """
    subscriptions = Subscriptions.of(context.server)
    if subscriptions.family.replace is None or subscriptions.family.read is None:
        context.skip("the contract has no operation that replaces a webhook")
    receiver = RecordingReceiver(context.client.credentials.server.webhook_host, context.client.clock)
    try:
        hook = subscriptions.register(receiver.endpoint())
        for url in (*_urls(context, (_PLAIN[2], _PLAIN[9], *_DISGUISED[:2])), _SCHEMES[0]):
            exchange = context.client.send(subscriptions.changing(hook, url=url))
            context.expect(
                _refused(exchange),
                f"A webhook was turned to {url} and that was answered {exchange.status}, not 400 with an "
                "error at /url.",
                exchange,
                subject=url,
            )
        read = subscriptions.read(hook)
        context.expect(
            read.fields.get("url") == hook.endpoint.url,
            "A refused replacement changed the webhook.",
            read,
            subject="changed",
        )
        if subscriptions.family.delete is not None:
            subscriptions.delete(hook)
    finally:
        receiver.close()
