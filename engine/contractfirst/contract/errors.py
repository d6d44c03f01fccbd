"""What goes wrong with a contract, and with a response held against it.

Exception
├── ContractError        the document cannot be served; every finding has file:line:col
├── ResponseViolation    a handler's response is not what the contract documents
└── UnsatisfiableError   no value was found that a schema admits
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType

__all__ = ["ContractError", "Finding", "Findings", "ResponseViolation", "UnsatisfiableError"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with the document; ``line`` and ``column`` count from 1."""

    path: str
    line: int
    column: int
    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class ContractError(Exception):
    """The document is not one that can be served; ``str()`` gives one finding a line."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))


class ResponseViolation(Exception):  # noqa: N818 - it is the response that errs
    """A response that the contract does not document; ``messages`` are for the log, never for the caller."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("; ".join(self.messages))


class UnsatisfiableError(Exception):
    """No value was found that the schema admits; the message says where and why."""


class Findings:
    """Gathers findings of several steps: ``with findings:`` around each, ``settle`` at the end."""

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def __enter__(self) -> "Findings":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, ContractError):
            self._found.extend(error.findings)
            return True
        return False

    def settle(self) -> None:
        """Raise one ``ContractError`` with everything found, by place and each once; or return."""
        if self._found:
            raise ContractError(sorted(set(self._found)))
