"""The first screen: the passphrase, and what to do when the base does not open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import (
    BaseInUseError,
    BaseMissingError,
    DamagedBaseError,
    DamagedHeaderError,
    DefectError,
    InputError,
    NotABaseError,
    PpeError,
    SyncedFolderError,
    WaitBeforeRetryError,
    WrongSecretError,
)
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.centred_scroll import CentredScroll
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.secret_field import SecretField
from ppe_desktop.ui.widgets.styling import announce, set_style_property
from ppe_desktop.ui.widgets.sure import is_sure

if TYPE_CHECKING:
    from ppe_desktop.services.restoring import BackupNote

WIDTH = 480
CLEARING_MS = 15_000
"""Between two tries at erasing what another program holds."""
LISTING_MS = 400
"""Moment at which the backups are looked for: once the field has the keyboard and the heavy imports have begun."""
APPLICATION = "PPE Desktop"


class UnlockView(QWidget):
    """Asks for the passphrase of a base and opens it.

    Signals:
        unlocked: the open ``Session``; who receives it owns it.
        other_base_requested: folder of another base to open.
        first_run_requested: a new base is wanted.
        restore_requested: a backup is wanted in the place of the base.
    """

    unlocked = Signal(object)
    other_base_requested = Signal(Path)
    first_run_requested = Signal()
    restore_requested = Signal()

    def __init__(self, gate: Gate, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unlock_view")
        self._gate, self._folder = gate, folder
        self._is_busy = False
        self._seconds = 0
        self._report = ""
        self._way_out: Callable[[], None] | None = None
        self._clearing = QTimer(self, singleShot=True, interval=CLEARING_MS)
        self._make_widgets()
        self._make_below()

        self.page = CentredScroll(WIDTH, self)
        self._fill_page()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

        self._connect()
        self._clear_messages()
        self._show_state()
        gate.warm_up()
        QTimer.singleShot(LISTING_MS, self, self._on_settled)

    def _make_widgets(self) -> None:
        self.mark = IconMark("lock", "accent", 28, self)
        self.title = PlainLabel(APPLICATION, "title", parent=self)
        self.folder_mark = IconMark("folder-open", "muted", 20, self)
        self.base_label = PlainLabel(self._folder.name, "section", wrap=True, parent=self)
        self.base_label.setToolTip(str(self._folder))
        self.last_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.last_label.hide()
        self.backup_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.backup_label.hide()
        self.hint_banner = Banner("", "info", closable=False, parent=self)
        self.hint_banner.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hint_banner.hide()
        self.secret_label = PlainLabel(self.tr("Phrase de passe"), "strong", parent=self)
        self.secret = SecretField(self.secret_label.text(), self)
        self.secret_label.setBuddy(self.secret.line)
        self.error_mark = IconMark("alert-circle", "late", 16, self)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self)
        self.open_button = PrimaryButton(self.tr("Ouvrir"), "", self)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.tr("Ouverture en cours"))
        for name in ("secret", "error_label", "open_button", "progress", "hint_banner", "base_label", "last_label"):
            getattr(self, name).setObjectName(name)

    def _make_below(self) -> None:
        self.recovery_button = QuietButton(self.tr("Utiliser la fiche de secours"), "key-round", self)
        self.recovery_label = PlainLabel(
            self.tr(
                "Phrase oubliée\u202f? Tapez dans le même champ la clé de secours imprimée sur votre fiche\u00a0: neuf groupes "
                "de quatre caractères. Les tirets, les espaces et les majuscules n’ont pas d’importance."
            ),
            "small",
            wrap=True,
            parent=self,
        )
        self.recovery_label.hide()
        self.banner = Banner("", "late", closable=False, parent=self)
        self.banner.hide()
        self.detail_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.detail_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.other_button = QuietButton(self.tr("Ouvrir une autre base…"), "folder-open", self)
        self.create_button = QuietButton(self.tr("Créer une base…"), "plus", self)
        self.restore_button = QuietButton(self.tr("Reprendre une sauvegarde…"), "history", self)
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        for name in ("recovery_button", "recovery_label", "banner", "detail_label", "other_button", "create_button"):
            getattr(self, name).setObjectName(name)
        self.restore_button.setObjectName("restore_button")
        self.backup_label.setObjectName("backup_label")

    def _fill_page(self) -> None:
        body = self.page.body
        body.addStretch(2)
        body.addLayout(_line(self.mark, self.title, spacing=12))
        body.addWidget(self.banner)
        body.addWidget(self.detail_label)
        body.addWidget(self._card())
        below = QHBoxLayout()
        below.addWidget(self.other_button)
        below.addStretch(1)
        below.addWidget(self.create_button)
        body.addLayout(below)
        body.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(3)

    def _card(self) -> Card:
        card = Card(self)
        card.body.setContentsMargins(24, 24, 24, 20)
        card.body.addLayout(_line(self.folder_mark, self.base_label, spacing=8))
        card.body.addWidget(self.last_label)
        card.body.addWidget(self.backup_label)
        card.body.addWidget(self.hint_banner)
        card.body.addSpacing(8)
        card.body.addWidget(self.secret_label)
        card.body.addWidget(self.secret)
        card.body.addLayout(_line(self.error_mark, self.error_label, spacing=6))
        card.body.addSpacing(8)
        card.body.addWidget(self.open_button)
        card.body.addWidget(self.progress)
        card.body.addSpacing(4)
        card.body.addWidget(self.recovery_label)
        card.body.addWidget(self.recovery_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _connect(self) -> None:
        self.open_button.clicked.connect(self._on_open)
        self.secret.return_pressed.connect(self._on_open)
        self.secret.edited.connect(self._on_edited)
        self.recovery_button.clicked.connect(self._on_recovery)
        self.other_button.clicked.connect(self._on_other_base)
        self.create_button.clicked.connect(self.first_run_requested)
        self.restore_button.clicked.connect(self.restore_requested)
        self.banner.action_requested.connect(self._on_way_out)
        self.timer.timeout.connect(self._on_second)
        self._gate.opened.connect(self._on_opened)
        self._gate.refused.connect(self._on_refused)
        self._gate.listed.connect(self._on_listed)
        self._gate.cleared.connect(self._on_cleared)
        self._clearing.timeout.connect(self._clear_copies)
        self._gate.moved.connect(self._on_moved)

    @property
    def folder(self) -> Path:
        """Folder of the base to open."""
        return self._folder

    def _clear_copies(self) -> None:
        if not self._is_busy:
            self._gate.clear_copies(self._folder)

    def _on_cleared(self, left: int) -> None:
        """Say what another program still holds, and try again until it lets go."""
        if left:
            self.set_hint(
                self.tr(
                    "Un document ouvert dans un autre programme n’est pas encore effacé de l’ordinateur. Fermez ce programme."
                )
            )
            self._clearing.start()
        elif self._clearing.property("said"):
            self.set_hint("")
        self._clearing.setProperty("said", bool(left))

    def set_hint(self, text: str) -> None:
        """Show a word of help above the field, such as the public passphrase of the fictitious files."""
        self.hint_banner.set_message(text, "info")
        self.hint_banner.setVisible(bool(text))

    def set_last_opening(self, moment: dt.datetime | None) -> None:
        """Say when this base was last opened, if that is known."""
        self.last_label.setVisible(moment is not None)
        if moment is not None:
            when = self.tr("Dernière ouverture\u00a0: {day} à {hour}")
            from ppe_desktop.domain.dates import clock_time, full_date  # not before a base was opened here

            self.last_label.setText(when.format(day=full_date(moment.date()), hour=clock_time(moment)))

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard in the field."""
        super().showEvent(event)
        self.secret.setFocus()

    def _show_state(self) -> None:
        """Show what can be done now: nothing while a key is derived, no attempt while a delay runs."""
        self.open_button.setText(self._open_text())
        self.open_button.setEnabled(not self._is_busy and not self._seconds and bool(self.secret.text()))
        self.progress.setVisible(self._is_busy)
        for widget in (self.secret, self.recovery_button, self.other_button, self.create_button, self.restore_button):
            widget.setEnabled(not self._is_busy)
        self.detail_label.setVisible(bool(self.detail_label.text()))

    def _open_text(self) -> str:
        if self._is_busy:
            return self.tr("Ouverture…")
        if self._seconds:
            return self.tr("Ouvrir (dans {seconds}\u00a0s)").format(seconds=self._seconds)
        return self.tr("Ouvrir")

    def _set_error(self, text: str) -> None:
        self.error_label.setText(text)
        self.error_label.setVisible(bool(text))
        self.error_mark.setVisible(bool(text))
        self.secret.line.setAccessibleDescription(text)
        set_style_property(self.secret.line, "invalid", bool(text))

    def _clear_messages(self) -> None:
        self._set_error("")
        self.banner.hide()
        self.detail_label.clear()
        self._report = ""
        self._way_out = None

    def _on_open(self) -> None:
        secret = self.secret.text()
        if self._is_busy or self._seconds or not secret:
            return
        self._clear_messages()
        self._is_busy = True
        self._show_state()
        self._gate.open(self._folder, secret)

    def _on_opened(self, session: object) -> None:
        if not self._is_busy:
            return
        self._is_busy = False
        self.secret.wipe()
        self._clear_messages()
        self._show_state()
        self.unlocked.emit(session)

    def _on_refused(self, error: PpeError) -> None:
        if not self._is_busy:
            return
        self._is_busy = False
        if isinstance(error, WaitBeforeRetryError):
            self._start_countdown(error.seconds)
        elif isinstance(error, WrongSecretError | InputError):
            self._set_error(typeset(error.message))
            announce(self.secret.line, self.error_label.text())
        else:
            self._show_obstacle(error)
        self._show_state()
        self.secret.select_all()

    def _show_obstacle(self, error: PpeError) -> None:
        """Say what is in the way, and offer the one way out there is."""
        self._report = error.detail if isinstance(error, DefectError) else ""
        words, self._way_out = self._way_out_of(error)
        self.banner.set_message(typeset(error.message), "late", words)
        self.detail_label.setText(error.detail)

    def _way_out_of(self, error: PpeError) -> tuple[str, Callable[[], None] | None]:
        if isinstance(error, DefectError):
            return self.tr("Copier le rapport"), self._copy_report
        if isinstance(error, BaseInUseError) and error.can_take_over:
            return self.tr("Reprendre la base ici…"), self._take_over
        if isinstance(error, SyncedFolderError):
            return self.tr("Déplacer la base…"), self._move
        if isinstance(error, DamagedBaseError | DamagedHeaderError | NotABaseError | BaseMissingError):
            return self.tr("Reprendre une sauvegarde…"), self.restore_requested.emit
        return "", None

    def _on_way_out(self) -> None:
        if self._way_out is not None and not self._is_busy:
            self._way_out()

    def _take_over(self) -> None:
        """Open in spite of the mark of another computer, once the person answers for it."""
        sure = is_sure(
            self,
            "sure_box",
            self.tr("Le logiciel est-il bien fermé sur l’autre ordinateur ?"),
            self.tr(
                "Si la base y est encore ouverte, les deux ordinateurs écriraient en même temps dans les mêmes dossiers et pourraient les "
                "abîmer. Ne reprenez la base que si cet autre ordinateur est éteint, en panne ou remplacé."
            ),
            leaving=self.tr("Il est fermé, reprendre ici"),
            staying=self.tr("Annuler"),
        )
        if sure and self.secret.text():
            self._clear_messages()
            self._is_busy = True
            self._show_state()
            self._gate.open(self._folder, self.secret.text(), take_over=True)

    def _move(self) -> None:
        """Move the base out of a folder copied online, once the person agrees to the place."""
        from ppe_desktop.runtime.paths import default_base_folder  # neither is of use to most openings
        from ppe_desktop.ui.views.first_run.place_step import free_folder

        target = free_folder(default_base_folder())
        sure = is_sure(
            self,
            "sure_box",
            self.tr("Déplacer la base sur le disque de cet ordinateur ?"),
            self.tr(
                "Elle ira, avec ses sauvegardes, dans :\n{folder}\nRien n’est effacé avant d’avoir été recopié et comparé."
            ).format(folder=target),
            leaving=self.tr("Déplacer"),
            staying=self.tr("Annuler"),
        )
        if sure:
            self._clear_messages()
            self._is_busy = True
            self._show_state()
            self._gate.move(self._folder, target)

    def _on_settled(self) -> None:
        self._gate.list_backups(self._folder)
        self._clear_copies()

    def _on_listed(self, notes: list[BackupNote]) -> None:
        """Say when this base was last backed up."""
        self.backup_label.setVisible(bool(notes))
        if notes:
            from ppe_desktop.domain.dates import clock_time, full_date

            when = notes[0].made_at
            words = self.tr("Dernière sauvegarde : {day} à {hour}")
            self.backup_label.setText(words.format(day=full_date(when.date()), hour=clock_time(when)))

    def _on_moved(self, folder: Path) -> None:
        if self._is_busy:
            self._is_busy = False
            self.secret.wipe()
            self.other_base_requested.emit(folder)

    def _start_countdown(self, seconds: int) -> None:
        self._seconds = max(1, seconds)
        self._say_wait()
        announce(self.secret.line, self.error_label.text())
        self.timer.start()

    def _say_wait(self) -> None:
        plural = "s" if self._seconds > 1 else ""
        text = self.tr("Plusieurs essais n’ont pas abouti. Vous pourrez réessayer dans {count}\u00a0seconde{plural}.")
        self._set_error(text.format(count=self._seconds, plural=plural))

    def _on_second(self) -> None:
        self._seconds = max(0, self._seconds - 1)
        if self._seconds:
            self._say_wait()
        else:
            self.timer.stop()
            self._set_error("")
        self._show_state()

    def _on_edited(self) -> None:
        if not self._seconds:
            self._set_error("")
        self._show_state()

    def _on_recovery(self) -> None:
        self.recovery_label.show()
        self.recovery_button.hide()
        self.secret_label.setText(self.tr("Phrase de passe ou clé de secours"))
        self.secret.line.setAccessibleName(self.secret_label.text())
        self.secret.setFocus()

    def _on_other_base(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Dossier de la base à ouvrir"), str(self._folder.parent)
        )
        if chosen:
            self.secret.wipe()
            self._show_state()
            self.other_base_requested.emit(Path(chosen))

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


def _line(mark: QWidget, words: QWidget, *, spacing: int) -> QHBoxLayout:
    """Return an icon and the words beside it."""
    row = QHBoxLayout()
    row.setSpacing(px(spacing))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(words, 1)
    return row
