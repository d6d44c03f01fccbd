"""The conformance suite: every promise of a contract, tested on a running server."""
