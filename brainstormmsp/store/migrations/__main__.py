"""Writes the next revision from the difference between the migrated schema and ``tables/``."""

import re
import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import DowngradeOps, UpgradeOps

from brainstormmsp.store.migrations import head, migrate
from brainstormmsp.store.migrations.connection import migration_connection
from brainstormmsp.store.tables import metadata

# How every text column is spelled, see tables/columns.py.
_TEXT = "sa.Text().with_variant(sa.Text(collation='C'), 'postgresql')"

_REVISION = '''"""{title}."""

import sqlalchemy as sa
from alembic import op

TEXT = {text}

revision = "{revision}"
down_revision = {down_revision!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    {upgrade}


def downgrade() -> None:
    """Take the revision back."""
    {downgrade}
'''


def _code(operations: UpgradeOps | DowngradeOps) -> str:
    lines = render_python_code(operations).replace(_TEXT, "TEXT").splitlines()
    return "\n".join(line for line in lines if "###" not in line).strip()


def main(title: str) -> None:
    """Write the revision with this title and print where."""
    previous = head()
    revision = f"{int(previous or 0) + 1:04}"
    with tempfile.TemporaryDirectory() as directory:
        url = f"sqlite:///{directory}/draft.db"
        if previous is not None:
            migrate(url)
        with migration_connection(url) as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            script = produce_migrations(context, metadata)
    upgrade, downgrade = script.upgrade_ops, script.downgrade_ops
    if upgrade is None or downgrade is None or upgrade.is_empty():
        sys.exit("The migrations already make the tables as they are.")
    content = _REVISION.format(
        title=title,
        revision=revision,
        down_revision=previous,
        text=_TEXT,
        upgrade=_code(upgrade),
        downgrade=_code(downgrade),
    )
    slug = re.sub("[^a-z0-9]+", "_", title.lower()).strip("_")
    path = Path(__file__).parent / "versions" / f"{revision}_{slug}.py"
    path.write_text(content, encoding="utf-8")
    print(path)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('usage: python -m brainstormmsp.store.migrations "What the revision does"')
    main(sys.argv[1])
