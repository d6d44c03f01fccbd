"""The same three operations in other frameworks, on the same store: ``python -m benches.peers NAME``.

Each module has ``application(store)``, which returns an ASGI application as its framework's documentation
would have it written, with the same bearer token, the same models and the same routes. All are served by the
same function as ours, so with the same settings of granian and the same event loop. None of them limits
rates, sends ETags or logs.
"""
