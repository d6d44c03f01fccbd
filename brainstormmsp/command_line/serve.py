"""``brainstormmsp serve``: the API over sockets."""

import asyncio
import logging
import os
from collections.abc import Callable
from pathlib import Path

import click

from brainstormmsp.backend import Services, StoreAuthenticator, StoreBackend
from brainstormmsp.command_line.background import make_worker
from brainstormmsp.command_line.check_pages import installed_check_pages
from brainstormmsp.jobs import Worker
from brainstormmsp.settings import PREFIX, Settings, load_settings
from brainstormmsp.store import Database
from brainstormmsp.store.engine import parse_url
from brainstormmsp.webhooks import Targets
from contractfirst.cli.setting_options import setting_options
from contractfirst.clock import SystemClock
from contractfirst.contract import Contract, Operation
from contractfirst.identifiers import Uuid7Source
from contractfirst.limits import MemoryLimiter
from contractfirst.server.application import ServerApplication, create_application
from contractfirst.server.connexion.resolver import unimplemented
from contractfirst.server.logs import configure_logging
from contractfirst.server.serve import leave, run
from contractfirst.server.stages.handle import Handler
from contractfirst.tokens import AccessTokens, KeyRing, SecretHasher, SigningKey

__all__ = ["ServedBackend", "compose", "make_services", "serve"]


class ServedBackend(StoreBackend):
    """The backend with the worker that runs inside the server.

    ``make_worker`` makes the worker that runs as long as the store is open; without it there is none.
    """

    def __init__(
        self,
        database_url: str,
        services: Services,
        make_worker: Callable[[Database], Worker] | None = None,
    ) -> None:
        super().__init__(database_url, services)
        self._make_worker = make_worker
        self._worker: Worker | None = None

    async def start(self) -> None:
        """Open the store, then begin with what was left undone."""
        await super().start()
        if self._make_worker is not None:
            self._worker = self._make_worker(self.database)
            self._worker.start()

    async def stop(self) -> None:
        """Give the jobs that run back, then close the store."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            await asyncio.to_thread(worker.stop)
        await super().stop()


@click.command()
@setting_options(Settings, PREFIX)
@click.option(
    "--mock-missing",
    is_flag=True,
    envvar=PREFIX + "MOCK_MISSING",
    show_envvar=True,
    help="Mock the operations whose handlers are not written yet.",
)
def serve(settings_file: Path | None, mock_missing: bool, **overrides: object) -> None:
    """Serve the API until SIGTERM or SIGINT, which let requests in flight finish.

    Creates and migrates what the database lacks.
    """
    settings = load_settings(os.environ, file=settings_file, overrides=overrides)
    configure_logging(settings.log_format, settings.log_level)
    # Alembic would log at every start what the database records.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    parse_url(settings.database_url)
    leave(run(compose(settings, mock_missing=mock_missing), settings))


def compose(settings: Settings, *, mock_missing: bool = False) -> ServerApplication:
    """Put the product together; with ``mock_missing`` operations without a handler are mocked.

    Raises:
        ContractError: the contract is not valid.
        HandlerError: a handler does not fit its operation.
    """
    contract = Contract.load(settings.contract)
    services = make_services(settings)
    inline = settings.worker == "inline"
    backend = ServedBackend(
        settings.database_url,
        services,
        (lambda database: make_worker(database, settings, services, contract)) if inline else None,
    )
    authenticator = StoreAuthenticator(services.tokens, lambda: backend.database)
    return create_application(
        contract,
        settings.handlers,
        backend,
        authenticator,
        MemoryLimiter(services.clock),
        services.clock,
        settings,
        missing_handler=_mocks(contract) if mock_missing else unimplemented,
        checks=installed_check_pages(),
    )


def _mocks(contract: Contract) -> Callable[[Operation], Handler]:
    # Imported by those alone who ask for it.
    from contractfirst.mock.handlers import MockHandlers

    return MockHandlers(contract).awaited_handler


def make_services(settings: Settings) -> Services:
    """Return what handlers need besides the store."""
    clock = SystemClock()
    keys = KeyRing([SigningKey(key.encode()) for key in settings.signing_keys])
    return Services(
        clock=clock,
        ids=Uuid7Source(clock),
        tokens=AccessTokens(keys, clock, issuer=settings.issuer, audience=settings.audience),
        secrets=SecretHasher(settings.pepper.encode()),
        webhook_targets=Targets(
            allow_private=settings.webhook_allow_private,
            allowed_hosts=frozenset(settings.webhook_allowed_hosts),
        ),
    )
