"""``brainstormmsp conform``: the conformance suite with this API's contract and ``--local``."""

from pathlib import Path

from brainstormmsp.command_line.conformance_server import start_command
from contractfirst_conformance.command import conform_command

__all__ = ["conform"]

conform = conform_command(
    prefix="BRAINSTORMMSP", document=Path("openapi/brainstormmsp.yaml"), local=start_command
)
