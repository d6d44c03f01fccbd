"""A second implementation of a dozen operations, in plain Starlette.

It shares no code with ours: it has the document, and validates with another library. So the suite is seen to
judge what the contract says, not what our own server happens to do. It is honest but for the faults of
``faults.py``, each of which can be switched on.
"""
