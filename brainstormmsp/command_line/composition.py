"""The product as an ASGI application: contract, handlers, store, worker and docs."""

import asyncio
from collections.abc import Callable

from brainstormmsp.backend import Services, StoreAuthenticator, StoreBackend, StoreClientRegistry
from brainstormmsp.command_line.background import make_services, make_worker
from brainstormmsp.command_line.check_pages import installed_check_pages
from brainstormmsp.contract_file import articles_folder
from brainstormmsp.jobs import Worker
from brainstormmsp.settings import Settings
from brainstormmsp.store import Database
from contractfirst.contract import Contract, Operation
from contractfirst.limits import MemoryLimiter
from contractfirst.server.application import ServerApplication, create_application
from contractfirst.server.connexion.resolver import unimplemented
from contractfirst.server.docs import read_articles
from contractfirst.server.stages.handle import Handler

__all__ = ["ServedBackend", "compose"]


class ServedBackend(StoreBackend):
    """The backend with an optional worker inside the server.

    ``make_worker`` makes the worker; it runs as long as the store is open.
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
        """Open the store, then start the worker."""
        await super().start()
        if self._make_worker is not None:
            self._worker = self._make_worker(self.database)
            self._worker.start()

    async def stop(self) -> None:
        """Release running jobs, then close the store."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            await asyncio.to_thread(worker.stop)
        await super().stop()


def compose(settings: Settings, *, mock_missing: bool = False) -> ServerApplication:
    """Return the application; with ``mock_missing`` operations without a handler are mocked.

    Raises:
        ContractError: the contract is not valid.
        HandlerError: a handler does not match its operation.
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
        clients=StoreClientRegistry(services.secrets, lambda: backend.database, services.clock),
        checks=installed_check_pages(),
        articles=read_articles(articles_folder()),
    )


def _mocks(contract: Contract) -> Callable[[Operation], Handler]:
    # Imported only if it is used.
    from contractfirst.mock.handlers import MockHandlers

    return MockHandlers(contract).awaited_handler
