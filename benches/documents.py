"""Whether the size of the document shows in the cost of a request: 1, 60 and 500 operations."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import yaml

from benches.application_process import started
from benches.figures import Measure, Row, Section, median_ratio, most
from benches.options import CONTRACT, Options
from benches.requests import read_client
from benches.rows import Rows
from benches.servers import OURS

__all__ = ["measure"]

_SIZES = (1, 60, 500)
_TOLERANCE = 0.05
_PATH = "/clients/{client_id}"
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})


def measure(rows: Rows, options: Options) -> list[Section]:
    """Return the processor time of reading a client, by the number of operations in the document."""
    times: dict[int, list[float]] = {size: [] for size in _SIZES}
    request = read_client(rows)
    with ExitStack() as stack:
        applications = {}
        for size in _SIZES:
            file = options.folder / f"operations-{size}.yaml"
            _write(file, size)
            variables = {**rows.variables, "BRAINSTORMMSP_CONTRACT": str(file)}
            log = options.folder / f"operations-{size}.log"
            applications[size] = stack.enter_context(
                started(OURS.key, rows.copy(f"operations-{size}"), log, variables)
            )
        for number in range(options.rounds):
            options.progress(f"round {number + 1}: documents of {_SIZES} operations")
            for size, application in applications.items():
                seconds = min(options.seconds, 2) / 2
                times[size].append(application.microseconds(request, seconds, rows.token))
    measures = {size: Measure(tuple(values), "µs") for size, values in times.items()}
    smallest = measures[_SIZES[0]]
    return [
        Section(
            "In process: read a client, by operations in the document",
            [Row(f"{size} operations", OURS.version, found) for size, found in measures.items()],
            [
                most(
                    f"{size} operations ÷ 1 operation", median_ratio(measures[size], smallest), 1 + _TOLERANCE
                )
                for size in _SIZES[1:]
            ],
        )
    ]


def _write(file: Path, size: int) -> None:
    """Write the contract with so many operations, the one that is measured among them.

    It is filled up with copies of that one under other paths, which have no handler.
    """
    document = yaml.safe_load(CONTRACT.read_text("utf-8"))
    read = document["paths"][_PATH]
    kept: dict[str, Any] = {_PATH: {"parameters": read["parameters"], "get": read["get"]}}
    # Links name operations that may be left out.
    for item in document["paths"].values():
        for method in item.keys() & _METHODS:
            for response in item[method]["responses"].values():
                response.pop("links", None)
    for response in document["components"].get("responses", {}).values():
        response.pop("links", None)
    count = 1
    for path, item in document["paths"].items():
        operations = item.keys() & _METHODS
        if path != _PATH and count + len(operations) <= size:
            kept[path] = item
            count += len(operations)
    for number in range(size - count):
        copy = {**read["get"], "operationId": f"getCopy{number}", "tags": ["Clients"]}
        kept[f"/copies{number}/{{client_id}}"] = {"parameters": read["parameters"], "get": copy}
    document["paths"] = kept
    file.write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")
