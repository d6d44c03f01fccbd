"""``brainstormmsp conform``: the conformance suite with this API's contract and ``--local``."""

from brainstormmsp.command_line.conformance_server import start_command
from brainstormmsp.contract_file import contract_file
from contractfirst_conformance.command import conform_command

__all__ = ["conform"]

conform = conform_command(prefix="BRAINSTORMMSP", document=contract_file(), local=start_command)
