"""Run by alembic: migrates on the keyed connection handed over by ``storage.migrate``, within its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True, render_as_batch=True)
context.run_migrations()
