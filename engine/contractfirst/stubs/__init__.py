"""Code from the contract: types that are generated whole, and functions added to modules that people own."""

from contractfirst.stubs.apply import StubReport, apply
from contractfirst.stubs.drift import Drift, check
from contractfirst.stubs.errors import HandlerSyntaxError, StubsError
from contractfirst.stubs.generate import generate
from contractfirst.stubs.options import Options, read_options
from contractfirst.stubs.status import HandlerStatus, status

__all__ = [
    "Drift",
    "HandlerStatus",
    "HandlerSyntaxError",
    "Options",
    "StubReport",
    "StubsError",
    "apply",
    "check",
    "generate",
    "read_options",
    "status",
]
