"""The kinds of jobs that have no package of their own."""

from brainstormmsp.jobs.kinds.asset_action import asset_action_kind
from brainstormmsp.jobs.kinds.backup_retry import backup_retry_kind
from brainstormmsp.jobs.kinds.bulk import bulk_kinds
from brainstormmsp.jobs.kinds.integration_sync import integration_sync_kind

__all__ = ["asset_action_kind", "backup_retry_kind", "bulk_kinds", "integration_sync_kind"]
