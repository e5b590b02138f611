"""A day lived in the real windows, with sentences that must be found nowhere: ``python -m faults.windowed_day BASE ORIGIN LOGS END``.

Keys are pressed, a file is joined through Qt's own dialog from a folder that bears a name, words are copied, the base locks and opens again.
Titles of windows and the clipboard are looked at on the way; what is left on the disk is looked at by :mod:`faults.traces`.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QEvent, QIODevice, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from ppe_desktop.app import has_base, make_application
from ppe_desktop.runtime import clock
from ppe_desktop.runtime.files import restrict_process
from ppe_desktop.runtime.log import start_logging
from ppe_desktop.storage import connection as connecting
from ppe_desktop.ui.dialogs.attachment_viewer import AttachmentViewer
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.unlock_view import UnlockView
from tests.integration import test_privacy as privacy
from tests.support.base import Clock, access, new_session
from tests.support.typing import type_text
from tests.support.vault import PASSPHRASE

_PATIENCE_S = 20


class Day:
    """One window on one base."""

    def __init__(self, base: Path, origin: Path) -> None:
        """Make a base with one file, and a document to join in a folder that bears a name."""
        said = privacy.SENTINELS
        session = new_session(base, Clock(clock.now()))
        self.child = session.run(
            session.files.create, surname=said["surname"], first_names=said["first"], measure="PLACEMENT_ASE"
        ).created
        session.close()
        self.folder = origin / said["place"]
        self.folder.mkdir(parents=True)
        (self.folder / "lettre.txt").write_text(said["words"], "utf-8")
        (self.folder / "photo.png").write_bytes(_picture())
        self.window = MainWindow(Gate(access), base, Preferences(), has_base)
        self.window.show()

    @property
    def workspace(self) -> Any:
        """What is shown while the base is open."""
        assert self.window.workspace is not None
        return self.window.workspace

    def live(self, end: str) -> None:
        """Live the day, to its end."""
        self._unlock()
        self._type()
        self._search()
        for name in ("lettre.txt", "photo.png"):
            self._join(name)
        self._read()
        self._copy_and_lock()
        self._unlock()
        self._type()
        os.kill(os.getpid(), signal.SIGKILL if end == "kill" else signal.SIGSEGV)

    def _unlock(self) -> None:
        self._until(lambda: isinstance(self.window.centralWidget(), UnlockView))
        door = self.window.centralWidget()
        assert isinstance(door, UnlockView)
        type_text(door.secret.line, PASSPHRASE)
        _press(door.secret.line, Qt.Key.Key_Return)
        self._until(lambda: self.window.workspace is not None)

    def _type(self) -> None:
        workspace = self.workspace
        workspace.open_child(self.child, "identity")
        page = workspace.file_view.page("identity")
        self._until(lambda: page.form is not None and page.form.isVisible())
        editors = page.form.editors
        type_text(editors["allergies"].focus_target, privacy.SENTINELS["note"])
        type_text(editors["birth_date"].focus_target, privacy.SENTINELS["pending"])
        editors["allergies"].focus_target.setFocus()
        self._until(workspace.autosaver.flush)

    def _search(self) -> None:
        workspace = self.workspace
        workspace.show_children()
        self._until(lambda: workspace.children_view.model.rowCount() == 1)
        type_text(workspace.children_view.search_field, privacy.SENTINELS["search"])
        self._until(lambda: workspace.children_view.model.rowCount() == 0)
        workspace.children_view.search_field.clear()

    def _join(self, name: str) -> None:
        section = self._documents()
        before = len(self._joined())
        section.choose()
        dialog = next(one for one in section.findChildren(QFileDialog) if one.isVisible())
        dialog.setDirectory(str(self.folder))
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.setText(str(self.folder / name))
        dialog.accept()
        self._until(lambda: len(self._joined()) > before and not section.attaching.is_running())

    def _read(self) -> None:
        section = self._documents()
        for item in self._joined():
            section.open_document(item)
            viewer: AttachmentViewer = section.viewer
            self._until(lambda shown=viewer: shown.stack.currentWidget() is not shown.message_label)
            viewer.close()

    def _copy_and_lock(self) -> None:
        workspace = self.workspace
        workspace.open_child(self.child, "identity")
        page = workspace.file_view.page("identity")
        self._until(lambda: page.form is not None and page.form.isVisible())
        line = page.form.editors["birth_surname"].focus_target
        self.window.activateWindow()  # no desktop gives it the keyboard back here
        self._until(lambda: QGuiApplication.focusWindow() is not None)
        line.selectAll()
        line.copy()
        clipboard = QGuiApplication.clipboard()
        print("CONTROLE" if privacy.hits(clipboard.text().encode()) else "pas de copie", flush=True)  # noqa: T201
        self.window.lock()
        self._until(lambda: self.window.workspace is None)
        print(f"presse-papiers {clipboard.text()}", flush=True)  # noqa: T201

    def _joined(self) -> list[Any]:
        session = self.workspace.session
        return list(session.run(session.attachments.of_child, self.child))

    def _documents(self) -> Any:
        workspace = self.workspace
        workspace.open_child(self.child, "documents")
        section = workspace.file_view.page("documents")
        self._until(lambda: section.context.file is not None and section.isVisible())
        return section

    def _until(self, is_true: Callable[[], object]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not is_true():
            QApplication.processEvents()
            titles = " | ".join(one.windowTitle() for one in QApplication.topLevelWidgets())
            if privacy.hits(titles.encode()):
                print(f"titre de fenêtre {titles}", flush=True)  # noqa: T201
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.01)


def _picture() -> bytes:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _press(widget: QWidget, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def main() -> None:
    """Live one day."""
    base, origin, logs = map(Path, sys.argv[1:4])
    connecting.MEMORY_SECURITY = False
    restrict_process()
    start_logging(logs)
    _application, _preferences = make_application()
    privacy.forbid_network()
    Day(base, origin).live(sys.argv[4])


if __name__ == "__main__":
    main()
