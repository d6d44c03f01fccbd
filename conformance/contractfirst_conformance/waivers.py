"""Failures that are let pass: waived by name until a date, or known from an earlier run."""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from contractfirst_conformance.check import Result
from contractfirst_conformance.errors import UsageError
from contractfirst_conformance.failure import CheckStatus, Failure

__all__ = ["Waiver", "Waivers", "read_baseline", "read_waivers"]

_MEMBERS = frozenset({"check", "operation", "subject", "reason", "until"})


@dataclass(frozen=True, slots=True)
class Waiver:
    """Lets failures of a check pass until a day, itself included; ``*`` in the names stands for anything."""

    check: str
    operation: str
    subject: str
    reason: str
    until: date

    def covers(self, failure: Failure) -> bool:
        return (
            _matches(failure.check, self.check)
            and _matches(failure.operation, self.operation)
            and _matches(failure.subject, self.subject)
        )


def _matches(name: str, pattern: str) -> bool:
    """Return whether a name matches; only ``*`` is special, so that subjects can be copied."""
    return fnmatchcase(name, re.sub(r"[\[?]", r"[\g<0>]", pattern))


class Waivers:
    """What is let pass on a given day."""

    def __init__(self, waivers: Iterable[Waiver], known: Iterable[str], today: date) -> None:
        self._live = [each for each in waivers if each.until >= today]
        self._known = frozenset(known)

    def reason(self, failure: Failure) -> str | None:
        """Return why a failure is let pass, ``None`` when it is not."""
        for waiver in self._live:
            if waiver.covers(failure):
                return f"{waiver.reason} (until {waiver.until})"
        return "known from the baseline" if failure.fingerprint in self._known else None

    def apply(self, result: Result) -> Result:
        """Return the result with the accepted failures separated, and the status that remains.

        A check that could not run to its end stays an ERROR, whatever is waived.
        """
        if not result.failures:
            return result
        reasons = [(failure, self.reason(failure)) for failure in result.failures]
        waived = tuple((failure, reason) for failure, reason in reasons if reason is not None)
        left = tuple(failure for failure, reason in reasons if reason is None)
        if left:
            check_status = CheckStatus.FAIL
        else:
            check_status = CheckStatus.ERROR if result.status is CheckStatus.ERROR else CheckStatus.WAIVED
        return replace(result, failures=left, waived=waived, status=check_status)


def read_waivers(path: Path) -> list[Waiver]:
    """Read ``[[waivers]]`` of a TOML file: check, reason, until; operation and subject where they matter.

    Raises:
        UsageError: the file cannot be read, or a waiver has no reason or no date.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{path}: is not TOML: {error}") from error
    given = data.get("waivers", [])
    if data.keys() - {"waivers"} or not isinstance(given, list):
        raise UsageError(f"{path}: holds [[waivers]] and nothing else")
    return [_waiver(each, number, path) for number, each in enumerate(given, 1)]


def _waiver(data: object, number: int, path: Path) -> Waiver:
    where = f"{path}: waiver {number}"
    if not isinstance(data, dict) or data.keys() - _MEMBERS:
        raise UsageError(f"{where}: has {', '.join(sorted(_MEMBERS))} and nothing else")
    if not data.get("check") or not str(data.get("reason", "")).strip():
        raise UsageError(f"{where}: needs a check and a reason")
    until = data.get("until")
    if isinstance(until, str):
        try:
            until = date.fromisoformat(until)
        except ValueError:
            until = None
    # A datetime is a date to Python, but not one that can be compared with a day.
    if not isinstance(until, date) or isinstance(until, datetime):
        raise UsageError(f"{where}: needs a date until, without a time, such as 2027-01-31")
    operation, subject = str(data.get("operation", "*")), str(data.get("subject", "*"))
    return Waiver(str(data["check"]), operation, subject, str(data["reason"]), until)


def read_baseline(path: Path) -> list[str]:
    """Return the failures of an earlier run's JSON report; raises ``UsageError``."""
    try:
        report = json.loads(path.read_text("utf-8"))
        return [
            str(failure["fingerprint"])
            for result in report["results"]
            for failure in (*result["failures"], *result["waived"])
        ]
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: is not a JSON report of an earlier run") from error
