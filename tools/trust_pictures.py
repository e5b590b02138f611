"""Take pictures of the ways back in: the sheet tried, the new phrase, a damaged base repaired, an archive protected. ``FOLDER`` as argument."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ppe_desktop.app import has_base
from ppe_desktop.services.demo import fill
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.restore_view import RestoreView
from ppe_desktop.ui.views.security.key_dialogs import ChoosePassphraseDialog, DrawKeyDialog, TryRecoveryDialog
from ppe_desktop.ui.views.settings_view import SettingsView
from ppe_desktop.ui.views.trust.archive_dialog import ArchiveDialog
from ppe_desktop.ui.views.unlock_view import UnlockView
from ppe_desktop.vault.keys import FLOOR
from ppe_desktop.vault.paths import BasePaths
from tests.support.base import Clock, access, new_session
from tests.support.typing import type_text
from tests.support.vault import PASSPHRASE

Kind = TypeVar("Kind", bound=QDialog)
SIZE = (1366, 768)
PATIENCE_S = 60


class Pictures:
    """One base with the fictitious files, opened in every way it can be."""

    def __init__(self, folder: Path, place: Path) -> None:
        self._folder, self._place = folder, place
        self._now = Clock(dt.datetime.now().replace(microsecond=0))
        session = new_session(place / "base", self._now, is_demo=True)
        fill(session)
        session.backups.make()
        session.keys._profile = FLOOR  # what a real base asks for: the page tells it
        session.keys.change_passphrase(PASSPHRASE, PASSPHRASE)
        self.key = session.keys.renew_recovery_key(PASSPHRASE).recovery_key
        session.close()
        self.window = MainWindow(Gate(lambda: access(self._now)), place / "base", Preferences(place), has_base)
        self.window.resize(*SIZE)
        self.window.show()

    def take_all(self) -> None:
        """Take every picture."""
        self._in_with_the_sheet()
        self._settings()
        self.window.lock()
        self._repair()
        self.window.close()

    def _in_with_the_sheet(self) -> None:
        self._enter(self.key)
        dialog = self._dialog(self.window, ChoosePassphraseDialog)
        self._until(lambda: bool(dialog.phrase.proposal_label.text()))
        self._take(dialog, "secours-nouvelle-phrase")
        dialog.reject()

    def _settings(self) -> None:
        workspace = self.window.workspace
        assert workspace is not None
        workspace.show_settings()
        view = workspace.findChild(SettingsView)
        view.show_section("security")
        self._settle()
        self._take(self.window, "reglages-securite")
        view.security_page.renew_button.click()
        drawing = self._dialog(view, DrawKeyDialog)
        type_text(drawing.asking.field.line, PASSPHRASE)
        drawing.next_button.click()
        self._until(lambda: drawing.step is drawing.sheet)
        self._take(drawing, "secours-fiche")
        key = drawing.sheet._key
        for rank, line in zip(drawing.sheet.asked(), drawing.sheet.lines, strict=True):
            type_text(line.line, key.split("-")[rank])
        drawing.next_button.click()
        self._until(lambda: view.findChild(DrawKeyDialog) is None)
        view.security_page.try_button.click()
        trial = self._dialog(view, TryRecoveryDialog)
        self._take(trial, "secours-essayer")
        type_text(trial.asking.field.line, key)
        trial.next_button.click()
        self._until(lambda: trial.step is trial.told)
        self._take(trial, "secours-essayee")
        trial.reject()
        view.show_section("backups")
        self._settle()
        self._take(self.window, "reglages-sauvegardes")
        asking = ArchiveDialog(workspace.session.retention.propose_phrase(), view)
        asking.open()
        self._settle(0.4)
        self._take(asking, "archive-proteger")
        asking.reject()

    def _repair(self) -> None:
        base = BasePaths(self._place / "base").database
        content = bytearray(base.read_bytes())
        content[100] ^= 1
        base.write_bytes(content)
        self._enter(PASSPHRASE, opens=False)
        door = self.window.centralWidget()
        assert isinstance(door, UnlockView)
        self._until(door.banner.isVisible)
        self._take(self.window, "restauration-base-abimee")
        door.banner.action_button.click()
        view = self.window.centralWidget()
        assert isinstance(view, RestoreView)
        self._until(lambda: view.chosen() is not None)
        self._settle()
        self._take(self.window, "restauration-choisir")
        type_text(view.secret.line, PASSPHRASE)
        view.compare_button.click()
        self._until(view.restore_button.isVisible)
        self._settle()
        self._take(self.window, "restauration-comparer")
        view.restore_button.click()
        self._until(lambda: "en place" in view.banner.label.text())
        self._settle()
        self._take(self.window, "restauration-faite")

    def _enter(self, secret: str, *, opens: bool = True) -> None:
        self._until(lambda: isinstance(self.window.centralWidget(), UnlockView))
        self._settle(0.4)
        door = self.window.centralWidget()
        assert isinstance(door, UnlockView)
        type_text(door.secret.line, secret)
        door.secret.line.returnPressed.emit()
        if opens:
            self._until(lambda: self.window.workspace is not None)

    def _dialog(self, parent: QWidget, kind: type[Kind]) -> Kind:
        self._until(lambda: parent.findChild(kind) is not None)
        self._settle(0.5)
        found = parent.findChild(kind)
        assert found is not None
        return found

    def _take(self, widget: QWidget, name: str) -> None:
        widget.grab().save(str(self._folder / f"{name}.png"))

    def _settle(self, seconds: float = 0.9) -> None:
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    def _until(self, is_true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_true():
            self._settle(0.05)
            if time.monotonic() > end:
                raise TimeoutError


def main() -> int:
    """Take the pictures."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory(prefix="ppe-images-") as place:
        Pictures(folder, Path(place)).take_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
