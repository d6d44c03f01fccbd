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
    """One thing that is wrong with the document; ``line`` and ``column`` count from 1.

    ``code`` says what kind of thing it is, where tools treat it apart: ``syntax`` or ``duplicate-key``.
    """

    path: str
    line: int
    column: int
    pointer: str
    message: str
    code: str = ""

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
    """Gathers findings of several steps: ``with findings:`` around each that may raise ``ContractError``."""

    def __init__(self, found: Iterable[Finding] = ()) -> None:
        self._found: list[Finding] = list(found)

    def __enter__(self) -> "Findings":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, ContractError):
            self._found.extend(error.findings)
            return True
        return False

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings that nobody raised."""
        self._found.extend(findings)

    def settled(self) -> tuple[Finding, ...]:
        """Return everything found, by place and each once."""
        return tuple(sorted(set(self._found)))

    def settle(self) -> None:
        """Raise one ``ContractError`` with everything found; or return."""
        if self._found:
            raise ContractError(self.settled())
