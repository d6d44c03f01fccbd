"""The codes of an API's own problems come from its document."""

from pathlib import Path

import pytest

from contractfirst.contract import Contract, ContractError
from contractfirst.contract.problem_codes import ProblemCode

DOCUMENT = """\
openapi: 3.1.0
info: {{title: A, version: '1'}}
paths: {{}}
x-problem-codes:
{codes}
"""


def load(folder: Path, codes: str) -> Contract:
    path = folder / "api.yaml"
    path.write_text(DOCUMENT.format(codes=codes))
    return Contract.load(path)


def test_codes_are_read_with_what_explains_them(tmp_path: Path) -> None:
    contract = load(tmp_path, "  shelf_full: {status: 409, meaning: No room., remedy: Clear the shelf.}")
    assert contract.problem_codes == {
        "shelf_full": ProblemCode("shelf_full", 409, "No room.", "Clear the shelf.")
    }


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ("  Shelf-Full: {status: 409, meaning: a, remedy: b}", "lower-case words"),
        ("  full: {status: 200, meaning: a, remedy: b}", "from 400 to 599"),
        ("  full: {status: 409, remedy: b}", '"meaning" is missing'),
        ("  full: {status: 409, meaning: a}", '"remedy" is missing'),
        ("  full: {status: 409, meaning: a, remedy: b, cause: c}", "not this"),
    ],
)
def test_malformed_code_is_refused_at_its_place(tmp_path: Path, codes: str, message: str) -> None:
    with pytest.raises(ContractError) as refused:
        load(tmp_path, codes)
    (finding,) = refused.value.findings
    assert message in finding.message
    assert finding.line == 5
