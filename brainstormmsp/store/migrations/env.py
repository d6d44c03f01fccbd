"""What Alembic runs for each command: migrations on the connection that the caller has opened."""

from alembic import context

from brainstormmsp.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    compare_type=True,
)
context.run_migrations()
