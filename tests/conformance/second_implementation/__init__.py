"""A second implementation of a dozen operations, in plain Starlette.

It shares no code with ours: it has the document, and validates with another library. So the suite is shown to
test the contract and not the behaviour of our own server. It is correct except for those of ``faults.py``,
each of which can be switched on.
"""
