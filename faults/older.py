"""A base as an earlier version of the program left it, for what happens while it is brought to the present schema."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

from alembic import command
from sqlalchemy import MetaData, Table, insert

from faults.driven import FIELDS, text_of
from ppe_desktop.storage.connection import create_database_file, make_engine
from ppe_desktop.storage.migrate import SCRIPTS, _config
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.vault import create_vault
from tests.support.vault import CHEAP, CHEAP_BOUNDS, PASSPHRASE

REVISION = "0004_agenda"
CHILDREN = 40
NUMBER = 1
"""Number of the text that the first child holds in each of the fields looked at."""


def make_older_base(folder: Path) -> str:
    """Make a base of an earlier schema with some children in it; return the first."""
    vault = create_vault(folder, PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    path = BasePaths(folder).database
    create_database_file(path, vault.key.bytes())
    engine = make_engine(path, vault.key.bytes())
    with engine.begin() as connection:
        config = _config(SCRIPTS)
        config.attributes["connection"] = connection
        command.upgrade(config, REVISION)
        found = MetaData()
        found.reflect(connection, only=("base_identity", "child"))
        connection.execute(insert(found.tables["base_identity"]).values(vault_id=vault.vault_id, is_demo=False))
        ids = [uuid.UUID(int=number + 1).hex for number in range(CHILDREN)]
        connection.execute(insert(found.tables["child"]), [_child(found.tables["child"], one) for one in ids])
    engine.dispose()
    return ids[0]


def _child(table: Table, child_id: str) -> dict[str, object]:
    values: dict[str, object] = {}
    for column in table.columns:
        if not column.nullable and column.server_default is None:
            kind = column.type.python_type
            values[column.name] = {str: "", int: 0, bool: False, dt.datetime: dt.datetime(2025, 1, 6, 9)}[kind]
    known = {"id": child_id, "birth_surname": "Durand", "interpreter_needed": "UNKNOWN"}
    return {**values, **known, **dict.fromkeys(FIELDS, text_of(NUMBER))}
