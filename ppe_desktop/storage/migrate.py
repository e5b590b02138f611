"""Bringing a base to the present schema: alembic on the keyed connection, one transaction, after a verified copy.

Alembic and what it loads take 20 MB and a quarter of a second: it is loaded for a base to make or to bring up to date, hardly ever.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from ppe_desktop.domain.errors import BaseTooNewError, PpeError, SaveFailedError
from ppe_desktop.models import Base
from ppe_desktop.storage.copying import copy_database
from ppe_desktop.storage.database_errors import translate_database_error
from ppe_desktop.storage.search_watch import unwatch

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

SCRIPTS = Path(__file__).with_name("migrations")
_MAKE_VERSION = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"


def scripts(location: Path = SCRIPTS) -> ScriptDirectory:
    """Return the migrations shipped with the program."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config(location))


def _config(location: Path) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(location).replace("%", "%%"))
    return config


def upgrade(engine: Engine, path: Path, key: bytes, *, location: Path = SCRIPTS) -> None:
    """Bring the base to the last schema; a base that holds data is copied, and the copy checked, before anything changes.

    Args:
        engine: keyed engine.
        path: the base file; the copy is put beside it as ``<name>.avant-<revision>``.
        key: raw key of the base, for its copy.
        location: folder of the migrations.

    Raises:
        BaseTooNewError: the base knows a revision this program does not.
        SaveFailedError: the copy could not be made or is not sound; nothing was changed.
    """
    with engine.connect() as connection:
        current = _revision_of(connection)
    if current == last_revision(location):
        return
    from alembic import command

    known = scripts(location)
    _refuse_unknown(known, current)
    if current is not None:
        _copy_before(engine, key, path.with_name(f"{path.name}.avant-{known.get_current_head()}"))
    with _in_french(), engine.begin() as connection:
        config = _config(location)
        config.attributes["connection"] = connection
        unwatch(connection)  # a table cannot be remade under the triggers that read it
        command.upgrade(config, "head")


@cache
def last_revision(location: Path = SCRIPTS) -> str:
    """Return the last revision of a folder of migrations: the name of its last file."""
    return max(path.stem for path in (location / "versions").glob("[0-9]*.py"))


def _revision_of(connection: Connection) -> str | None:
    """Return the revision of a base; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found is not None else None


def make_schema(engine: Engine) -> None:
    """Give an empty base the present schema at once, as if every migration had run (a test compares the two)."""
    with _in_french(), engine.begin() as connection:
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(_MAKE_VERSION)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (last_revision(),))


def _refuse_unknown(known: ScriptDirectory, current: str | None) -> None:
    from alembic.util import CommandError

    try:
        if current is not None:
            known.get_revision(current)
    except CommandError:
        raise BaseTooNewError from None


def _copy_before(engine: Engine, key: bytes, target: Path) -> None:
    try:
        with _in_french():
            target.unlink(missing_ok=True)
            is_sound = not copy_database(engine, key, target)
    except (OSError, PpeError):
        is_sound = False
    if not is_sound:
        raise SaveFailedError(
            "La copie de sûreté faite avant la mise à jour de la base n’est pas bonne : la mise à jour n’a pas été faite et vos "
            "dossiers sont inchangés. Libérez de la place sur le disque, puis recommencez."
        )


@contextlib.contextmanager
def _in_french() -> Iterator[None]:
    """Turn faults of the disk or of the file into our errors; nothing of the driver's text is kept."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        translated = translate_database_error(error)
        if translated is None:
            raise
        raise translated from None
