"""Connexion's middleware stack, with compiled operations in the place of its per-request path."""

from collections.abc import Callable
from typing import Any

from contractfirst.server.asgi import Application, Receive, Scope, Send
from contractfirst.server.connexion.resolver import HandlerResolver
from contractfirst.server.connexion.seams import API, ConnexionMiddleware, RoutedAPI, RoutedMiddleware
from contractfirst.server.connexion.specification import ContractOperation, ContractSpecification
from contractfirst.server.request_state import RequestState
from contractfirst.server.stages import Stage

__all__ = ["CompiledOperation", "ContractApi", "ContractApplication", "ContractMiddleware"]

Compile = Callable[[ContractOperation], "CompiledOperation"]
Serve = Callable[["ContractApi", Scope, Receive, Send], Any]


class CompiledOperation:
    """An operation's stages, composed when the contract was loaded."""

    __slots__ = ("operation_id", "stages")

    def __init__(self, operation_id: str, stages: tuple[Stage, ...]) -> None:
        self.operation_id = operation_id
        self.stages = stages

    async def __call__(self, state: RequestState) -> None:
        """Take one request through the stages; what they raise ends it."""
        for stage in self.stages:
            waiting = stage(state)
            if waiting is not None:
                await waiting


class ContractApi(RoutedAPI):  # type: ignore[misc]  # the base has no types
    """Connexion's registry of routed operations, filled with compiled ones by operationId."""

    def __init__(
        self, specification: ContractSpecification, *, compile_operation: Compile, **kwargs: Any
    ) -> None:
        super().__init__(specification, **kwargs)
        self.contract = specification.contract
        self._compile = compile_operation
        self.add_paths()

    def make_operation(self, operation: ContractOperation) -> CompiledOperation:
        return self._compile(operation)


class ContractMiddleware(RoutedMiddleware):  # type: ignore[misc]  # the base has no types
    """Serves the API that was added to it.

    Connexion's own ``__call__`` reads what its router left in the scope; this one hands the request to
    ``serve``, which routes by the contract and never scans a list.
    """

    api_cls = ContractApi

    def __init__(self, app: Application, *, serve: Serve, compile_operation: Compile) -> None:
        super().__init__(app)
        self._serve = serve
        self._compile = compile_operation
        self._api: ContractApi | None = None

    def add_api(self, specification: ContractSpecification, **kwargs: Any) -> ContractApi:
        self._api = super().add_api(specification, compile_operation=self._compile, **kwargs)
        return self._api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._api is not None:
            await self._serve(self._api, scope, receive, send)
        else:
            await self.app(scope, receive, send)


class ContractApplication(ConnexionMiddleware):  # type: ignore[misc]  # the base has no types
    """Connexion's stack around one contract; an ASGI application."""

    def add_api(self, specification: ContractSpecification, *, resolver: HandlerResolver) -> None:
        """Register a contract. Connexion's own version would load and check the document itself."""
        if self.middleware_stack is not None:
            raise RuntimeError("the application has started")
        options = self.options.replace(resolver=resolver)
        self.apis.append(API(specification, base_path=None, **options.__dict__))

    def build(self) -> None:
        """Compile everything now rather than on the first request, so that errors show at start."""
        self.app, self.middleware_stack = self._build_middleware_stack()
