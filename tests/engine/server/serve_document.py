"""A program that serves the library document over sockets, for tests that need a real server.

``python -m tests.engine.server.serve_document PORT [SETTING=VALUE …]``
"""

import os
import sys

from contractfirst.clock import SystemClock
from contractfirst.contract import Contract
from contractfirst.limits import MemoryLimiter
from contractfirst.server.application import create_application
from contractfirst.server.logs import configure_logging
from contractfirst.server.serve import leave, run
from contractfirst.server.settings import ServerSettings, load_settings
from tests.engine.server.harness import DOCUMENTS
from tests.engine.server.memory_backend import MemoryBackend, TokenTable


class TalkingBackend(MemoryBackend):
    """Says when it has stopped."""

    async def stop(self) -> None:
        await super().stop()
        print("stopped", flush=True)


def main() -> int:
    overrides = dict(argument.split("=", 1) for argument in sys.argv[2:])
    settings = load_settings(
        ServerSettings,
        "LIBRARY_",
        os.environ,
        overrides={
            "port": sys.argv[1],
            "fault_injection": "yes",
            "log_format": "json",
            **overrides,
        },
    )
    configure_logging(settings.log_format, settings.log_level)
    clock = SystemClock()
    application = create_application(
        Contract.load(DOCUMENTS / "library.yaml"),
        "tests.engine.server.documents.library",
        TalkingBackend(),
        TokenTable(reader="read", writer="read write", nobody=""),
        MemoryLimiter(clock),
        clock,
        settings,
    )
    return run(application, settings, lambda: print("ready", flush=True))


if __name__ == "__main__":
    leave(main())
