"""The way in: the access service works on its own thread, so that no window freezes while a key is derived."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ppe_desktop.domain.errors import DefectError, PpeError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from ppe_desktop.services.access import AccessService

_Then = Callable[[Any], None]

AFTER_FIRST_PAINT_MS = 250
"""Moment at which the heavy imports begin, once the window is on screen."""


class Gate(QObject):
    """Opens and makes bases in the background.

    The service is loaded on the thread at the first need: importing it takes longer than showing a window.

    Signals:
        opened: the ``Session`` of the base.
        created: the ``NewBase`` just made.
        refused: the :class:`PpeError` that stopped an opening or a creation.
        proposed: a passphrase drawn at random.
        judged: whether a passphrase is accepted, its bits, and advice in French.
        cleared: how many copies in clear could not be erased yet.
        listed: the backups found (``BackupNote``), the newest first.
        compared: the ``Comparison`` of a backup with the present base.
        restored: where the former base is kept (``Path``), or None.
        recovered: what could be read of a damaged base (``Recovered``).
        moved: where the base is now (``Path``).
        rotated: the key of the new recovery sheet (``PrintedKey``).
    """

    opened = Signal(object)
    created = Signal(object)
    refused = Signal(object)
    proposed = Signal(str)
    judged = Signal(bool, int, str)
    cleared = Signal(int)
    listed = Signal(object)
    compared = Signal(object)
    restored = Signal(object)
    recovered = Signal(object)
    moved = Signal(object)
    rotated = Signal(object)
    _answered = Signal(object, object)

    def __init__(self, load_access: Callable[[], AccessService], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load_access = load_access
        self._access: AccessService | None = None
        self._is_open = True
        self._waiting: set[Future[Any]] = set()
        self._worker: ThreadPoolExecutor | None = None
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def warm_up(self) -> None:
        """Load the access service in the background, while the person types; not before the window is painted."""
        QTimer.singleShot(AFTER_FIRST_PAINT_MS, self, self._load)

    def _load(self) -> None:
        self._do(self._service, None)

    def open(self, folder: Path, secret: str, *, take_over: bool = False) -> None:
        """Open a base with the passphrase or the recovery key; ``opened`` or ``refused`` follows.

        Args:
            folder: folder of the base.
            secret: as typed.
            take_over: ignore the mark left by another computer.
        """
        self._do(self._open, partial(self._on_opened, folder, secret), folder, secret, take_over)

    def list_backups(self, folder: Path, elsewhere: Path | None = None) -> None:
        """Look for the backups of a base, and in another place; ``listed`` follows."""
        self._do(self._list, self.listed.emit, folder, elsewhere)

    def clear_copies(self, folder: Path) -> None:
        """Erase the copies in clear left beside a base that is not open; ``cleared`` follows."""
        self._do(self._clear, self.cleared.emit, folder)

    def compare(self, folder: Path, backup: Path, secret: str) -> None:
        """Read a backup and the present base through; ``compared`` or ``refused`` follows."""
        self._do(self._compare, self.compared.emit, folder, backup, secret)

    def put_back(self, folder: Path, backup: Path, secret: str) -> None:
        """Put a backup in the place of the base; ``restored`` or ``refused`` follows."""
        self._do(self._put_back, self.restored.emit, folder, backup, secret)

    def recover(self, folder: Path, secret: str) -> None:
        """Copy what still reads of a damaged base beside it; ``recovered`` or ``refused`` follows."""
        self._do(self._recover, self.recovered.emit, folder, secret)

    def move(self, folder: Path, target: Path) -> None:
        """Move a base that is not open; ``moved`` or ``refused`` follows."""
        self._do(self._move, self.moved.emit, folder, target)

    def rotate(self, folder: Path, secret: str, new_passphrase: str, *, drop_backups: bool) -> None:
        """Encrypt a base that is not open again with another key; ``rotated`` or ``refused`` follows."""
        self._do(self._rotate, self.rotated.emit, folder, secret, new_passphrase, drop_backups)

    def create(self, folder: Path, passphrase: str, *, is_demo: bool = False, **profile: Any) -> None:
        """Make a base; ``created`` or ``refused`` follows."""
        self._do(self._create, self.created.emit, folder, passphrase, is_demo, profile)

    def propose(self) -> None:
        """Draw a passphrase; ``proposed`` follows."""
        self._do(self._propose, self.proposed.emit)

    def judge(self, passphrase: str, personal_words: tuple[str, ...] = ()) -> None:
        """Judge a passphrase; ``judged`` follows."""
        self._do(self._judge, self._on_judged, passphrase, personal_words)

    def close(self) -> None:
        """Wait for what is under way and drop it: a base opened meanwhile is closed again."""
        if not self._is_open:
            return
        self._is_open = False
        if self._worker is not None:
            self._worker.shutdown(wait=True, cancel_futures=True)
        for future in list(self._waiting):
            _drop(future)
        self._waiting.clear()

    def _do(self, work: Callable[..., Any], then: _Then | None, *args: Any) -> None:
        if not self._is_open:
            return
        future = self._thread().submit(work, *args)
        self._waiting.add(future)
        future.add_done_callback(partial(self._answered.emit, then))

    def _thread(self) -> ThreadPoolExecutor:
        if self._worker is None:
            from concurrent.futures import ThreadPoolExecutor

            self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="acces")
        return self._worker

    def _service(self) -> AccessService:
        if self._access is None:
            self._access = self._load_access()
        return self._access

    def _on_opened(self, folder: Path, secret: str, session: Any) -> None:
        """Hand the session over, then raise the cost of the slot if this machine is much faster than the one that chose it."""
        self.opened.emit(session)
        self._do(self._strengthen, None, folder, secret)

    def _open(self, folder: Path, secret: str, take_over: bool) -> Any:
        return self._service().open(folder, secret, take_over=take_over)

    def _strengthen(self, folder: Path, secret: str) -> Any:
        return self._service().strengthen(folder, secret)

    def _list(self, folder: Path, elsewhere: Path | None) -> Any:
        return self._service().backups(folder, elsewhere)

    def _clear(self, folder: Path) -> int:
        return self._service().clear_copies(folder)

    def _compare(self, folder: Path, backup: Path, secret: str) -> Any:
        return self._service().compare(folder, backup, secret)

    def _put_back(self, folder: Path, backup: Path, secret: str) -> Any:
        return self._service().put_back(folder, backup, secret)

    def _recover(self, folder: Path, secret: str) -> Any:
        return self._service().recover(folder, secret)

    def _move(self, folder: Path, target: Path) -> Any:
        return self._service().move(folder, target)

    def _rotate(self, folder: Path, secret: str, new_passphrase: str, drop_backups: bool) -> Any:
        return self._service().rotate(folder, secret, new_passphrase, drop_backups=drop_backups)

    def _create(self, folder: Path, passphrase: str, is_demo: bool, profile: dict[str, Any]) -> Any:
        return self._service().create(folder, passphrase, is_demo=is_demo, **profile)

    def _propose(self) -> str:
        return self._service().propose_passphrase()

    def _judge(self, passphrase: str, personal_words: tuple[str, ...]) -> tuple[bool, int, str]:
        return self._service().judge(passphrase, personal_words)

    def _on_judged(self, judgement: tuple[bool, int, str]) -> None:
        self.judged.emit(*judgement)

    def _on_answered(self, then: _Then | None, future: Future[Any]) -> None:
        if future not in self._waiting or future.cancelled():
            return
        self._waiting.discard(future)
        error = future.exception()
        if error is not None:
            known = error if isinstance(error, PpeError) else _defect(error)
            self.refused.emit(known)
        elif then is not None:
            then(future.result())


def _defect(error: BaseException) -> DefectError:
    from ppe_desktop.runtime.log import report_defect

    return DefectError(detail=report_defect(error))


def _drop(future: Future[Any]) -> None:
    """Close the base that an answer nobody waits for holds open."""
    if future.cancelled() or not future.done() or future.exception() is not None:
        return
    result = future.result()
    close = getattr(getattr(result, "session", result), "close", None)
    if callable(close):
        close()
