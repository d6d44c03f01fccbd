"""The JSON report: everything, for programs; what ``--baseline`` reads."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from contractfirst_conformance.check import Result
from contractfirst_conformance.failure import Failure
from contractfirst_conformance.outcome import Outcome

__all__ = ["machine"]

_VERSION = 1


def machine(outcome: Outcome) -> str:
    """Return the outcome as JSON."""
    report = {
        "version": _VERSION,
        "title": outcome.title,
        "url": outcome.url,
        "document": outcome.document,
        "seed": outcome.seed,
        "started": datetime.fromtimestamp(outcome.started, UTC).isoformat(),
        "seconds": round(outcome.seconds, 3),
        "waited_seconds": round(outcome.waited, 3),
        "exchanges": outcome.exchanges,
        "exit_code": int(outcome.exit_code),
        "aborted": outcome.aborted,
        "counts": {check_status.value: count for check_status, count in sorted(outcome.counts.items())},
        "results": [_result(result) for result in outcome.results],
        "matrix": outcome.matrix,
    }
    return json.dumps(report, indent=1, ensure_ascii=False)


def _result(result: Result) -> dict[str, Any]:
    return {
        "check": result.check.id,
        "area": result.check.area,
        "title": result.check.title,
        "source": result.check.source,
        "verdict": result.status.value,
        "reason": result.reason,
        "seconds": round(result.seconds, 3),
        "exchanges": result.exchanges,
        "judgements": result.assertions,
        "failures": [_failure(failure) for failure in result.failures],
        "waived": [{**_failure(failure), "reason": reason} for failure, reason in result.waived],
        "evidence": [asdict(evidence) for evidence in result.evidence],
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {"fingerprint": failure.fingerprint, **asdict(failure)}
