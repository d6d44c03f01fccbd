"""Counts of what was served, in Prometheus' text exposition format 0.0.4."""

from bisect import bisect_left
from collections.abc import Iterator

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.pages import FixedPages
from contractfirst.server.request_state import RequestState

__all__ = ["Metrics"]

_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _Durations:
    """A histogram; ``counts`` has one entry a bucket and one beyond the last."""

    __slots__ = ("counts", "total")

    def __init__(self) -> None:
        self.counts = [0] * (len(_BUCKETS) + 1)
        self.total = 0.0


class Metrics:
    """Requests by operation and status, their durations, and the limiter's refusals by class.

    What belongs to no operation, the pages and unknown paths, is counted under the operation ``-``.
    """

    def __init__(self) -> None:
        self._requests: dict[tuple[str, int], int] = {}
        self._durations: dict[str, _Durations] = {}
        self._refusals: dict[str, int] = {}

    def count(self, state: RequestState, status: int, seconds: float) -> None:
        """Count one finished request that took ``seconds``."""
        operation = state.operation
        name = operation.id if operation is not None else "-"
        key = (name, status)
        self._requests[key] = self._requests.get(key, 0) + 1
        durations = self._durations.get(name)
        if durations is None:
            durations = self._durations[name] = _Durations()
        durations.counts[bisect_left(_BUCKETS, seconds)] += 1
        durations.total += seconds
        if status == 429 and operation is not None and operation.rate_class is not None:
            rate = operation.rate_class.name
            self._refusals[rate] = self._refusals.get(rate, 0) + 1

    def pages(self) -> FixedPages:
        """Return the page that a Prometheus server scrapes."""
        return FixedPages({"/metrics": self._page}, {})

    def _page(self) -> EncodedResponse:
        headers = (("Content-Type", _MEDIA_TYPE), ("Cache-Control", "no-store"))
        return EncodedResponse(200, headers, "".join(self._lines()).encode("utf-8"))

    def _lines(self) -> Iterator[str]:
        yield "# HELP http_requests_total Requests served.\n# TYPE http_requests_total counter\n"
        for (name, status), count in sorted(self._requests.items()):
            yield f'http_requests_total{{operation="{_label(name)}",status="{status}"}} {count}\n'
        yield "# HELP http_request_duration_seconds How long requests took.\n"
        yield "# TYPE http_request_duration_seconds histogram\n"
        for name, durations in sorted(self._durations.items()):
            yield from _histogram(_label(name), durations)
        yield "# HELP rate_limit_refusals_total Requests refused with 429.\n"
        yield "# TYPE rate_limit_refusals_total counter\n"
        for rate, count in sorted(self._refusals.items()):
            yield f'rate_limit_refusals_total{{class="{_label(rate)}"}} {count}\n'


def _histogram(label: str, durations: _Durations) -> Iterator[str]:
    name = "http_request_duration_seconds"
    so_far = 0
    for bound, count in zip((*map(str, _BUCKETS), "+Inf"), durations.counts, strict=True):
        so_far += count
        yield f'{name}_bucket{{operation="{label}",le="{bound}"}} {so_far}\n'
    yield f'{name}_sum{{operation="{label}"}} {durations.total:.6f}\n'
    yield f'{name}_count{{operation="{label}"}} {so_far}\n'


def _label(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
