"""Alembic's entry: one migration path for SQLite and PostgreSQL, on our own engine.

The connection is handed over by ``app.services.schema`` in ``config.attributes``, already
in a transaction: an upgrade happens whole or not at all, also when it is killed.
"""

from alembic import context

from app.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,  # SQLite can, with our explicit BEGIN; Alembic assumes it cannot
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
