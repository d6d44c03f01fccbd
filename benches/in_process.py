"""Processor time a request, without sockets: ours beside its peers, and ours in its refusals."""

from contextlib import ExitStack

from benches.application_process import ApplicationProcess, started
from benches.figures import Bar, Measure, Row, Section, median_ratio, most
from benches.load import Request
from benches.options import Options
from benches.requests import operations, refusals
from benches.rows import Rows
from benches.servers import OURS, SERVERS

__all__ = ["measure", "measure_refusals"]

_BARS = {"read a client": 0.3, "list of 25": 0.45}
_UNIT = "µs"


def measure(rows: Rows, options: Options) -> list[Section]:
    """Return one section an operation."""
    contenders = [contender for contender in SERVERS if not contender.missing]
    times: dict[tuple[str, str], list[float]] = {}
    with ExitStack() as stack:
        applications = {
            contender: stack.enter_context(
                started(
                    contender.key,
                    rows.copy(f"in-process-{contender.key}"),
                    options.folder / f"in-process-{contender.key}.log",
                    rows.variables,
                )
            )
            for contender in contenders
        }
        for number in range(options.rounds):
            for request in operations(rows):
                for contender, application in applications.items():
                    if not contender.takes_part(request):
                        continue
                    options.progress(f"round {number + 1}: {request.name} in process, {contender.label}")
                    taken = application.microseconds(request, _seconds(options), rows.token)
                    times.setdefault((request.name, contender.key), []).append(taken)
    sections = []
    for request in operations(rows):
        found = {
            contender.key: Measure(tuple(times[request.name, contender.key]), _UNIT)
            for contender in contenders
            if contender.takes_part(request)
        }
        shown = [
            Row(contender.label, contender.version, found.get(contender.key), contender.missing)
            for contender in SERVERS
            if contender.takes_part(request)
        ]
        bars: list[Bar] = []
        if request.name in _BARS:
            ratio = median_ratio(found[OURS.key], found.get("fastapi"))
            bars = [most(f"{request.name} in process ÷ FastAPI", ratio, _BARS[request.name])]
        sections.append(Section(f"In process: {request.name}, processor time", shown, bars))
    return sections


def measure_refusals(rows: Rows, options: Options) -> list[Section]:
    """Return one section an operation: every refusal beside the success."""
    sections = []
    log = options.folder / "refusals.log"
    with started(OURS.key, rows.copy("refusals"), log, rows.variables) as application:
        for operation, refused in refusals(rows):
            requests = (operation, *refused)
            times: dict[str, list[float]] = {request.name: [] for request in requests}
            for number in range(options.rounds):
                options.progress(f"round {number + 1}: refusals of {operation.name}")
                for request in requests:
                    times[request.name].append(_taken(application, request, options, rows))
            measures = {name: Measure(tuple(values), _UNIT) for name, values in times.items()}
            success = measures[operation.name]
            sections.append(
                Section(
                    f"In process: refusals of {operation.name}, processor time",
                    [Row(name, OURS.version, found) for name, found in measures.items()],
                    [
                        most(f"{operation.name}: {name} ÷ success", median_ratio(found, success), 1.0)
                        for name, found in measures.items()
                        if found is not success
                    ],
                )
            )
    return sections


def _taken(application: ApplicationProcess, request: Request, options: Options, rows: Rows) -> float:
    return application.microseconds(request, _seconds(options) / 2, rows.token)


def _seconds(options: Options) -> float:
    """Return for how long one value is measured; processor time needs no long spells."""
    return min(options.seconds, 2) / 2
