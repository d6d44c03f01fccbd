# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""Nothing at run time; to a type checker, the promise that every handler has its Protocol's signature."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .. import alerts as alerts_handlers
    from .. import api_keys as api_keys_handlers
    from .. import assets as assets_handlers
    from .. import auth as auth_handlers
    from .. import backups as backups_handlers
    from .. import bulk as bulk_handlers
    from .. import clients as clients_handlers
    from .. import contacts as contacts_handlers
    from .. import controls as controls_handlers
    from .. import evaluations as evaluations_handlers
    from .. import evidence as evidence_handlers
    from .. import frameworks as frameworks_handlers
    from .. import integrations as integrations_handlers
    from .. import jobs as jobs_handlers
    from .. import remediations as remediations_handlers
    from .. import reports as reports_handlers
    from .. import tickets as tickets_handlers
    from .. import webhooks as webhooks_handlers

    from . import alerts as alerts_contract
    from . import api_keys as api_keys_contract
    from . import assets as assets_contract
    from . import auth as auth_contract
    from . import backups as backups_contract
    from . import bulk as bulk_contract
    from . import clients as clients_contract
    from . import contacts as contacts_contract
    from . import controls as controls_contract
    from . import evaluations as evaluations_contract
    from . import evidence as evidence_contract
    from . import frameworks as frameworks_contract
    from . import integrations as integrations_contract
    from . import jobs as jobs_contract
    from . import remediations as remediations_contract
    from . import reports as reports_contract
    from . import tickets as tickets_contract
    from . import webhooks as webhooks_contract

    _auth: auth_contract.Auth = auth_handlers
    _api_keys: api_keys_contract.ApiKeys = api_keys_handlers
    _clients: clients_contract.Clients = clients_handlers
    _contacts: contacts_contract.Contacts = contacts_handlers
    _assets: assets_contract.Assets = assets_handlers
    _alerts: alerts_contract.Alerts = alerts_handlers
    _tickets: tickets_contract.Tickets = tickets_handlers
    _controls: controls_contract.Controls = controls_handlers
    _frameworks: frameworks_contract.Frameworks = frameworks_handlers
    _evaluations: evaluations_contract.Evaluations = evaluations_handlers
    _evidence: evidence_contract.Evidence = evidence_handlers
    _remediations: remediations_contract.Remediations = remediations_handlers
    _backups: backups_contract.Backups = backups_handlers
    _integrations: integrations_contract.Integrations = integrations_handlers
    _reports: reports_contract.Reports = reports_handlers
    _bulk: bulk_contract.Bulk = bulk_handlers
    _jobs: jobs_contract.Jobs = jobs_handlers
    _webhooks: webhooks_contract.Webhooks = webhooks_handlers
