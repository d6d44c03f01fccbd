"""What stops the storage.

StorageError    the database cannot be opened or used
"""

__all__ = ["StorageError"]


class StorageError(Exception):
    """The database cannot be opened or used."""
