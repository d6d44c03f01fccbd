"""Every table, in SQLAlchemy Core; one module a resource. ``metadata`` knows them all."""

from brainstormmsp.store.tables.alerts import alerts
from brainstormmsp.store.tables.assets import asset_software, assets
from brainstormmsp.store.tables.backups import backup_jobs
from brainstormmsp.store.tables.clients import client_risk_scores, clients
from brainstormmsp.store.tables.columns import metadata
from brainstormmsp.store.tables.contacts import contacts
from brainstormmsp.store.tables.controls import controls
from brainstormmsp.store.tables.credentials import api_keys, keyring, revoked_tokens
from brainstormmsp.store.tables.evaluations import (
    evaluation_failing_objects,
    evaluation_schedules,
    evaluations,
)
from brainstormmsp.store.tables.events import events, outbox
from brainstormmsp.store.tables.evidence import evidence
from brainstormmsp.store.tables.idempotency import idempotency_keys
from brainstormmsp.store.tables.integrations import integrations
from brainstormmsp.store.tables.jobs import bulk_items, job_payloads, jobs
from brainstormmsp.store.tables.organisations import organisations
from brainstormmsp.store.tables.remediations import remediations
from brainstormmsp.store.tables.reports import report_files, reports
from brainstormmsp.store.tables.side_tables import external_references, search_terms, sequences
from brainstormmsp.store.tables.tickets import ticket_notes, tickets
from brainstormmsp.store.tables.webhooks import (
    webhook_attempts,
    webhook_deliveries,
    webhook_endpoints,
    webhook_payloads,
    webhook_secrets,
)

__all__ = [
    "alerts",
    "api_keys",
    "asset_software",
    "assets",
    "backup_jobs",
    "bulk_items",
    "client_risk_scores",
    "clients",
    "contacts",
    "controls",
    "evaluation_failing_objects",
    "evaluation_schedules",
    "evaluations",
    "events",
    "evidence",
    "external_references",
    "idempotency_keys",
    "integrations",
    "job_payloads",
    "jobs",
    "keyring",
    "metadata",
    "organisations",
    "outbox",
    "remediations",
    "report_files",
    "reports",
    "revoked_tokens",
    "search_terms",
    "sequences",
    "ticket_notes",
    "tickets",
    "webhook_attempts",
    "webhook_deliveries",
    "webhook_endpoints",
    "webhook_payloads",
    "webhook_secrets",
]
