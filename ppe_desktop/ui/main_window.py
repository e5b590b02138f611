"""The window: unlock or first run, then the workspace; lock at any time. Its title never names a child."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from ppe_desktop.domain.errors import SaveFailedError, SituationError
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.locking.own_clipboard import OwnClipboard
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.theme.fonts import load_fonts
from ppe_desktop.ui.widgets.sure import is_sure

if TYPE_CHECKING:
    from ppe_desktop.services.session import Session
    from ppe_desktop.ui.locking.curtain import Curtain
    from ppe_desktop.ui.locking.keeper import LockKeeper
    from ppe_desktop.ui.locking.kept_place import KeptPlace
    from ppe_desktop.ui.views.search.search_opener import SearchOpener
    from ppe_desktop.ui.views.workspace import Place, Workspace

APPLICATION = "PPE Desktop"


class MainWindow(QMainWindow):
    """The one window of the application.

    Signals:
        demo_requested: the person wants to try with fictitious files.
        workspace_shown: a base was opened and its workspace is on screen.
        locked: the workspace is gone and the base is closed.
        door_shown: what opens the base is in the window.
    """

    demo_requested = Signal()
    workspace_shown = Signal()
    locked = Signal()
    door_shown = Signal()

    def __init__(self, gate: Gate, folder: Path, preferences: Preferences, has_base: Callable[[Path], bool]) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._gate, self._folder, self._preferences, self._has_base = gate, folder, preferences, has_base
        self._hint = ""
        self._copies_left = 0
        self._was_painted = False
        self._place: Place | None = None
        self._kept: KeptPlace | None = None
        self._typed: list[dict[str, Any]] = []
        self._curtain: Curtain | None = None
        self.keeper: LockKeeper | None = None
        self.workspace: Workspace | None = None
        self._search_opener: SearchOpener | None = None
        self.setWindowTitle(APPLICATION)
        self.setMinimumSize(900, 600)
        self.resize(QSize(1280, 800).boundedTo(QGuiApplication.primaryScreen().availableSize()))

        self._clipboard = OwnClipboard(self)
        self._make_menus()
        self._restore_geometry()

    def showEvent(self, event: QShowEvent) -> None:
        """Prepare what the next gesture needs, once the window is on screen."""
        super().showEvent(event)
        self._gate.warm_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Appear first, then build the door: the eye has the window while the rest is loaded."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self._on_first_painted)

    def _on_first_painted(self) -> None:
        load_fonts()
        if self.centralWidget() is None:
            self.show_door()

    def show_door(self) -> None:
        """Show what opens the base: the passphrase, or the first-run assistant when there is no base."""
        if self._has_base(self._folder):
            from ppe_desktop.ui.views.unlock_view import UnlockView

            unlock = UnlockView(self._gate, self._folder, self)
            unlock.set_hint(self._hint or self._copies_told())
            unlock.set_last_opening(self._preferences.last_opening(self._folder))
            unlock.unlocked.connect(self.open_workspace)
            unlock.other_base_requested.connect(self._on_other_base)
            unlock.first_run_requested.connect(self._on_first_run_requested)
            unlock.restore_requested.connect(self.show_restore)
            self._show(unlock)
        else:
            self._show_first_run()
        self.door_shown.emit()

    def show_restore(self) -> None:
        """Show the way back from a backup, once the base is closed."""
        if not self.lock():
            return
        from ppe_desktop.ui.views.restore_view import RestoreView

        restore = RestoreView(self._gate, self._folder, self)
        restore.left.connect(self.show_door)
        restore.base_recovered.connect(self._on_other_base)
        self._show(restore)

    def show_rotation(self) -> None:
        """Show how the base is encrypted again with another key, once it is closed."""
        if not self.lock():
            return
        from ppe_desktop.ui.views.rotate_view import RotateView

        rotation = RotateView(self._gate, self._folder, self)
        rotation.left.connect(self.show_door)
        self._show(rotation)

    def set_hint(self, text: str) -> None:
        """Say something at the door, such as the public passphrase of the fictitious files."""
        self._hint = text

    def open_workspace(self, session: Session) -> None:
        """Show the workspace of an open base."""
        from ppe_desktop.ui.printing.pictures import picture_png
        from ppe_desktop.ui.views.workspace import Workspace  # loaded only once a base is open: it is the heavy part

        self._remember(session)
        session.documents.draw_with(picture_png)
        session.templates.draw_with(picture_png)
        self.workspace = Workspace(session, self._place, self)
        self.workspace.lock_requested.connect(self.lock)
        self._show(self.workspace)
        self._show_search_opener()
        self._enable_actions(is_open=True)
        self._watch_over(self.workspace)
        self.workspace_shown.emit()

    def _watch_over(self, workspace: Workspace) -> None:
        """Begin to watch for absence, and bring the person back to where the lock found her."""
        from ppe_desktop.ui.locking.interrupted import SETTING
        from ppe_desktop.ui.locking.keeper import LockKeeper
        from ppe_desktop.ui.locking.kept_place import Returning

        if self.keeper is None:
            self.keeper = LockKeeper(self._preferences, self)
            self.keeper.lock_wanted.connect(self._on_lock_wanted)
        self.keeper.opened(self.windowHandle())
        workspace.lock_settings_changed.connect(self.keeper.settings_changed)
        workspace.restore_requested.connect(self.show_restore, Qt.ConnectionType.QueuedConnection)
        workspace.rotation_requested.connect(self.show_rotation, Qt.ConnectionType.QueuedConnection)
        if workspace.session.keys.opened_with != "phrase":
            self._offer_new_passphrase(workspace)
        if self._kept is not None:
            Returning(workspace, self._kept)
            self._kept = None
        workspace.tasks.ask(workspace.session.settings.get, SETTING, then=self._on_interrupted)

    def _offer_new_passphrase(self, workspace: Workspace) -> None:
        """Have a new phrase chosen: a printed key opened the base."""
        from ppe_desktop.ui.views.security.key_dialogs import ChoosePassphraseDialog

        dialog = ChoosePassphraseDialog(workspace.tasks, workspace)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_search_opener(self) -> None:
        """Put the field that opens the search on the line of the menus; where the system keeps the menus, on a line of its own."""
        if self._search_opener is None:
            from ppe_desktop.ui.views.search.search_opener import SearchOpener

            self._search_opener = SearchOpener(self.search_action.shortcut(), self)
            self._search_opener.clicked.connect(self._on_search)
            if self.menuBar().isNativeMenuBar():
                bar = self.addToolBar(self.search_action.text())
                bar.setMovable(False)
                bar.addWidget(self._search_opener)
            else:
                self.menuBar().setCornerWidget(self._search_opener)
        self._search_opener.show()

    def lock(self) -> bool:
        """Keep what is typed, close the base, show the door. Return whether it could be done."""
        if self.workspace is None:
            return True
        from ppe_desktop.ui.locking.interrupted import SETTING, typed_in_dialogs
        from ppe_desktop.ui.locking.kept_place import keep_place

        self._typed = typed_in_dialogs(self) or self._typed
        kept = keep_place(self.workspace)
        if not self.workspace.finish() or not self._keep_typed(self.workspace.session, SETTING):
            self.workspace.show_error(SaveFailedError())
            return False
        self._place, self._kept = self.workspace.place, kept
        self._copies_left = self._count_copies(self.workspace.session)
        self.workspace.search_panel.dismiss()
        self._close_dialogs()
        self._lift_curtain()
        if self.keeper is not None:
            self.keeper.locked()
        self.workspace.close_session()
        self.workspace = None
        self._enable_actions(is_open=False)
        self._clipboard.clear()
        if self._search_opener is not None:
            self._search_opener.hide()
        self.show_door()
        self.locked.emit()
        return True

    def _on_lock_wanted(self) -> None:
        """Lock without being asked; hide everything at least, when the last text cannot be kept."""
        if self.lock() or self._curtain is not None or self.workspace is None:
            return
        from ppe_desktop.ui.locking.curtain import Curtain

        self.workspace.search_panel.dismiss()
        self._close_dialogs()
        self._enable_actions(is_open=False)
        self.workspace.setEnabled(False)  # its shortcuts too
        self._curtain = Curtain(self.workspace.tasks, self)
        self._curtain.lifted.connect(self._on_lifted)
        self._curtain.retry_wanted.connect(self.lock)

    def _on_lifted(self) -> None:
        self._lift_curtain()
        self._enable_actions(is_open=True)
        if self.workspace is not None:
            self.workspace.setEnabled(True)
        self._on_interrupted(self._typed)
        self._typed = []

    def _lift_curtain(self) -> None:
        if self._curtain is not None:
            self._curtain.hide()
            self._curtain.deleteLater()
            self._curtain = None

    def _on_interrupted(self, typed: list[dict[str, Any]] | None) -> None:
        """Give back what was being typed in a dialog that the lock closed."""
        if not typed or self.workspace is None:
            return
        from ppe_desktop.ui.locking.interrupted import SETTING, InterruptedDialog

        dialog = InterruptedDialog(typed, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.workspace.tasks.ask, self.workspace.session.settings.keep, SETTING, None))
        dialog.open()

    def _count_copies(self, session: Session) -> int:
        """Return how many copies in clear are left outside; a base that cannot be read has none to tell."""
        try:
            return session.run(session.outside.known_count)
        except SituationError:
            return 0

    def _copies_told(self) -> str:
        if not self._copies_left:
            return ""
        several = self.tr("{count} copies en clair restent enregistrées hors de la base.")
        one = self.tr("Une copie en clair reste enregistrée hors de la base.")
        return several.format(count=self._copies_left) if self._copies_left > 1 else one

    def _keep_typed(self, session: Session, name: str) -> bool:
        """Put into the base what was typed in dialogs; return whether that succeeded."""
        if self._typed:
            try:
                session.run(session.settings.keep, name, self._typed)
            except SituationError:
                return False
        self._typed = []
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed, then go; if it cannot be kept, ask."""
        self._preferences.set_geometry(bytes(self.saveGeometry().data()))
        if self._first_run_unfinished() and not self._confirm_lost_sheet():
            event.ignore()
            return
        if self.workspace is not None and not self.workspace.finish() and not self._confirm_loss():
            event.ignore()
            return
        if self.workspace is not None:
            self.workspace.close_session()
            self.workspace = None
        if self.keeper is not None:
            self.keeper.close()
        self._clipboard.clear()
        self._gate.close()
        event.accept()

    def _remember(self, session: Session) -> None:
        """Come back to this base at the next start, and say when it was opened; a throw-away base leaves no trace."""
        self._folder = session.folder
        if not session.is_demo:
            self._preferences.set_base_folder(session.folder)
            from ppe_desktop.runtime import clock

            self._preferences.note_opening(session.folder, clock.now())

    def _show(self, widget: QWidget) -> None:
        former = self.takeCentralWidget()
        if former is not None:
            former.hide()
            former.deleteLater()
        self.setCentralWidget(widget)

    def _show_first_run(self) -> None:
        from ppe_desktop.ui.views.first_run_view import FirstRunView

        first_run = FirstRunView(self._gate, self._folder, self)
        first_run.finished.connect(self.open_workspace)
        first_run.demo_requested.connect(self.demo_requested)
        first_run.unlock_requested.connect(self.show_door)
        self._show(first_run)

    def _on_other_base(self, folder: Path) -> None:
        self._folder = folder
        self._place = self._kept = None
        self.show_door()

    def _on_first_run_requested(self) -> None:
        self._place = self._kept = None
        self._show_first_run()

    def _close_dialogs(self) -> None:
        for dialog in self.findChildren(QWidget):
            if dialog.isWindow():
                dialog.close()

    def _first_run_unfinished(self) -> bool:
        """Tell whether a base was just made and its recovery key is on screen, not yet copied."""
        first_run = self.findChild(QWidget, "first_run_view")
        return isinstance(first_run, QWidget) and bool(first_run.property("key_shown"))

    def _confirm_lost_sheet(self) -> bool:
        return is_sure(
            self,
            "leaving_box",
            self.tr("La clé de secours n’a pas encore été recopiée."),
            self.tr(
                "Elle ne sera plus jamais affichée. Sans elle, une phrase de passe oubliée ferme la base pour toujours."
            ),
            leaving=self.tr("Fermer sans la fiche"),
        )

    def _confirm_loss(self) -> bool:
        return is_sure(
            self,
            "leaving_box",
            self.tr("Le dernier texte n’a pas pu être enregistré : le disque est plein ou inaccessible."),
            self.tr("Il est encore à l’écran. Copiez-le, ou libérez de la place, puis fermez à nouveau."),
            leaving=self.tr("Fermer et perdre ce texte"),
        )

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file_menu, edit_menu = bar.addMenu(self.tr("&Fichier")), bar.addMenu(self.tr("&Édition"))
        view_menu, help_menu = bar.addMenu(self.tr("&Affichage")), bar.addMenu(self.tr("Aid&e"))
        self.new_action = self._action(file_menu, self.tr("&Nouveau dossier"), "Ctrl+N", self._on_new)
        self.lock_action = self._action(file_menu, self.tr("&Verrouiller"), "Ctrl+L", self.lock)
        file_menu.addSeparator()
        self._action(file_menu, self.tr("&Quitter"), "Ctrl+Q", self.close)
        self.search_action = self._action(edit_menu, self.tr("&Chercher partout…"), "Ctrl+K", self._on_search)
        self.words_action = self._action(edit_menu, self.tr("Noter une &parole…"), "Ctrl+M", self._on_words)
        self.visit_action = self._action(edit_menu, self.tr("&Visite…"), "F6", self._on_visit)
        self.home_action = self._action(view_menu, self.tr("&Accueil"), "Alt+Home", self._on_home)
        self.children_action = self._action(view_menu, self.tr("&Enfants"), "Ctrl+0", self._on_children)
        self.agenda_action = self._action(view_menu, self.tr("A&genda"), "Ctrl+Shift+A", self._on_agenda)
        self.coverage_action = self._action(
            view_menu, self.tr("&Paroles\N{NO-BREAK SPACE}: ce qui manque"), "Ctrl+Shift+M", self._on_coverage
        )
        self.panel_action = self._action(view_menu, self.tr("Paro&les à côté de l’écran\tF7"), "", self._on_panel)
        self.settings_action = self._action(view_menu, self.tr("&Réglages"), "", self._on_settings)
        self._action(view_menu, self.tr("&Plein écran"), "F11", self._on_full_screen)
        self.help_action = self._action(help_menu, self.tr("&Aide sur cet écran"), "F1", self._on_help)
        self._enable_actions(is_open=False)

    def _action(self, menu: QMenu, text: str, shortcut: str, slot: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    def _enable_actions(self, *, is_open: bool) -> None:
        for action in (
            self.new_action,
            self.lock_action,
            self.search_action,
            self.visit_action,
            self.words_action,
            self.coverage_action,
            self.home_action,
            self.children_action,
            self.agenda_action,
            self.panel_action,
            self.settings_action,
            self.help_action,
        ):
            action.setEnabled(is_open)

    def _on_new(self) -> None:
        if self.workspace is not None:
            self.workspace.create_child()

    def _on_search(self) -> None:
        if self.workspace is not None:
            self.workspace.open_search()

    def _on_words(self) -> None:
        if self.workspace is not None:
            self.workspace.note_words()

    def _on_coverage(self) -> None:
        if self.workspace is not None:
            self.workspace.show_coverage()

    def _on_visit(self) -> None:
        if self.workspace is not None:
            self.workspace.start_visit()

    def _on_home(self) -> None:
        if self.workspace is not None:
            self.workspace.show_home()

    def _on_children(self) -> None:
        if self.workspace is not None:
            self.workspace.show_children()

    def _on_agenda(self) -> None:
        if self.workspace is not None:
            self.workspace.show_agenda()

    def _on_settings(self) -> None:
        if self.workspace is not None:
            self.workspace.show_settings()

    def _on_panel(self) -> None:
        if self.workspace is not None:
            self.workspace.toggle_panel()

    def _on_help(self) -> None:
        if self.workspace is not None:
            self.workspace.show_help()

    def _on_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _restore_geometry(self) -> None:
        """Put the window where it was, if that place is still on a screen."""
        kept = self._preferences.geometry()
        if kept:
            self.restoreGeometry(QByteArray(kept))
            if not any(
                screen.availableGeometry().intersects(self.frameGeometry()) for screen in QGuiApplication.screens()
            ):
                self.move(0, 0)
