"""Planted defects: a sample is killed, each by the check named for it, and nothing fails without them."""

from pathlib import Path

from brainstormmsp.contract import Contract
from conformance.check import Verdict, all_checks, select_checks
from conformance.defects.defect import all_defects
from conformance.defects.matrix import Silent, judge
from conformance.local import local_server
from conformance.runner import Plan, run
from conformance.target import Target

CONTRACT = Path("openapi/brainstormmsp.yaml")
SAMPLE = {
    "read_back_respelled",
    "put_merges",
    "delete_only_says_so",
    "tag_never_changes",
    "unknown_parameter_ignored",
    "body_always_says_400",
    "undocumented_member",
    "challenge_is_missing",
}


def test_every_defect_names_a_check_and_no_two_share_a_name() -> None:
    known = {check.id for check in all_checks()}
    defects = all_defects()
    assert len({each.name for each in defects}) == len(defects)
    for each in defects:
        assert {each.check, *each.beside} <= known, each.name
        assert each.check not in each.beside, each.name


def test_every_law_kills_a_defect() -> None:
    laws = {check.id for check in all_checks() if check.area == "laws"}
    assert laws <= {each.check for each in all_defects()}


def test_a_sample_is_killed_by_the_checks_named_for_it(tmp_path: Path) -> None:
    with local_server(tmp_path, CONTRACT, probes=1) as server:
        target = Target(Contract.load(CONTRACT), server.url, server.credentials)
        chosen = [each for each in all_defects() if each.name in SAMPLE]
        kills = [judge(each, server, target) for each in chosen]
        honest = run(target, Plan(select_checks(all_checks(), [each.check for each in chosen])), Silent())
        target.close()
    assert [each.planted.name for each in kills if not each.killed] == []
    assert [each.check.id for each in honest.results if each.verdict is Verdict.FAIL] == []
