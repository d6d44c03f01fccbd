"""What stops a mock from answering.

Exception
└── UnsatisfiableError      no value was found that a schema admits
"""

__all__ = ["UnsatisfiableError"]


class UnsatisfiableError(Exception):
    """No value was found that the schema admits; the message says where and why."""
