"""Every way the store itself can fail.

StoreError
├── InvalidDatabaseUrl     not a URL of a database that the store can use
├── DatabaseUnavailable    the database cannot be opened, or is another application's
├── WriterStopped          a write came after the store was closed
├── UnreadableSecret       a stored secret cannot be decrypted
└── UnknownOrganisation, UnknownApiKey    an administrator named what is not there
"""

__all__ = [
    "DatabaseUnavailable",
    "InvalidDatabaseUrl",
    "StoreError",
    "UnknownApiKey",
    "UnknownOrganisation",
    "UnreadableSecret",
    "WriterStopped",
]


class StoreError(Exception):
    """The root; its text is one line that an administrator can act on."""


class InvalidDatabaseUrl(StoreError):  # noqa: N818 - named like the problems
    """Not a URL of a database that the store can use."""


class DatabaseUnavailable(StoreError):  # noqa: N818
    """The database cannot be opened, or is another application's."""


class WriterStopped(StoreError):  # noqa: N818
    """A write came after the store was closed."""


class UnreadableSecret(StoreError):  # noqa: N818
    """A stored secret cannot be decrypted, or there is no key to encrypt one."""


class UnknownOrganisation(StoreError):  # noqa: N818
    """No organisation has this name."""


class UnknownApiKey(StoreError):  # noqa: N818
    """No API key has this client_id."""
