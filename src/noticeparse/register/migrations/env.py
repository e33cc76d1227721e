"""Run the revisions of the register on the connection that is open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
