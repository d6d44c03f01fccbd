"""The API's own problem codes, read from the root extension ``x-problem-codes``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.place import Place

__all__ = ["ProblemCode", "load_problem_codes"]

_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}").fullmatch
_MEMBERS = frozenset({"status", "meaning", "remedy"})


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """What a problem's ``code`` means: the status it comes with, and what the caller does about it."""

    code: str
    status: int
    meaning: str
    remedy: str


def load_problem_codes(document: Document) -> Mapping[str, ProblemCode]:
    """Return the codes that the document explains; raises ``ContractError`` listing every malformed one."""
    codes: dict[str, ProblemCode] = {}
    findings: list[Finding] = []
    for code, place in Place.root(document).members("x-problem-codes"):
        try:
            codes[code] = _problem_code(code, place)
        except ContractError as error:
            findings.extend(error.findings)
    if findings:
        raise ContractError(findings)
    return codes


def _problem_code(code: str, place: Place) -> ProblemCode:
    if not _CODE(code):
        place.fail("a problem code is lower-case words joined by underscores")
    for member in place.mapping():
        if member not in _MEMBERS:
            place.fail(f"a problem code has {', '.join(sorted(_MEMBERS))}, not this", member)
    status = place.whole("status")
    if not 400 <= status <= 599:
        place.fail("a problem's status is from 400 to 599", "status")
    for member in ("meaning", "remedy"):
        if not place.text(member):
            place.fail(f'"{member}" is missing')
    return ProblemCode(code, status, place.text("meaning"), place.text("remedy"))
