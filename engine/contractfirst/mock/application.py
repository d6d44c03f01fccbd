"""A contract as an application that mocks it."""

from contractfirst.clock import Clock
from contractfirst.contract import Contract
from contractfirst.limits import MemoryLimiter
from contractfirst.mock.credentials import GrantEverything, MockCredentials
from contractfirst.mock.handlers import MockHandlers
from contractfirst.server.application import ServerApplication, create_application
from contractfirst.server.no_store_backend import NoStoreBackend
from contractfirst.server.request_log import RequestLog
from contractfirst.server.settings import ServerSettings

__all__ = ["create_mock"]


def create_mock(
    contract: Contract,
    clock: Clock,
    settings: ServerSettings,
    *,
    seed: int = 0,
    stateful: bool = False,
    request_log: RequestLog | None = None,
) -> ServerApplication:
    """Return the application that mocks every operation: the server itself, with answers for handlers.

    Requests are validated, credentials asked for and rates limited as they are by the server; whatever
    could be a credential is taken. The same ``seed`` gives the same answers. With ``stateful`` what is
    created can be read, listed, replaced and deleted.
    """
    handlers = MockHandlers(contract, seed=seed, stateful=stateful)
    authenticator = GrantEverything(contract)
    return create_application(
        contract,
        "contractfirst.mock.no_handlers",
        NoStoreBackend(contract),
        authenticator,
        MemoryLimiter(clock),
        clock,
        settings,
        request_log=request_log,
        missing_handler=handlers.handler,
        credentials=MockCredentials(contract, authenticator).stage,
    )
