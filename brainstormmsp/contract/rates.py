"""Rate classes, read from the root extension ``x-rate-limits``."""

from collections.abc import Mapping
from dataclasses import dataclass

from brainstormmsp.contract.document import Document

__all__ = ["RateClass", "load_rate_classes"]


@dataclass(frozen=True, slots=True)
class RateClass:
    """A token bucket: ``burst`` tokens at most, refilled by ``quantity`` in each ``window`` (seconds).

    ``keys`` says what a bucket is kept for: ``client``, ``presented-client``, ``source-address``.
    """

    name: str
    quantity: int
    window: int
    burst: int
    keys: tuple[str, ...]


def load_rate_classes(document: Document) -> Mapping[str, RateClass]:
    """Return the rate classes by name; raises ``ContractError`` listing every malformed one."""
    raise NotImplementedError
