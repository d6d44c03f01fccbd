"""A program that serves the library document over sockets, for tests that need a real server.

``python -m tests.server.serve_document PORT [SETTING=VALUE …]``
"""

import os
import sys

from brainstormmsp.clock import SystemClock
from brainstormmsp.contract import Contract
from brainstormmsp.limits import MemoryLimiter
from brainstormmsp.server.application import create_application
from brainstormmsp.server.logs import configure_logging
from brainstormmsp.server.serve import leave, run
from brainstormmsp.server.settings import load_settings
from tests.server.harness import DOCUMENTS
from tests.server.memory_backend import MemoryBackend, TokenTable


class TalkingBackend(MemoryBackend):
    """Says when it has stopped."""

    async def stop(self) -> None:
        await super().stop()
        print("stopped", flush=True)


def main() -> int:
    overrides = dict(argument.split("=", 1) for argument in sys.argv[2:])
    settings = load_settings(
        os.environ,
        check_signing_key=lambda _value, _development: None,
        overrides={
            "port": sys.argv[1],
            "fault_injection": "yes",
            "database_url": "sqlite://",
            "log_format": "json",
            **overrides,
        },
    )
    configure_logging(settings.log_format, settings.log_level)
    clock = SystemClock()
    application = create_application(
        Contract.load(DOCUMENTS / "library.yaml"),
        "tests.server.documents.library",
        TalkingBackend(),
        TokenTable(reader="read", writer="read write", nobody=""),
        MemoryLimiter(clock),
        clock,
        settings,
    )
    return run(application, settings, lambda: print("ready", flush=True))


if __name__ == "__main__":
    leave(main())
