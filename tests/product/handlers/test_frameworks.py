"""What the operation on frameworks promises."""

from tests.product.handlers.compliance_data import control_body
from tests.product.handlers.harness import Api

CODES = ["CIS", "ISO-27001", "NIST-CSF", "SOC-2"]


def test_there_are_four_catalogues_each_with_the_controls_that_name_it(api: Api) -> None:
    mapped = api.make("/controls", control_body(framework_refs=[{"framework": "CIS", "reference": "7.3"}]))
    plain = api.make("/controls", control_body("CUSTOM-002"))
    rows = api.walk("/frameworks", sort="code")
    assert [row["code"] for row in rows] == CODES
    controls = api.walk("/controls", limit=100)
    for row in rows:
        named = {
            control["id"]
            for control in controls
            if any(reference["framework"] == row["code"] for reference in control["framework_refs"])
        }
        assert set(row["control_ids"]) == named
        assert len(row["control_ids"]) == len(named)
        assert plain["id"] not in named
    assert mapped["id"] in rows[0]["control_ids"]


def test_another_organisations_mapping_is_not_shown_and_moves_nothing(api: Api) -> None:
    before = api.walk("/frameworks")
    body = control_body(framework_refs=[{"framework": "SOC-2", "reference": "CC7.1"}])
    made = api.make("/controls", body, api.other.both)
    assert api.walk("/frameworks") == before
    theirs = {row["code"]: row for row in api.walk("/frameworks", key=api.other.both)}
    assert made["id"] in theirs["SOC-2"]["control_ids"]
    assert {row["updated_at"] for row in theirs.values()} == {"2026-01-05T00:00:00.000Z"}
    api.put(f"/controls/{made['id']}", control_body(), key=api.other.both)
    assert api.walk("/frameworks", key=api.other.both) == before


def test_pages_sort_and_filter(api: Api) -> None:
    for sort in ("created_at", "updated_at", "code", "title"):
        rows = api.walk("/frameworks", sort=sort, limit=1)
        assert rows == sorted(rows, key=lambda row: (row[sort], row["id"]))
        assert api.walk("/frameworks", sort=f"-{sort}", limit=3) == rows[::-1]
    assert {row["code"] for row in api.walk("/frameworks", code=["CIS", "SOC-2"], limit=1)} == {
        "CIS",
        "SOC-2",
    }
    assert api.walk("/frameworks", updated_since="2026-01-06T00:00:00Z") == []
    assert len(api.walk("/frameworks", updated_since="2026-01-05T00:00:00Z")) == 4
    cursor = api.get("/frameworks", params={"limit": 1}).json()["next_cursor"]
    for params in ({"cursor": cursor, "sort": "code"}, {"cursor": "x"}, {"code": "PCI"}, {"limit": 101}):
        api.problem(api.get("/frameworks", params=params), 400, "invalid_request")
