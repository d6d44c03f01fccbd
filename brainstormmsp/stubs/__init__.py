"""Code from the contract: types that are generated whole, and functions added to modules that people own."""

from brainstormmsp.stubs.apply import Report, apply
from brainstormmsp.stubs.drift import Drift, check
from brainstormmsp.stubs.errors import HandlerSyntaxError, StubsError
from brainstormmsp.stubs.generate import generate
from brainstormmsp.stubs.options import Options, read_options
from brainstormmsp.stubs.status import HandlerStatus, status

__all__ = [
    "Drift",
    "HandlerStatus",
    "HandlerSyntaxError",
    "Options",
    "Report",
    "StubsError",
    "apply",
    "check",
    "generate",
    "read_options",
    "status",
]
