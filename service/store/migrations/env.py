"""Alembic's entry: run on the connection that `upgrade` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from service.store.inbox_tables import Delivery

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Delivery.metadata,
    render_as_batch=True,
    transactional_ddl=False,
    compare_type=True,
)
context.run_migrations()
