"""The context of one running check: what it may use, and the failures that it found."""

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import replace
from random import Random
from typing import NoReturn, TypeVar

from contractfirst.contract import Operation
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import CALLER, Caller
from contractfirst_conformance.errors import CannotCheck, Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.factory import RequestFactory
from contractfirst_conformance.failure import Failure
from contractfirst_conformance.fuzz_budget import FuzzBudget
from contractfirst_conformance.response_validator import ResponseValidator
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["CheckContext"]

Item = TypeVar("Item")
_MOST_SHOWN = 200


class CheckContext:
    """Passed to every check.

    ``random`` is seeded for this check alone, ``quick`` asks for fewer cases, ``fuzz`` limits how much is
    fuzzed.
    """

    def __init__(
        self,
        check_id: str,
        server: ServerUnderTest,
        *,
        seed: int = 1,
        quick: bool = False,
        fuzz: FuzzBudget | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.check_id = check_id
        self.server = server
        self.seed = seed
        self.random = Random(f"{seed} {check_id}")
        self.quick = quick
        self.fuzz = fuzz or FuzzBudget()
        self.assertions = 0
        self.notes: list[str] = []
        self._failures: dict[str, Failure] = {}
        self._on_progress = on_progress or (lambda done, total: None)

    @property
    def client(self) -> ApiClient:
        """The HTTP client."""
        return self.server.client

    @property
    def factory(self) -> RequestFactory:
        """Valid requests, and the resources that they name."""
        return self.server.factory

    @property
    def validator(self) -> ResponseValidator:
        """Validates responses against the contract."""
        return self.server.validator

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The failures found so far; a repeated one is there once, with its count."""
        return tuple(self._failures.values())

    def expect(
        self,
        condition: object,
        explanation: str,
        *exchanges: Exchange,
        operation: Operation | str | None = None,
        subject: str = "",
    ) -> bool:
        """Record a failure with this explanation unless ``condition`` holds; return whether it holds.

        The exchanges are shown with the failure. ``operation`` defaults to the last exchange's; ``subject``
        distinguishes several failures of one check and operation and must be the same in every run.
        """
        self.assertions += 1
        if condition:
            return True
        if operation is None:
            operation = next((e.operation for e in reversed(exchanges) if e.operation is not None), None)
        name = operation if isinstance(operation, str) else operation.id if operation is not None else ""
        failure = Failure(self.check_id, self.client.redactor.text(explanation), name, subject)
        seen = self._failures.get(failure.fingerprint)
        if seen is not None:
            self._failures[failure.fingerprint] = replace(seen, count=seen.count + 1)
            return False
        # All failures are kept, since waivers may cover the first ones only; evidence is not.
        if len(self._failures) < _MOST_SHOWN:
            failure = replace(failure, evidence=tuple(map(self.client.recorder.evidence, exchanges)))
        self._failures[failure.fingerprint] = failure
        return False

    def fail(
        self,
        explanation: str,
        *exchanges: Exchange,
        operation: Operation | str | None = None,
        subject: str = "",
    ) -> None:
        """Record a failure."""
        self.expect(False, explanation, *exchanges, operation=operation, subject=subject)

    def skip(self, reason: str) -> NoReturn:
        """End the check as skipped, unless it has made assertions already."""
        raise Skipped(reason)

    def note(self, text: str) -> None:
        """Add a note to the report that is not a failure, such as what was left out."""
        self.notes.append(self.client.redactor.text(text))

    def request(
        self, operation: Operation, *, by: Caller = CALLER, fresh: bool = False
    ) -> HttpRequest | None:
        """Return a valid request for an operation; ``None``, with a note, when none can be made."""
        try:
            return self.factory.request(operation, by=by, fresh=fresh)
        except CannotCheck as error:
            self.note(f"{operation.id} was left out: {error}")
            return None

    def progress(self, done: int, total: int = 0) -> None:
        """Show how far the check is."""
        self._on_progress(done, total)

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items and show how far the check is."""
        gathered = items if isinstance(items, Sized) else list(items)
        total = len(gathered)
        for done, item in enumerate(gathered):
            self._on_progress(done, total)
            yield item
        self._on_progress(total, total)
