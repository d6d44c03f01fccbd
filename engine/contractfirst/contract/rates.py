"""Rate classes, read from the root extensions ``x-rate-limits`` and ``x-rate-limit-burst-parameter``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.place import Place

__all__ = ["BURST_PARAMETER", "KEYS", "RateClass", "load_burst_parameter", "load_rate_classes"]

KEYS = ("client", "presented-client", "source-address")
BURST_PARAMETER = "contractfirst-burst"
"""The RateLimit-Policy parameter for a burst of a document that names none."""
_BURST_EXTENSION = "x-rate-limit-burst-parameter"
_PARAMETER = re.compile(r"[a-z*][a-z0-9_.*-]*").fullmatch
_MEMBERS = frozenset({"quantity", "window", "burst", "keys"})


@dataclass(frozen=True, slots=True)
class RateClass:
    """A token bucket: ``burst`` tokens at most, refilled by ``quantity`` in each ``window`` (seconds).

    ``keys`` says what a bucket is kept for: ``client``, the caller; ``presented-client``, the client whose
    secret a request presents, or its id and the source address if the secret is wrong; ``source-address``.
    """

    name: str
    quantity: int
    window: int
    burst: int
    keys: tuple[str, ...]


def load_rate_classes(document: Document) -> Mapping[str, RateClass]:
    """Return the rate classes by name; raises ``ContractError`` listing every malformed one."""
    classes: dict[str, RateClass] = {}
    findings: list[Finding] = []
    for name, place in Place.root(document).members("x-rate-limits"):
        try:
            classes[name] = _rate_class(name, place)
        except ContractError as error:
            findings.extend(error.findings)
    if findings:
        raise ContractError(findings)
    return classes


def load_burst_parameter(document: Document) -> str:
    """Return the RateLimit-Policy parameter for a burst, the root extension ``x-rate-limit-burst-parameter``.

    Raises:
        ContractError: it is not a key of a structured field (RFC 9651 section 3.1.2).
    """
    root = Place.root(document)
    name = root.text(_BURST_EXTENSION, BURST_PARAMETER)
    if not _PARAMETER(name):
        root.fail("must be a structured field key: a-z, 0-9, _, -, . and *", _BURST_EXTENSION)
    return name


def _rate_class(name: str, place: Place) -> RateClass:
    for member in place.mapping():
        if member not in _MEMBERS:
            place.fail(f"a rate class has {', '.join(sorted(_MEMBERS))}, not this", member)
    keys = []
    for key in place.items("keys"):
        if key.value not in KEYS:
            key.fail(f"a key is one of {', '.join(KEYS)}")
        keys.append(str(key.value))
    quantity = place.whole("quantity")
    return RateClass(
        name=name,
        quantity=quantity,
        window=place.whole("window"),
        burst=place.whole("burst", quantity),
        keys=tuple(keys) or ("client",),
    )
