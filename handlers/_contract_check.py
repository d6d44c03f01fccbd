# Generated from the contract by `contractfirst stubs`; do not edit.
# ruff: noqa
"""Does nothing at run time; type checkers compare every handler with its Protocol."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import alerts as alerts_handlers
    from . import api_keys as api_keys_handlers
    from . import assets as assets_handlers
    from . import auth as auth_handlers
    from . import backups as backups_handlers
    from . import bulk as bulk_handlers
    from . import clients as clients_handlers
    from . import contacts as contacts_handlers
    from . import controls as controls_handlers
    from . import evaluations as evaluations_handlers
    from . import evidence as evidence_handlers
    from . import frameworks as frameworks_handlers
    from . import integrations as integrations_handlers
    from . import jobs as jobs_handlers
    from . import remediations as remediations_handlers
    from . import reports as reports_handlers
    from . import tickets as tickets_handlers
    from . import webhooks as webhooks_handlers

    from ._contract import alerts as alerts_contract
    from ._contract import api_keys as api_keys_contract
    from ._contract import assets as assets_contract
    from ._contract import auth as auth_contract
    from ._contract import backups as backups_contract
    from ._contract import bulk as bulk_contract
    from ._contract import clients as clients_contract
    from ._contract import contacts as contacts_contract
    from ._contract import controls as controls_contract
    from ._contract import evaluations as evaluations_contract
    from ._contract import evidence as evidence_contract
    from ._contract import frameworks as frameworks_contract
    from ._contract import integrations as integrations_contract
    from ._contract import jobs as jobs_contract
    from ._contract import remediations as remediations_contract
    from ._contract import reports as reports_contract
    from ._contract import tickets as tickets_contract
    from ._contract import webhooks as webhooks_contract

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
