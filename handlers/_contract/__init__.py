# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""What the contract says, in Python's types."""
