"""The open base and the one thread that owns it.

SQLite serialises writers anyway; one thread makes it plain: the connection is born, used and closed on it, and screens get plain
values back.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, insert
from sqlalchemy.exc import DBAPIError

from ppe_desktop.domain.errors import NotABaseError, SaveFailedError
from ppe_desktop.models import BaseIdentity
from ppe_desktop.storage.audit import AuditTrail
from ppe_desktop.storage.backing_up import Copied, copy_in_steps
from ppe_desktop.storage.connection import (
    NOT_WRITABLE,
    create_database_file,
    is_readable,
    make_engine,
    still_answers,
    translate_database_error,
)
from ppe_desktop.storage.migrate import make_schema, upgrade
from ppe_desktop.storage.reading import read_identity
from ppe_desktop.storage.search_index import SearchIndex
from ppe_desktop.storage.unit_of_work import Clock, UnitOfWork

Result = TypeVar("Result")


class DatabaseThread:
    """The thread on which everything that touches the base runs, in order.

    Long work that is made of steps may let what came meanwhile be done between two of them: see :meth:`give_way`.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="base")
        self._jobs: deque[tuple[Future[Any], Callable[[], Any]]] = deque()

    def submit(self, work: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Queue some work and return its future."""
        future: Future[Result] = Future()
        self._jobs.append((future, partial(work, *args, **kwargs)))
        self._pool.submit(self._do_next)
        return future

    def run(self, work: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Result:
        """Do some work on the thread and wait for it."""
        return self.submit(work, *args, **kwargs).result()

    def give_way(self, go_on: Callable[[], bool]) -> bool:
        """Do what waits, from work that runs on this thread, as long as ``go_on`` says so. Return its last word."""
        while go_on():
            if not self._do_next():
                return True
        return False

    def stop(self) -> None:
        """Finish what is queued, then end the thread."""
        self._pool.shutdown(wait=True)

    def _do_next(self) -> bool:
        """Do the oldest work, if it was not done while other work gave way; tell whether there was any."""
        try:
            future, work = self._jobs.popleft()
        except IndexError:
            return False
        if future.set_running_or_notify_cancel():
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - handed to whoever asked
                future.set_exception(error)
            else:
                future.set_result(result)
        return True


class Database:
    """An open base. Every method runs on the thread that opened it.

    Attributes:
        is_demo: the base holds fictitious files only.
        index: full-text index of all files.
        now: the clock of the base.
        trail: the journal that is never rewritten; None until a session keeps it.
    """

    def __init__(self, engine: Engine, clock: Clock, index: SearchIndex, *, is_demo: bool) -> None:
        self._engine = engine
        self.index = index
        self._clock = self.now = clock
        self.author = ""
        self.is_demo = is_demo
        self._open_again: Callable[[], Engine] | None = None
        self._readable: Callable[[], bool] = bool
        self._is_doubtful = False
        self.trail: AuditTrail | None = None

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
            with _said_in_french():
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

    @staticmethod
    def identify(path: Path, key: bytes, vault_id: str) -> None:
        """Write the identity of a base whose own could not be read; one that is there stays."""
        engine = make_engine(path, key)
        try:
            with engine.begin() as connection:
                if read_identity(connection) is None:
                    connection.execute(insert(BaseIdentity).values(vault_id=vault_id, is_demo=False))
        finally:
            engine.dispose()

    def work(self) -> UnitOfWork:
        """Return a new unit of work, signed by the present author."""
        if self._is_doubtful:
            self._settle_doubt()
        return UnitOfWork(self._engine, self.author, self._clock, self.index, self.trail, self._doubt)

    def come_back_with(self, path: Path, key: Callable[[], bytes], hold_again: Callable[[], None]) -> None:
        """Open the file again by itself when its disk was pulled out and put back: what was open never answers again.

        Args:
            path: the file of the base.
            key: gives the raw key, for as long as the session holds it.
            hold_again: holds the base against other programs; raises when one took it meanwhile.
        """

        def open_again() -> Engine:
            hold_again()
            return make_engine(path, key())

        self._open_again = open_again
        self._readable = partial(is_readable, path)

    def keep_journal(self, trail: AuditTrail) -> None:
        """Have everything done from now on told in the journal that is never rewritten."""
        with _said_in_french(), self._engine.begin() as connection:
            trail.prepare(connection)
        self.trail = trail

    def copy_in_steps(self, key: bytes, target: Path, go_on: Callable[[], bool]) -> Copied:
        """Copy the base into a new file, a few pages at a time; see :func:`ppe_desktop.storage.backing_up.copy_in_steps`."""
        return copy_in_steps(self._engine, key, target, go_on)

    def tidy(self) -> int:
        """Leave nothing of what was erased: the index in one piece, no free page. Return how many are left."""
        with self._engine.begin() as connection:
            self.index.tidy(connection)
        self.index.names.forget_all()
        pooled = self._engine.raw_connection()
        try:
            driver: Any = pooled.driver_connection
            return int(driver.execute("PRAGMA freelist_count").fetchone()[0])
        finally:
            pooled.close()

    def close(self) -> None:
        """Close the base."""
        self._engine.dispose()

    def _doubt(self) -> None:
        self._is_doubtful = True

    def _settle_doubt(self) -> None:
        """After a failure of the disk: open again what answers no more, and read anew where the journal ends.

        A commit may have reached the disk although its last step failed.
        """
        try:
            self._come_back()
            if self.trail is not None:
                with self._engine.begin() as connection:
                    self.trail.prepare(connection)
        except DBAPIError:
            return  # the disk still fails: the work to come says so in French, and the doubt stays
        self._is_doubtful = False

    def _come_back(self) -> None:
        """Open the base again if the disk answers and the connection does not; otherwise leave everything as it is."""
        if self._open_again is None or still_answers(self._engine) or not self._readable():
            return
        self._engine.dispose()
        self._engine = self._open_again()


@contextlib.contextmanager
def _said_in_french() -> Iterator[None]:
    """Turn a failure of the disk while the base is being opened into ours, as a unit of work does later."""
    try:
        yield
    except DBAPIError as error:
        known = translate_database_error(error)
        raise (
            SaveFailedError(NOT_WRITABLE) if known is None or isinstance(known, SaveFailedError) else known
        ) from None
