"""Forget secrets that were stored in clear text; from now on they are encrypted.

Webhooks are disabled, because nothing could sign their deliveries: rotating the secret enables them again.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.execute("DELETE FROM idempotency_keys")
    op.execute("UPDATE webhook_endpoints SET enabled = 0 WHERE enabled = 1")
    op.execute("DELETE FROM webhook_secrets")
