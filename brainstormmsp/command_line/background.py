"""The composition of the worker: every kind of job, and the periodic tasks."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from brainstormmsp.backend import Services
from brainstormmsp.compliance.evaluation_run import evaluation_run_kind
from brainstormmsp.compliance.expiry import EvidenceExpiry
from brainstormmsp.compliance.schedule import EvaluationSchedule
from brainstormmsp.connectors import Connectors, missing_connectors, simulated_connectors
from brainstormmsp.jobs import JobKind, Ticker, Worker, WorkServices, job_purge
from brainstormmsp.jobs.kinds import asset_action_kind, backup_retry_kind, bulk_kinds, integration_sync_kind
from brainstormmsp.reports import report_kind, report_purge
from brainstormmsp.settings import Settings
from brainstormmsp.store import Database
from brainstormmsp.store.api_keys import SCOPES
from brainstormmsp.webhooks import Dispatcher, Payloads, Sender, Targets, webhook_purge
from contractfirst.clock import SystemClock
from contractfirst.contract import Contract
from contractfirst.identifiers import Uuid7Source
from contractfirst.tokens import AccessTokens, KeyRing, SecretHasher, SigningKey

__all__ = ["installed_connectors", "job_kinds", "make_services", "make_worker", "tickers", "work_services"]


def make_worker(database: Database, settings: Settings, services: Services, contract: Contract) -> Worker:
    """Return a worker with all jobs and periodic tasks; start it when the database is open."""
    return Worker(
        database,
        work_services(settings, services),
        job_kinds(installed_connectors(settings)),
        tickers(database, settings, services, contract),
        threads=settings.worker_threads,
        lease=timedelta(seconds=settings.job_lease_seconds),
    )


def installed_connectors(settings: Settings) -> Connectors:
    """Return the simulated connectors, which are a demonstration; none in production."""
    return missing_connectors() if settings.environment == "production" else simulated_connectors()


def work_services(settings: Settings, services: Services, random: Random | None = None) -> WorkServices:
    """Return what jobs need besides the store; ``random`` is the source of jitter."""
    return WorkServices(
        clock=services.clock,
        ids=services.ids,
        random=random or Random(),
        problem_types=f"{settings.public_url}/docs/errors/",
    )


def job_kinds(connectors: Connectors) -> Sequence[JobKind]:
    """Return every kind of job."""
    return (
        *bulk_kinds(),
        asset_action_kind(connectors.agent),
        backup_retry_kind(connectors.backup_product),
        integration_sync_kind(connectors.connector),
        evaluation_run_kind(),
        report_kind(),
    )


def tickers(
    database: Database, settings: Settings, services: Services, contract: Contract
) -> Sequence[Ticker]:
    """Return the worker's periodic tasks."""
    lease = timedelta(seconds=settings.job_lease_seconds)
    sender, payloads = Sender(services.webhook_targets), Payloads(contract.webhooks)
    return (
        job_purge(database),
        EvaluationSchedule(database, services.ids),
        EvidenceExpiry(database, services.ids),
        report_purge(database),
        Dispatcher(database, work_services(settings, services), payloads, sender, lease=lease),
        webhook_purge(database),
    )


def make_services(settings: Settings) -> Services:
    """Return what handlers need besides the store."""
    clock = SystemClock()
    keys = KeyRing([SigningKey(key.encode()) for key in settings.signing_keys])
    return Services(
        clock=clock,
        ids=Uuid7Source(clock),
        tokens=AccessTokens(
            keys, clock, issuer=settings.issuer, audience=settings.audience, known_scopes=SCOPES
        ),
        secrets=SecretHasher(settings.pepper.encode()),
        encryption=settings.encryption(),
        webhook_targets=Targets(
            allow_private=settings.webhook_allow_private,
            allowed_hosts=frozenset(settings.webhook_allowed_hosts),
        ),
        deletions_kept=timedelta(days=settings.deletions_kept_days),
    )
