"""Components that the serve command is given by name."""

from contractfirst.contract import Contract
from contractfirst.server.components import Components
from contractfirst.server.settings import ServerSettings
from tests.engine.server.memory_backend import MemoryBackend, TokenTable

__all__ = ["make_components", "nothing"]

nothing = None


def make_components(_contract: Contract, _settings: ServerSettings) -> Components:
    return Components(MemoryBackend(), TokenTable(reader="read", writer="read write"))
