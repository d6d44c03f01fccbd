"""Prints what ``tables/`` has and the migrations do not make yet; with a title, writes the next revision."""

import re
import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

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
'''


def missing_operations() -> str:
    """Return the operations that lead from the migrations' tables to those of the metadata, as code."""
    with tempfile.TemporaryDirectory() as directory:
        url = f"sqlite:///{directory}/draft.db"
        if head() is not None:
            migrate(url)
        with migration_connection(url) as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            operations = produce_migrations(context, metadata).upgrade_ops
            if operations is None or operations.is_empty():
                sys.exit("The migrations already make the tables as they are.")
            lines = render_python_code(operations).replace(_TEXT, "TEXT").splitlines()
    return "\n".join(line for line in lines if "###" not in line).strip()


def write_revision(title: str, operations: str) -> Path:
    """Write the next revision, with this title; return its file."""
    previous = head()
    revision = f"{int(previous or 0) + 1:04}"
    content = _REVISION.format(
        title=title, revision=revision, down_revision=previous, text=_TEXT, upgrade=operations
    )
    slug = re.sub("[^a-z0-9]+", "_", title.lower()).strip("_")
    path = Path(__file__).parent / "versions" / f"{revision}_{slug}.py"
    path.write_text(content, encoding="utf-8")
    return path


if __name__ == "__main__":
    code = missing_operations()
    # What the command is for: the operations, or where they were written.
    print(write_revision(sys.argv[1], code) if len(sys.argv) > 1 else code)
