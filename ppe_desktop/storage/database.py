"""The open base and the one thread that owns it.

SQLite serialises writers anyway; one thread makes it plain: the connection is born, used and closed on it, and screens get plain
values back.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, insert

from ppe_desktop.domain.errors import NotABaseError
from ppe_desktop.models import BaseIdentity
from ppe_desktop.storage.connection import create_database_file, make_engine
from ppe_desktop.storage.migrate import make_schema, upgrade
from ppe_desktop.storage.reading import read_identity
from ppe_desktop.storage.search_index import SearchIndex
from ppe_desktop.storage.unit_of_work import Clock, UnitOfWork

Result = TypeVar("Result")


class DatabaseThread:
    """The thread on which everything that touches the base runs, in order."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="base")

    def submit(self, work: Callable[..., Result], *args: Any, **kwargs: Any) -> Future[Result]:
        """Queue some work and return its future."""
        return self._pool.submit(work, *args, **kwargs)

    def run(self, work: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        """Do some work on the thread and wait for it."""
        return self.submit(work, *args, **kwargs).result()

    def stop(self) -> None:
        """Finish what is queued, then end the thread."""
        self._pool.shutdown(wait=True)


class Database:
    """An open base. Every method runs on the thread that opened it.

    Attributes:
        is_demo: the base holds fictitious files only.
        index: full-text index of all files.
    """

    def __init__(self, engine: Engine, clock: Clock, index: SearchIndex, *, is_demo: bool) -> None:
        self._engine = engine
        self.index = index
        self._clock = clock
        self.author = ""
        self.is_demo = is_demo

    @classmethod
    def create(cls, path: Path, key: bytes, vault_id: str, clock: Clock, *, is_demo: bool = False) -> Database:
        """Create the base file with the present schema and tie it to its vault.

        Raises:
            BaseExistsError: there is one already.
        """
        create_database_file(path, key)
        engine = make_engine(path, key)
        try:
            make_schema(engine)
            with engine.begin() as connection:
                connection.execute(insert(BaseIdentity).values(vault_id=vault_id, is_demo=is_demo))
            index = SearchIndex()
            index.prepare(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, clock, index, is_demo=is_demo)

    @classmethod
    def open(cls, path: Path, key: bytes, vault_id: str, clock: Clock) -> Database:
        """Open the base, bring its schema up to date, check that it belongs to the vault.

        Raises:
            DamagedBaseError: it cannot be read with the right key.
            BaseTooNewError: a newer version of the program wrote it.
            BaseInUseError: another program holds it.
            NotABaseError: it belongs to another vault.
        """
        engine = make_engine(path, key)
        try:
            upgrade(engine, path, key)
            with engine.begin() as connection:
                identity = read_identity(connection)
            if identity is None or identity[0] != vault_id:
                raise NotABaseError("Ce fichier de dossiers n’est pas celui de ce coffre. Il n’a pas été modifié.")
            index = SearchIndex()
            index.prepare(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, clock, index, is_demo=identity[1])

    def work(self) -> UnitOfWork:
        """Return a new unit of work, signed by the present author."""
        return UnitOfWork(self._engine, self.author, self._clock, self.index)

    def close(self) -> None:
        """Close the base."""
        self._engine.dispose()
