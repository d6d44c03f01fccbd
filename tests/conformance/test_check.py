"""The catalogue of checks itself."""

import pytest

from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.errors import UsageError


def test_every_check_has_an_id_a_title_a_source_and_a_page() -> None:
    checks = all_checks()
    assert len({check.id for check in checks}) == len(checks)
    for check in checks:
        assert check.title, check.id
        assert check.source, check.id
        assert len(check.page) > 60, check.id


def test_checks_are_selected_by_id_prefix_and_area() -> None:
    checks = all_checks()
    assert [check.id for check in select_checks(checks, ["resp-01"])] == ["RESP-01"]
    assert {check.area for check in select_checks(checks, ["errors"], ["ERR-01"])} == {"errors"}
    assert "ERR-01" not in {check.id for check in select_checks(checks, ["ERR"], ["ERR-01"])}
    with pytest.raises(UsageError, match="NOPE"):
        select_checks(checks, ["NOPE"])
