"""JUnit XML, as CI systems read it: a suite an area, a case a check."""

import re
from itertools import groupby
from xml.etree import ElementTree

from contractfirst_conformance.check import Result
from contractfirst_conformance.failure import CheckStatus, Failure
from contractfirst_conformance.outcome import Outcome

__all__ = ["junit"]

# What XML 1.0 cannot carry (section 2.2).
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST = 20


def junit(outcome: Outcome) -> str:
    """Return the outcome as JUnit XML."""
    counts = _counts(outcome.results, outcome.seconds)
    if outcome.aborted:
        # This suite is counted with the others.
        counts |= {name: str(int(counts[name]) + 1) for name in ("tests", "errors")}
    root = ElementTree.Element("testsuites", {"name": f"Conformance: {outcome.title}", **counts})
    by_area = sorted(outcome.results, key=lambda result: result.check.area)
    for area, results in groupby(by_area, key=lambda result: result.check.area):
        listed = list(results)
        seconds = sum(result.seconds for result in listed)
        suite = ElementTree.SubElement(root, "testsuite", {"name": area, **_counts(listed, seconds)})
        for result in listed:
            _case(suite, result)
    if outcome.aborted:
        suite = ElementTree.SubElement(root, "testsuite", {"name": "run", "tests": "1", "errors": "1"})
        case = ElementTree.SubElement(suite, "testcase", {"name": "the run came to its end"})
        ElementTree.SubElement(case, "error", {"message": _clean(outcome.aborted)})
    ElementTree.indent(root)
    return ElementTree.tostring(root, "unicode", xml_declaration=True)


def _counts(results: list[Result], seconds: float) -> dict[str, str]:
    check_statuses = [result.status for result in results]
    return {
        "tests": str(len(results)),
        "failures": str(check_statuses.count(CheckStatus.FAIL)),
        "errors": str(check_statuses.count(CheckStatus.ERROR)),
        "skipped": str(check_statuses.count(CheckStatus.SKIP)),
        "time": f"{seconds:.3f}",
    }


def _case(suite: ElementTree.Element, result: Result) -> None:
    check = result.check
    case = ElementTree.SubElement(
        suite,
        "testcase",
        {
            "classname": f"conformance.{check.area}",
            "name": f"{check.id} {check.title}",
            "time": f"{result.seconds:.3f}",
        },
    )
    if result.status is CheckStatus.FAIL:
        message = f"{len(result.failures)} failures"
        element = ElementTree.SubElement(case, "failure", {"message": message, "type": check.id})
        element.text = _clean("\n\n".join(map(_described, result.failures[:_MOST])))
    elif result.status is CheckStatus.ERROR:
        message = result.reason.splitlines()[0] if result.reason else ""
        element = ElementTree.SubElement(case, "error", {"message": _clean(message), "type": check.id})
        element.text = _clean(result.reason)
    elif result.status is CheckStatus.SKIP:
        ElementTree.SubElement(case, "skipped", {"message": _clean(result.reason)})
    if result.waived:
        reported = "\n".join(f"waived: {failure.fingerprint}: {reason}" for failure, reason in result.waived)
        ElementTree.SubElement(case, "system-out").text = _clean(reported)


def _described(failure: Failure) -> str:
    lines = [failure.fingerprint, failure.explanation]
    for evidence in failure.evidence:
        lines += [evidence.curl, f"→ {evidence.status or evidence.failure} {evidence.response_body[:500]}"]
    return "\n".join(lines)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
