"""Composition root of the window: the only place that knows everything. Nothing heavy is imported before the first paint."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QObject,
    QSettings,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from ppe_desktop.runtime.paths import default_base_folder, log_folder
from ppe_desktop.ui.french_of_qt import speak_french
from ppe_desktop.ui.garbage import ScreenCollector
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import APPLICATION, MainWindow
from ppe_desktop.ui.preferences import Preferences

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from ppe_desktop.services.access import AccessService
    from ppe_desktop.services.session import Session

DATABASE_FILE, SEAL_FILE = "dossiers.db", "journal.json"
BACKUP_FOLDER, BACKUP_ENDING = "sauvegardes", ".sauvegarde"
DEMO_PREFIX, DEMO_FOLDER = "ppe-fictif-", "Dossiers fictifs"
DEMO_YOUNG_SECONDS = 3600
HARDEN_MS = 60
"""Moment after the window is shown at which the process is restricted: before the access service is loaded."""


def run_window(*, base: Path | None, is_demo: bool, measure: str = "") -> int:
    """Show the window until it is closed.

    Args:
        base: folder of the base; the usual one by default.
        is_demo: open a throw-away base of fictitious files.
        measure: leave at the first paint of the ``"window"`` or of its ``"door"``, for the benchmark.
    """
    application, preferences = make_application()
    house = DemoHouse() if is_demo else None
    kept = base or preferences.base_folder() or default_base_folder()
    folder = house.folder if house else kept.expanduser().absolute()
    is_alone = is_demo or bool(measure)
    if not is_alone and raise_other_window(folder):
        return 0
    gate = Gate(load_access)
    window = MainWindow(gate, folder, preferences, has_base)
    leave = _LeaveAtFirstPaint(window, measure) if measure else None
    server = None if is_alone else _listen(folder, window)
    if not is_alone and server is None:
        return 0
    window.demo_requested.connect(_start_demo_elsewhere)
    window.show()
    QTimer.singleShot(HARDEN_MS, window, _harden)
    if house:
        house.move_in(window)
    code = application.exec()
    del leave
    if server:
        server.close()
    if house:
        house.leave()
    return code


def _harden() -> None:
    """Restrict the process and start the log: once the window is painted, before any key is in memory or any file is made."""
    from ppe_desktop.runtime.files import restrict_process
    from ppe_desktop.runtime.log import start_logging

    restrict_process()
    start_logging(log_folder())
    qInstallMessageHandler(_on_qt_message)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, _text: str) -> None:
    """Log that Qt said something, and from where; its text may name a file or hold what was typed."""
    import logging

    logging.getLogger("ppe_desktop.qt").info("Qt : %s %s", kind.name, context.category or "")


def make_application() -> tuple[QApplication, Preferences]:
    """Return the Qt application in French, with the theme the person chose."""
    # Qt's own file dialog notes the folders gone through, which may bear a child's name: in a file that keeps nothing
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    ScreenCollector(application)
    assert isinstance(application, QApplication)
    application.setApplicationName(APPLICATION)
    application.setApplicationDisplayName(APPLICATION)
    speak_french(application)
    preferences = Preferences()
    preferences.apply(application)
    return application, preferences


def load_access() -> AccessService:
    """Load the service that opens bases, and with it SQLAlchemy: done in the background, after the first paint."""
    from ppe_desktop.services.access import AccessService

    return AccessService()


def has_base(folder: Path) -> bool:
    """Tell whether a base lies in a folder, or did and left its traces, without loading anything.

    A base whose file was deleted or put aside by an antivirus is asked for at the door, where its backups are, and not made anew.
    """
    is_there = (folder / DATABASE_FILE).exists() or (folder / SEAL_FILE).exists()
    return is_there or any((folder / BACKUP_FOLDER).glob(f"*{BACKUP_ENDING}"))


def take_screenshots(folder: Path) -> int:
    """Go round the screens on fictitious files and keep their pictures; no screen is needed."""
    from ppe_desktop.runtime.files import restrict_process
    from ppe_desktop.tour import Tour

    restrict_process()
    application, _preferences = make_application()
    return Tour(application, folder).run()


def _clear_left(place: Path) -> None:
    """Erase the fictitious bases of programs that were killed; one that is open, or was made within the hour, stays."""
    import shutil
    import time

    from ppe_desktop.domain.errors import PpeError
    from ppe_desktop.vault.instance import hold_base

    for left in place.glob(f"{DEMO_PREFIX}*"):
        with contextlib.suppress(PpeError, OSError):
            if time.time() - left.stat().st_mtime > DEMO_YOUNG_SECONDS:
                hold_base(left / DEMO_FOLDER).release()
                shutil.rmtree(left)


class DemoHouse(QObject):
    """The throw-away base of fictitious files: made when entered, erased when left."""

    _made = Signal(object)

    def __init__(self) -> None:
        import tempfile

        from ppe_desktop.runtime.files import make_private_folder

        super().__init__()
        _clear_left(Path(tempfile.gettempdir()))
        self._root = Path(tempfile.mkdtemp(prefix=DEMO_PREFIX))
        make_private_folder(self._root)
        self.folder = self._root / DEMO_FOLDER
        self._builder: Thread | None = None

    def move_in(self, window: MainWindow) -> None:
        """Make the fictitious base in the background, then show it."""
        from ppe_desktop.services import demo
        from ppe_desktop.ui.views.waiting_view import WaitingView

        window.set_hint(window.tr("Base fictive. Phrase de passe : {phrase}").format(phrase=demo.PASSPHRASE))
        window.setCentralWidget(WaitingView(window.tr("Préparation des dossiers fictifs…"), window))
        self._made.connect(window.open_workspace, Qt.ConnectionType.QueuedConnection)
        self._builder = Thread(target=self._make_and_tell, name="fictif")
        self._builder.start()

    def _make_and_tell(self) -> None:
        self._made.emit(self.make())

    def make(self) -> Session:
        """Make the fictitious base and return an open session on it."""
        from ppe_desktop.services import demo
        from ppe_desktop.services.access import AccessService
        from ppe_desktop.vault.keys import FLOOR

        made = AccessService(profile=FLOOR).create(
            self.folder, demo.PASSPHRASE, is_demo=True, **demo.read_profile_facts()
        )
        demo.fill(made.session)
        return made.session

    def leave(self) -> None:
        """Erase everything, once nothing is being made any more."""
        import shutil

        if self._builder is not None:
            self._builder.join()
        shutil.rmtree(self._root, ignore_errors=True)


class _LeaveAtFirstPaint(QObject):
    """Ends the program when the window, or the door in it, is painted: what the benchmark times."""

    def __init__(self, window: MainWindow, what: str) -> None:
        super().__init__()
        self._window = window
        if what == "window":
            window.installEventFilter(self)
        else:
            window.door_shown.connect(self._on_door_shown)

    def _on_door_shown(self) -> None:
        door = self._window.centralWidget()
        if door is not None:
            door.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            watched.event(event)  # painted, as the bare window it is compared with is
            if watched is self._window:
                os._exit(0)
            QTimer.singleShot(0, self._leave)  # what lies in the door is painted after it
            return True
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        os._exit(0)


def _server_name(folder: Path) -> str:
    import hashlib

    return f"ppe-desktop-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"


def raise_other_window(folder: Path) -> bool:
    """Ask the window already open on this base, if any, to come forward; tell whether there was one."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_server_name(folder))
    if not socket.waitForConnected(300):
        return False
    socket.disconnectFromServer()
    return True


def _listen(folder: Path, window: MainWindow) -> QLocalServer | None:
    """Come forward when a second start asks for it; None when another start took the place meanwhile."""
    from PySide6.QtNetwork import QLocalServer

    server = QLocalServer(window)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    if not server.listen(_server_name(folder)):
        if raise_other_window(folder):
            return None
        QLocalServer.removeServer(_server_name(folder))  # left by a program that was killed
        server.listen(_server_name(folder))
    server.newConnection.connect(window.raise_)
    server.newConnection.connect(window.activateWindow)
    return server


def _start_demo_elsewhere() -> None:
    """Open the fictitious files in a window of their own."""
    from PySide6.QtCore import QProcess

    QProcess.startDetached(sys.executable, ["-m", "ppe_desktop", "--demo"])
