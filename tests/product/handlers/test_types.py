"""What mypy says of handlers: a body of another shape than the contract's is an error where it is made."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

HANDLERS = """
from brainstormmsp import schemas
from brainstormmsp.backend import Context, accepted, created, listed
from brainstormmsp.store.alerts import ALERTS
from brainstormmsp.store.clients import CLIENTS
from handlers._contract import assets as assets_contract
from handlers._contract import clients as contract


def right(context: Context, body: schemas.ClientInput) -> None:
    contract.GetClient200(CLIENTS.get(context, "id"))
    created(context, CLIENTS.insert(context, body), contract.CreateClient201)
    listed(context, CLIENTS.page(context), contract.ListClients200)


def wrong(context: Context, body: schemas.ClientInput) -> None:
    contract.GetClient200(ALERTS.get(context, "id"))  # wrong
    contract.GetClient200({**CLIENTS.get(context, "id"), "risk_score": "high"})  # wrong
    created(context, CLIENTS.insert(context, body), assets_contract.CreateAsset201)  # wrong
    listed(context, ALERTS.page(context), contract.ListClients200)  # wrong
    accepted(context, CLIENTS.get(context, "id"), assets_contract.CreateAssetAction202)  # wrong
    body["nickname"]  # wrong
"""


def test_a_body_of_the_wrong_shape_is_an_error_in_the_handler(tmp_path: Path) -> None:
    module = tmp_path / "wrong_handlers.py"
    module.write_text(HANDLERS)
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), str(module)]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    lines = {int(line.split(":")[1]) for line in output.splitlines() if ": error: " in line}
    expected = {number for number, line in enumerate(HANDLERS.splitlines(), 1) if line.endswith("# wrong")}
    assert lines == expected, output
