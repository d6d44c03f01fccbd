"""Lists in pages: what is a right list, however it writes its times, and what leads nowhere."""

from collections.abc import Callable, Mapping
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from contractfirst_conformance.credentials import CALLER
from contractfirst_conformance.errors import BrokenPagination, Skipped, TooManyPages
from contractfirst_conformance.exchange import HttpResponse
from contractfirst_conformance.failure import CheckStatus
from contractfirst_conformance.list_operation import listings
from tests.conformance.scripted import answer, check_status, pages, scripted

Respond = Callable[[Mapping[str, str]], HttpResponse]


def items(
    count: int, form: Callable[[int], str] = lambda n: f"2026-01-02T03:04:{n:02}Z"
) -> list[dict[str, Any]]:
    return [{"id": str(number), "created_at": form(number)} for number in range(count)]


def walk(tmp_path: Path, respond: Respond) -> list[str]:
    server, _ = scripted(tmp_path, respond)
    (listing,) = listings(server)
    return listing.walk(server, server.factory.request(listing.operation, by=CALLER), by=CALLER).ids


def ignoring(query: Mapping[str, str]) -> HttpResponse:
    return pages(items(9), {**query, "cursor": "0"})


def refusing(query: Mapping[str, str]) -> HttpResponse:
    return answer(400, {}) if "cursor" in query else pages(items(9), query)


def circling(query: Mapping[str, str]) -> HttpResponse:
    return answer(200, {"data": items(int(query.get("cursor", "1"))), "next_cursor": "2"})


def endless(query: Mapping[str, str]) -> HttpResponse:
    number = int(query.get("cursor", "1"))
    return answer(200, {"data": items(1, lambda _: str(number)), "next_cursor": str(number + 1)})


def test_a_walk_sees_every_page(tmp_path: Path) -> None:
    assert walk(tmp_path, lambda query: pages(items(9), query)) == [str(number) for number in range(9)]


@pytest.mark.parametrize("respond", [ignoring, refusing, circling])
def test_a_cursor_that_leads_nowhere_or_back_breaks_the_pages(tmp_path: Path, respond: Respond) -> None:
    with pytest.raises(BrokenPagination, match="listThings"):
        walk(tmp_path, respond)
    assert check_status(scripted(tmp_path, respond)[0], "LAW-10").status is CheckStatus.FAIL


def test_a_list_without_an_end_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(TooManyPages, match="no last page"):
        walk(tmp_path, endless)


@pytest.mark.parametrize(
    "form",
    [
        lambda n: f"2026-01-02T03:04:05{f'.{n}'.rstrip('0').rstrip('.')}Z",  # 05Z, 05.1Z, …, 05.8Z
        lambda n: f"2026-01-02T03:04:05.{n * 1000:09}Z",
        lambda n: f"2026-01-02T0{n % 2 + 3}:00:{n:02}+0{n % 2}:00",
    ],
)
def test_times_are_in_order_however_they_are_written(tmp_path: Path, form: Callable[[int], str]) -> None:
    right = items(9, form)
    assert (
        check_status(scripted(tmp_path, lambda query: pages(right, query))[0], "LAW-12").status
        is CheckStatus.PASS
    )
    wrong = [*right[4:], *right[:4]]
    assert (
        check_status(scripted(tmp_path, lambda query: pages(wrong, query))[0], "LAW-12").status
        is CheckStatus.FAIL
    )


def refused_until(moment: float, clock_of: list[Any], retry_after: str) -> Respond:
    def respond(query: Mapping[str, str]) -> HttpResponse:
        (clock,) = clock_of
        limited = clock.slept < moment
        return answer(429, {}, Retry_After=retry_after) if limited else pages(items(1), query)

    return respond


@pytest.mark.parametrize("reported", ["7", formatdate(1_800_000_007, usegmt=True)])
def test_a_patient_request_waits_for_retry_after(tmp_path: Path, reported: str) -> None:
    clocks: list[Any] = []
    server, clock = scripted(tmp_path, refused_until(7, clocks, reported))
    clocks.append(clock)
    assert (
        server.client.send(server.factory.request(server.client.operation("listThings"), by=CALLER)).status
        == 200
    )
    assert clock.slept == 7


@pytest.mark.parametrize("reported", ["7", "600", "soon"])
def test_a_request_refused_twice_by_a_limit_is_skipped(tmp_path: Path, reported: str) -> None:
    clocks: list[Any] = []
    server, clock = scripted(tmp_path, refused_until(1000, clocks, reported))
    clocks.append(clock)
    with pytest.raises(Skipped):
        server.client.send(server.factory.request(server.client.operation("listThings"), by=CALLER))
    assert (
        server.client.send(
            server.factory.request(server.client.operation("listThings"), by=CALLER), patient=False
        ).status
        == 429
    )
    assert check_status(server, "LAW-12").status is CheckStatus.SKIP
