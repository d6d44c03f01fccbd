"""Code from the contract: types that are generated whole, and functions added to modules that people own."""

from brainstormmsp.stubs.apply import Report, apply
from brainstormmsp.stubs.errors import HandlerSyntaxError, StubsError
from brainstormmsp.stubs.generate import generate
from brainstormmsp.stubs.options import Options, read_options

__all__ = [
    "HandlerSyntaxError",
    "Options",
    "Report",
    "StubsError",
    "apply",
    "generate",
    "read_options",
]
