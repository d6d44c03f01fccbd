"""The sample that receives webhooks verifies them, drops repetitions and sorts by sequence."""

import importlib.util
import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from brainstormmsp.webhooks import generate_secret
from brainstormmsp.webhooks.signatures import signature
from tests.product.docs.programs import SAMPLES, Programs, missing_program

SECRET = generate_secret()
# Reads one delivery a line, prints the status of each, then what is known.
DRIVER = """
import { receive, state } from "./webhook-delivery.js";
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { headers, body } = JSON.parse(line);
  console.log(await receive(process.env.WEBHOOK_SECRET, new Headers(headers), body));
}
console.log(JSON.stringify([...state.values()]));
"""


@dataclass(frozen=True)
class SentDelivery:
    """A delivery as it comes to the receiver."""

    headers: dict[str, str]
    body: str


def delivery(number: str, sequence: int, name: str, *, age: int = 0, secret: str = SECRET) -> SentDelivery:
    data = {"id": "01936d2a-7c00-7a11-8b1e-0c5d7e9f1a01", "name": name, "sequence": sequence}
    body = json.dumps({"type": "client.updated", "timestamp": "2026-11-24T09:30:00.000Z", "data": data})
    sent_at = int(time.time()) - age
    headers = {
        "webhook-id": number,
        "webhook-timestamp": str(sent_at),
        "webhook-signature": signature([generate_secret(), secret], number, sent_at, body.encode()),
    }
    return SentDelivery(headers, body)


Receiver = Callable[[Programs, Path, Sequence[SentDelivery]], tuple[list[int], list[dict[str, Any]]]]


def shell(
    programs: Programs, folder: Path, deliveries: Sequence[SentDelivery]
) -> tuple[list[int], list[dict[str, Any]]]:
    statuses = []
    for each in deliveries:
        variables = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in each.headers.items()}
        variables |= {"WEBHOOK_SECRET": SECRET, "STORE": str(folder)}
        printed = programs.run(SAMPLES / "webhook-delivery.sh", variables, each.body)
        statuses.append(int(printed.split()[1]))
    return statuses, [json.loads(path.read_text()) for path in (folder / "state").iterdir()]


def python(
    _programs: Programs, _folder: Path, deliveries: Sequence[SentDelivery]
) -> tuple[list[int], list[dict[str, Any]]]:
    spec = importlib.util.spec_from_file_location("webhook_delivery", SAMPLES / "webhook-delivery.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    database = sqlite3.connect(":memory:")
    statuses = [module.receive(database, SECRET, each.headers, each.body.encode()) for each in deliveries]
    rows = database.execute("SELECT data FROM state").fetchall()
    database.close()
    return statuses, [json.loads(row[0]) for row in rows]


def typescript(
    programs: Programs, _folder: Path, deliveries: Sequence[SentDelivery]
) -> tuple[list[int], list[dict[str, Any]]]:
    programs.compiled(SAMPLES / "webhook-delivery.ts")
    driver = programs.folder / "driver.mjs"
    driver.write_text(DRIVER)
    lines = "".join(json.dumps({"headers": each.headers, "body": each.body}) + "\n" for each in deliveries)
    *statuses, state = programs.run(driver, {"WEBHOOK_SECRET": SECRET}, lines).splitlines()
    return [int(status) for status in statuses], json.loads(state)


def skip_without(suffix: str) -> pytest.MarkDecorator:
    missing = missing_program(suffix)
    return pytest.mark.skipif(missing is not None, reason=f"{missing} is missing")


@pytest.mark.parametrize(
    "receiver",
    [
        pytest.param(shell, marks=skip_without(".sh")),
        pytest.param(python),
        pytest.param(typescript, marks=skip_without(".ts")),
    ],
)
def test_receiver_verifies_drops_repetitions_and_sorts(
    programs: Programs, tmp_path: Path, receiver: Receiver
) -> None:
    second = delivery("2", 8, "second")
    statuses, state = receiver(
        programs,
        tmp_path,
        [
            second,
            delivery("1", 7, "first, but late"),
            second,
            delivery("3", 9, "forged", secret=generate_secret()),
            delivery("4", 10, "replayed", age=400),
        ],
    )
    assert statuses == [204, 204, 204, 401, 401]
    assert [each["name"] for each in state] == ["second"]
