"""Errors of webhooks that occur on our side, not at the receiver.

WebhookError
├── TargetError                the endpoint's host leads nowhere that we go; ``outcome`` is the log's word
│   ├── NameResolutionError
│   └── PrivateAddressError
├── TlsError                   no trusted connection
└── PayloadError               an event that does not fit the contract
"""

from typing import ClassVar

__all__ = [
    "NameResolutionError",
    "PayloadError",
    "PrivateAddressError",
    "TargetError",
    "TlsError",
    "WebhookError",
]


class WebhookError(Exception):
    """The root."""


class TargetError(WebhookError):
    """The endpoint's host cannot or must not be connected to."""

    outcome: ClassVar[str]


class NameResolutionError(TargetError):
    """The host has no address right now."""

    outcome = "name_not_resolved"


class PrivateAddressError(TargetError):
    """The host is, or resolves to, an address that is not public."""

    outcome = "private_address"


class TlsError(WebhookError):
    """The endpoint's certificate is not trusted, or TLS could not be agreed on."""


class PayloadError(WebhookError):
    """An event that does not match the contract and cannot be shortened to match."""
