"""Bringing a base to the present schema: alembic on the keyed connection, one transaction, after a verified copy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from ppe_desktop.domain.errors import BaseTooNewError, PpeError, SaveFailedError
from ppe_desktop.models import Base
from ppe_desktop.storage.copying import copy_database
from ppe_desktop.storage.database_errors import translate_database_error
from ppe_desktop.storage.search_watch import unwatch

SCRIPTS = Path(__file__).with_name("migrations")


def scripts(location: Path = SCRIPTS) -> ScriptDirectory:
    """Return the migrations shipped with the program."""
    return ScriptDirectory.from_config(_config(location))


def _config(location: Path) -> Config:
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
        current = MigrationContext.configure(connection).get_current_revision()
    if current == _head(location):
        return
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
def _head(location: Path) -> str | None:
    """Return the last revision of a folder of migrations; once, for alembic compiles them all at each reading."""
    return scripts(location).get_current_head()


def make_schema(engine: Engine) -> None:
    """Give an empty base the present schema at once, as if every migration had run (a test compares the two)."""
    with _in_french(), engine.begin() as connection:
        Base.metadata.create_all(connection)
        config = _config(SCRIPTS)
        config.attributes["connection"] = connection
        command.stamp(config, "head")


def _refuse_unknown(known: ScriptDirectory, current: str | None) -> None:
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
