"""The checks of what is below HTTP, against an honest front and against fronts that are wrong."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from contractfirst.contract import Contract
from contractfirst_conformance.areas import transport
from contractfirst_conformance.check import all_checks, select_checks
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.exchange import HttpRequest
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.runner import RunPlan, run_check
from contractfirst_conformance.server_under_test import ServerUnderTest
from contractfirst_conformance.transport import HttpTransport, TransportFailure
from defects.certificate import Certificate
from defects.defect import Defect, all_defects
from defects.relay import Manners, baseline_front, relay
from tests.conformance.product import quiet_listener
from tests.conformance.stub import DOCUMENT, Stub, stub_server, write_document

PROMISES = "Everything is JSON over tls 1.3."
FRONTS = [each for each in all_defects() if each.front is not None]


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    with stub_server() as served:
        yield served


@pytest.fixture(autouse=True)
def less_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_SECONDS", 3.0)


def origin_of(stub: Stub) -> str:
    return stub.url.removesuffix("/api")


def results(tmp_path: Path, origin: str, says: str = PROMISES) -> dict[str, tuple[CheckStatus, str]]:
    """Return what came of each check, by a contract whose description says something."""
    document = write_document(
        tmp_path, DOCUMENT.replace("title: Things", f"title: Things, description: {says}")
    )
    server = ServerUnderTest.of(
        ApiClient(Contract.load(document), f"{origin}/api", transport=HttpTransport(5, verify=False))
    )
    found = {}
    for check in select_checks(all_checks(), ["transport"]):
        result, _ = run_check(check, server, RunPlan([check]), quiet_listener())
        found[check.id] = result.status, result.reason
    server.client.close()
    return found


def test_a_correct_front_passes_every_check(tmp_path: Path, stub: Stub) -> None:
    with baseline_front(origin_of(stub)) as origin:
        found = results(tmp_path, origin)
    assert {check_status for check_status, _ in found.values()} == {CheckStatus.PASS}, found


def test_an_address_is_a_name_too(tmp_path: Path, stub: Stub) -> None:
    with baseline_front(origin_of(stub)) as origin:
        found = results(tmp_path, f"https://127.0.0.1:{urlsplit(origin).port}")
    assert found["TLS-05"][0] is CheckStatus.PASS, found


@pytest.mark.parametrize("planted", FRONTS, ids=[each.name for each in FRONTS])
def test_a_wrong_front_fails_the_check_named_for_it_alone(
    tmp_path: Path, stub: Stub, planted: Defect
) -> None:
    assert planted.front is not None
    with planted.front(origin_of(stub)) as origin:
        found = results(tmp_path, origin)
    assert found[planted.check][0] is CheckStatus.FAIL, found
    failed = [check for check, (check_status, _) in found.items() if check_status is CheckStatus.FAIL]
    # Who speaks no TLS 1.3 speaks something older, and who says nothing more says nothing under load.
    also = {"speaks_no_tls_1_3": {"TLS-02", "TLS-04"}, "closes_after_the_handshake": {"TLS-04"}}
    assert set(failed) - also.get(planted.name, set()) == {planted.check}, found


@pytest.mark.parametrize("says", ["Everything is JSON over HTTPS.", "''"])
def test_without_a_documented_version_older_ones_are_skipped(tmp_path: Path, stub: Stub, says: str) -> None:
    with relay(origin_of(stub), Manners(oldest=ssl.TLSVersion.TLSv1_2)) as origin:
        found = results(tmp_path, origin, says)
    assert found["TLS-02"] == (CheckStatus.SKIP, "the contract's description does not promise TLS 1.3")
    assert found["TLS-01"][0] is CheckStatus.PASS, found


@pytest.mark.parametrize(
    ("oldest", "check_status"),
    [(ssl.TLSVersion.TLSv1_2, CheckStatus.PASS), (ssl.TLSVersion.TLSv1_1, CheckStatus.FAIL)],
)
def test_a_version_documented_besides_1_3_is_allowed(
    tmp_path: Path, stub: Stub, oldest: ssl.TLSVersion, check_status: CheckStatus
) -> None:
    with relay(origin_of(stub), Manners(oldest=oldest)) as origin:
        found = results(tmp_path, origin, "JSON over TLS 1.2 or TLS 1.3.")
    assert found["TLS-02"][0] is check_status, found


def test_every_check_of_transport_finds_a_front() -> None:
    assert {each.id for each in select_checks(all_checks(), ["transport"])} == {each.check for each in FRONTS}


def test_a_front_passes_on_large_bodies(stub: Stub) -> None:
    """A relay that lost octets would make faults of its own."""
    with baseline_front(origin_of(stub)) as origin, HttpOver(origin) as over:
        for size in (0, 1, 65_535, 65_536, 200_000):
            response = over.post(b"x" * size)
            assert response == 404, size


class HttpOver:
    """Posts bodies to an origin whose certificate nobody vouches for."""

    def __init__(self, origin: str) -> None:
        self._origin, self._transport = origin, HttpTransport(5, verify=False)

    def __enter__(self) -> "HttpOver":
        return self

    def __exit__(self, *raised: object) -> None:
        self._transport.close()

    def post(self, body: bytes) -> int:
        request = HttpRequest("POST", "/nothing", body=body)
        return self._transport.send(request, f"{self._origin}/api/nothing").status


def test_the_client_library_refuses_what_the_check_must_look_at(stub: Stub) -> None:
    with relay(origin_of(stub), Manners(Certificate(since=-90, until=-1))) as origin:
        pem = ssl.get_server_certificate(("localhost", urlsplit(origin).port or 0))
        trusting = HttpTransport(5, ssl.create_default_context(cadata=pem))
        with pytest.raises(TransportFailure, match="expired"):
            trusting.send(HttpRequest("GET", "/api/"), f"{origin}/api/")
        trusting.close()


def test_without_a_listener_the_checks_are_errors(tmp_path: Path) -> None:
    found = results(tmp_path, "https://127.0.0.1:9")
    assert found["TLS-01"][0] is CheckStatus.ERROR
    assert "no connection" in found["TLS-01"][1]


def test_without_https_the_checks_are_skipped(tmp_path: Path) -> None:
    found = results(tmp_path, "http://127.0.0.1:9")
    assert {check_status for check_status, _ in found.values()} == {CheckStatus.SKIP}
