"""Composes the stages of one operation, once, from what the contract says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contractfirst.contract import Operation
from contractfirst.limits import Limiter
from contractfirst.protocols import Authenticator, Backend, ClientRegistry
from contractfirst.server.connexion import CompiledOperation, ContractOperation
from contractfirst.server.fault_injection import FaultInjection
from contractfirst.server.merge_patch import MergePatchHandler
from contractfirst.server.stages import Stage
from contractfirst.server.stages.authenticate import authenticate_stage
from contractfirst.server.stages.authorise import authorise_stage
from contractfirst.server.stages.client_limit import client_limit_stage
from contractfirst.server.stages.compress import compress_stage
from contractfirst.server.stages.conditional import conditional_stage
from contractfirst.server.stages.decode import decode_stage
from contractfirst.server.stages.deprecation import deprecation_stage
from contractfirst.server.stages.handle import Handler, PreparedArguments, handle_stage
from contractfirst.server.stages.idempotency import idempotency_stage
from contractfirst.server.stages.limit import Admission, limit_stage

__all__ = ["Pipeline"]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What every operation's stages work with.

    ``burst_parameter`` is the RateLimit-Policy parameter for a burst, ``bearer`` are the names of the bearer
    security schemes, ``realm`` names the API in challenges, ``api_url`` is its public root, ``base_path`` the
    path of that. ``clients`` and ``token_requests_per_minute`` limit requests that authenticate clients.
    ``credentials`` makes an operation's first stage where something else than the bearer token
    identifies the caller.
    """

    authenticator: Authenticator
    limiter: Limiter
    backend: Backend[Any]
    burst_parameter: str
    bearer: frozenset[str]
    realm: str
    api_url: str
    base_path: str
    faults: FaultInjection | None = None
    credentials: Callable[[Operation], Stage | None] | None = None
    clients: ClientRegistry | None = None
    token_requests_per_minute: int = 600

    def compile(self, operation: ContractOperation) -> CompiledOperation:
        """Return the operation's stages in the order of errors: 401, 429, 403, 413, 415, 400, handler."""
        compiled = operation.compiled
        itself = self._authenticates_itself(compiled)
        stages: list[Stage | None] = [
            deprecation_stage(compiled),
            self._credentials_stage(compiled),
            self._limit_stage(compiled),
            authorise_stage(compiled, self.realm),
            decode_stage(compiled, authenticates_itself=itself),
            idempotency_stage(compiled),
            handle_stage(
                compiled,
                operation.function,
                operation.handler_options,
                self.backend,
                api_url=self.api_url,
                base_path=self.base_path,
                authenticates_itself=itself,
                prepared_arguments=_prepared_arguments(operation.function),
                faults=self.faults,
            ),
            compress_stage(compiled),
            conditional_stage(compiled),
        ]
        return CompiledOperation(compiled.id, tuple(stage for stage in stages if stage is not None))

    def _limit_stage(self, operation: Operation) -> Stage | None:
        rate = operation.rate_class
        if rate is not None and "presented-client" in rate.keys:
            return client_limit_stage(
                operation,
                rate,
                Admission(self.limiter, self.burst_parameter),
                self.clients,
                self.token_requests_per_minute,
            )
        return limit_stage(operation, self.limiter, self.burst_parameter)

    def _credentials_stage(self, operation: Operation) -> Stage | None:
        if self.credentials is not None:
            return self.credentials(operation)
        return authenticate_stage(operation, self.authenticator, self.bearer, self.realm)

    def _authenticates_itself(self, operation: Operation) -> bool:
        """Tell whether the handler, not the server, looks at the Authorization header."""
        return not any(self.bearer.intersection(alternative) for alternative in operation.security)


def _prepared_arguments(handler: Handler) -> PreparedArguments | None:
    return handler.replacing if isinstance(handler, MergePatchHandler) else None
