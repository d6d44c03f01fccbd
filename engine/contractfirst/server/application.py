"""Puts the server together: one contract, its handlers, and what they work on, as an ASGI application."""

import logging
import sys
from collections.abc import Callable, Sequence
from typing import Any

from contractfirst.clock import Clock
from contractfirst.contract import Contract, Operation
from contractfirst.contract.security import bearer_schemes
from contractfirst.limits import Limiter
from contractfirst.protocols import Authenticator, Backend, ClientRegistry
from contractfirst.server.connexion import (
    ContractApplication,
    ContractMiddleware,
    ContractSpecification,
    HandlerResolver,
)
from contractfirst.server.connexion.resolver import unimplemented
from contractfirst.server.docs import Article, docs_pages
from contractfirst.server.docs.check_pages import CHECKS_PATH, CheckPage, check_pages
from contractfirst.server.docs.guide import layout_for
from contractfirst.server.docs.layout import NavigationLink
from contractfirst.server.fault_injection import FaultInjection
from contractfirst.server.health import health_pages
from contractfirst.server.http_entry import HttpEntry
from contractfirst.server.lifespan import Lifespan
from contractfirst.server.logs import wants_json
from contractfirst.server.metrics import Metrics
from contractfirst.server.oauth_metadata import oauth_metadata_pages
from contractfirst.server.openapi_documents import openapi_pages
from contractfirst.server.pages import FixedPages
from contractfirst.server.pipeline import Pipeline
from contractfirst.server.problem_documents import ProblemDocuments
from contractfirst.server.problem_pages import ProblemPages
from contractfirst.server.refusals import undocumented_refusals
from contractfirst.server.request_ids import RequestIds
from contractfirst.server.request_log import RequestLog
from contractfirst.server.request_state import RequestState
from contractfirst.server.settings import ServerSettings
from contractfirst.server.source_address import SourceAddress
from contractfirst.server.stages import Stage
from contractfirst.server.stages.handle import Handler

__all__ = ["ServerApplication", "create_application"]

logger = logging.getLogger("contractfirst.server")


class ServerApplication(ContractApplication):
    """The ASGI application. ``unresolved`` lists the operations that have no handler."""

    server_lifespan: Lifespan
    request_log: RequestLog | None
    metrics: Metrics
    problem_pages: ProblemPages
    unresolved: tuple[str, ...]


def create_application(
    contract: Contract,
    handlers_package: str,
    backend: Backend[Any],
    authenticator: Authenticator,
    limiter: Limiter,
    clock: Clock,
    settings: ServerSettings,
    *,
    request_log: RequestLog | None = None,
    request_ids: RequestIds | None = None,
    missing_handler: Callable[[Operation], Handler] = unimplemented,
    credentials: Callable[[Operation], Stage | None] | None = None,
    clients: ClientRegistry | None = None,
    checks: Callable[[], Sequence[CheckPage]] | None = None,
    articles: Sequence[Article] = (),
) -> ServerApplication:
    """Return the application that serves ``contract`` with the handlers of a package.

    Without ``request_log`` requests are logged to standard error as the settings say. ``missing_handler``
    makes the handler of an operation that has none. ``credentials`` makes the stage that identifies the
    caller, instead of the one that asks ``authenticator`` about a bearer token. ``clients`` lets the rate
    limits of token requests tell the right secret from a guess; without it every client counts as guessing.
    ``checks`` loads the docs' pages on a conformance suite; ``articles`` are pages beside those made from the
    contract.

    Raises:
        HandlerError: a handler that does not fit its operation.
    """
    if request_log is None and settings.log_level in {"debug", "info"}:
        request_log = RequestLog(sys.stderr, as_json=wants_json(settings.log_format, sys.stderr))
    for operation_id, statuses in undocumented_refusals(contract).items():
        logger.warning("%s may be refused with %s, which it does not document", operation_id, statuses)
    metrics = Metrics()
    layout = layout_for(contract, *([NavigationLink(CHECKS_PATH, "Conformance")] if checks else []))
    problem_pages = ProblemPages(contract.problem_codes, layout, settings.public_url)
    pages = (
        health_pages(backend),
        metrics.pages(),
        openapi_pages(contract, settings.public_url),
        oauth_metadata_pages(contract, settings.public_url),
        docs_pages(contract, layout, settings.public_url, articles),
        problem_pages.pages(),
        *([check_pages(layout, checks)] if checks else []),
    )
    pipeline = Pipeline(
        authenticator=authenticator,
        limiter=limiter,
        backend=backend,
        burst_parameter=contract.burst_parameter,
        bearer=bearer_schemes(contract.model),
        realm=layout.title,
        api_url=settings.public_url + contract.base_path,
        base_path=contract.base_path,
        faults=FaultInjection() if settings.fault_injection else None,
        credentials=credentials,
        clients=clients,
        token_requests_per_minute=settings.token_requests_per_minute,
    )
    http_entry = HttpEntry(
        clock=clock,
        request_ids=request_ids or RequestIds(clock),
        source_address=SourceAddress(settings.trusted_proxies),
        pages=FixedPages.together(pages),
        problems=ProblemDocuments(settings.public_url, layout.title, problem_pages),
        record=_recorder(clock, metrics, request_log),
    )
    return _assemble(
        contract,
        HandlerResolver(handlers_package, missing_handler),
        http_entry,
        pipeline,
        Lifespan(backend, request_log),
        (request_log, metrics, problem_pages),
    )


def _assemble(
    contract: Contract,
    resolver: HandlerResolver,
    http_entry: HttpEntry,
    pipeline: Pipeline,
    lifespan: Lifespan,
    watchers: tuple[RequestLog | None, Metrics, ProblemPages],
) -> ServerApplication:
    """Build Connexion's stack: our middleware around the application that handles the lifespan."""

    def middleware(app: Any) -> ContractMiddleware:
        return ContractMiddleware(app, serve=http_entry.serve, compile_operation=pipeline.compile)

    application = ServerApplication(lifespan, import_name=__name__, middlewares=[middleware])
    application.add_api(ContractSpecification(contract), resolver=resolver)
    application.build()
    application.server_lifespan = lifespan
    application.request_log, application.metrics, application.problem_pages = watchers
    application.unresolved = tuple(resolver.unresolved)
    if resolver.unresolved:
        logger.info(
            "operations without a handler (%d): %s", len(resolver.unresolved), ", ".join(resolver.unresolved)
        )
    return application


def _recorder(
    clock: Clock, metrics: Metrics, request_log: RequestLog | None
) -> Callable[[RequestState, int, int], None]:
    def record(state: RequestState, status: int, size: int) -> None:
        elapsed = clock.monotonic_ns() - state.started_ns
        metrics.count(state, status, elapsed / 1_000_000_000)
        if request_log is not None:
            request_log.note(state, status, size, elapsed)

    return record
