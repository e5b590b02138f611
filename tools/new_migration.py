"""Write the migration that brings the last schema to that of the models: ``python tools/new_migration.py 0002_name``.

The result is read and corrected by hand before it is committed; it imports nothing of ours. It is written without alembic's batches: a
batch that makes a table again drops the former one, and SQLite then removes, by cascade, every row that points to it.
"""

from __future__ import annotations

import sys

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from ppe_desktop.models import Base
from ppe_desktop.storage.migrate import SCRIPTS, scripts

TEMPLATE = '''"""{name}."""

import sqlalchemy as sa
from alembic import op

revision = {name!r}
down_revision = {down!r}


def upgrade() -> None:
    {up}


def downgrade() -> None:
    {down_code}
'''


def main(name: str) -> None:
    """Render the difference between the migrations' schema and the models' into a new revision file."""
    from alembic import command
    from alembic.config import Config

    head = scripts().get_current_head()
    with create_engine("sqlite://").begin() as connection:
        if head:
            config = Config()
            config.set_main_option("script_location", str(SCRIPTS))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = produce_migrations(context, Base.metadata)
        assert found.upgrade_ops is not None
        assert found.downgrade_ops is not None
        code = TEMPLATE.format(
            name=name,
            down=head,
            up=render_python_code(found.upgrade_ops),
            down_code=render_python_code(found.downgrade_ops),
        )
    path = SCRIPTS / "versions" / f"{name}.py"
    path.write_text(code, encoding="utf-8")
    print(path.name)


if __name__ == "__main__":
    main(sys.argv[1])
