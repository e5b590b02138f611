"""The way back from a backup: choose one, compare it with the base of today, put it in its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.backups import COUNTED, told_rows
from ppe_desktop.domain.dates import clock_time, full_date
from ppe_desktop.domain.errors import InputError, PpeError, WaitBeforeRetryError, WrongSecretError
from ppe_desktop.services.restoring import BackupNote, Comparison, Recovered
from ppe_desktop.ui.backing_up import moment_in_words, size_in_words
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.centred_scroll import CentredScroll
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.secret_field import SecretField

WIDTH = 720
MOST_SHOWN = 30


class RestoreView(QWidget):
    """Puts a backup in the place of a base that is closed.

    Signals:
        left: the person is done here, whatever she did.
        base_recovered: folder of a base made of what could be read of the damaged one.
    """

    left = Signal()
    base_recovered = Signal(Path)

    def __init__(self, gate: Gate, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restore_view")
        self._gate, self._folder = gate, folder
        self._elsewhere: Path | None = None
        self._notes: list[BackupNote] = []
        self._compared: Comparison | None = None
        self._recovered: Path | None = None
        self._is_busy = self._is_done = False
        self.buttons = QButtonGroup(self)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._show_state()
        gate.list_backups(folder)

    def _make_widgets(self) -> None:
        self.page = CentredScroll(WIDTH, self)
        self.title = PlainLabel(self.tr("Reprendre une sauvegarde"), "title", wrap=True)
        self.intro = PlainLabel(
            self.tr(
                "Choisissez une sauvegarde. Elle sera d’abord lue en entier et comparée à la base d’aujourd’hui\u00a0; rien n’est remplacé "
                "avant que vous l’ayez demandé."
            ),
            "body",
            wrap=True,
        )
        self.banner = Banner("", "late", closable=False)
        self.list_card = Card()
        self.list_column = QVBoxLayout()
        self.empty_label = PlainLabel(self.tr("Aucune sauvegarde n’est dans ce dossier."), "muted", wrap=True)
        self.elsewhere_button = QuietButton(self.tr("Chercher sur une clé USB ou un autre dossier…"), "folder-open")
        self.secret = SecretField(self.tr("Phrase de passe ou clé de secours"))
        self.row = FormRow(self.tr("Phrase de passe ou clé de secours"), self.secret)
        self.result = Card()
        self.result_grid = QGridLayout()
        self.result_words = PlainLabel("", "body", wrap=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.tr("Lecture en cours"))
        self.back_button = SecondaryButton(self.tr("Revenir"))
        self.compare_button = PrimaryButton(self.tr("Lire et comparer"))
        self.restore_button = PrimaryButton(self.tr("Remettre cette sauvegarde en place"))
        self.recover_button = SecondaryButton(self.tr("Récupérer ce qui se lit de la base abîmée"))
        for name in ("elsewhere_button", "back_button", "compare_button", "restore_button", "recover_button", "banner"):
            getattr(self, name).setObjectName(name)

    def _lay_out(self) -> None:
        self.list_column.setSpacing(8)
        self.list_card.body.addLayout(self.list_column)
        self.list_card.body.addWidget(self.empty_label)
        self.list_card.body.addWidget(self.elsewhere_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.result_grid.setHorizontalSpacing(24)
        self.result_grid.setVerticalSpacing(6)
        self.result.body.addLayout(self.result_grid)
        self.result.body.addWidget(self.result_words)
        gestures = QHBoxLayout()
        gestures.addWidget(self.recover_button)
        gestures.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.back_button)
        foot.addWidget(self.progress, 1)
        foot.addStretch(1)
        foot.addWidget(self.compare_button)
        foot.addWidget(self.restore_button)
        body = self.page.body
        for widget in (self.title, self.intro, self.banner, self.list_card, self.row, self.result):
            body.addWidget(widget)
        body.addLayout(gestures)
        body.addLayout(foot)
        body.addStretch(1)
        self.banner.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def _connect(self) -> None:
        self.buttons.idClicked.connect(self._on_chosen)
        self.elsewhere_button.clicked.connect(self._on_elsewhere)
        self.secret.edited.connect(self._on_edited)
        self.secret.return_pressed.connect(self._on_compare)
        self.compare_button.clicked.connect(self._on_compare)
        self.restore_button.clicked.connect(self._on_restore)
        self.recover_button.clicked.connect(self._on_recover)
        self.back_button.clicked.connect(self._on_back)
        self._gate.listed.connect(self._on_listed)
        self._gate.compared.connect(self._on_compared)
        self._gate.restored.connect(self._on_restored)
        self._gate.recovered.connect(self._on_recovered)
        self._gate.refused.connect(self._on_refused)

    def look_in(self, folder: Path) -> None:
        """Look for backups in another place as well."""
        self._elsewhere = folder
        self._gate.list_backups(self._folder, folder)

    def chosen(self) -> BackupNote | None:
        """Return the backup chosen."""
        number = self.buttons.checkedId()
        return self._notes[number] if 0 <= number < len(self._notes) else None

    def _on_listed(self, notes: list[BackupNote]) -> None:
        for button in self.buttons.buttons():
            self.buttons.removeButton(button)
            button.hide()
            button.deleteLater()
        self._notes = notes[:MOST_SHOWN]
        for number, note in enumerate(self._notes):
            button = QRadioButton(self._told(note), self.list_card)
            self.buttons.addButton(button, number)
            self.list_column.addWidget(button)
        if self._notes:
            self.buttons.button(0).setChecked(True)
        self.empty_label.setVisible(not self._notes)
        self._forget_comparison()

    def _told(self, note: BackupNote) -> str:
        where = self.tr(" — hors de cet ordinateur") if note.is_elsewhere else ""
        words = self.tr("{moment}{where}\n{rows}, {size}")
        return words.format(
            moment=_capital(moment_in_words(note.made_at)),
            where=where,
            rows=told_rows(note.rows),
            size=size_in_words(note.size),
        )

    def _show_state(self) -> None:
        note, compared = self.chosen(), self._compared
        can_choose = not self._is_busy and not self._is_done
        self.list_card.setVisible(not self._is_done)
        self.row.setVisible(not self._is_done)
        self.list_card.setEnabled(can_choose)
        self.row.setEnabled(can_choose)
        self.progress.setVisible(self._is_busy)
        self.back_button.setEnabled(not self._is_busy)
        self.result.setVisible(compared is not None and not self._is_done)
        is_ready = compared is not None and compared.is_sound
        self.compare_button.setVisible(not is_ready and not self._is_done)
        self.compare_button.setEnabled(can_choose and note is not None and bool(self.secret.text()))
        self.restore_button.setVisible(is_ready and not self._is_done)
        self.restore_button.setEnabled(can_choose)
        is_damaged = compared is not None and compared.present_changed is not None and not compared.is_present_sound
        self.recover_button.setVisible((is_damaged or not self._notes) and not self._is_done)
        self.recover_button.setEnabled(can_choose and bool(self.secret.text()))
        self.back_button.setText(self.tr("Ouvrir mes dossiers") if self._is_done else self.tr("Revenir"))

    def _forget_comparison(self) -> None:
        self._compared = None
        self._show_state()

    def _begin(self) -> None:
        self._is_busy = True
        self.banner.hide()
        self.row.set_error("")
        self._show_state()

    def _on_chosen(self, _number: int) -> None:
        self._forget_comparison()

    def _on_edited(self) -> None:
        self.row.set_error("")
        self._forget_comparison()

    def _on_compare(self) -> None:
        note = self.chosen()
        if note is not None and self.secret.text() and not self._is_busy and not self._is_done:
            self._begin()
            self._gate.compare(self._folder, note.folder, self.secret.text())

    def _on_restore(self) -> None:
        note = self.chosen()
        if note is not None and self._compared is not None and self._compared.is_sound and not self._is_busy:
            self._begin()
            self._gate.put_back(self._folder, note.folder, self.secret.text())

    def _on_recover(self) -> None:
        if self.secret.text() and not self._is_busy:
            self._begin()
            self._gate.recover(self._folder, self.secret.text())

    def _on_recovered(self, recovered: Recovered) -> None:
        """Say what was read and what was not; the damaged base stays as it is."""
        self._is_busy, self._is_done = False, True
        self._recovered = recovered.folder
        self.secret.wipe()
        told = self.tr(
            "Ce qui se lit est récupéré\u00a0: {rows}. {lost} La base abîmée est gardée telle quelle."
        ).format(rows=told_rows(recovered.rows), lost=self._told_lost(recovered))
        self.banner.set_message(typeset(told), "soon" if recovered.holes or recovered.orphans else "done")
        self._show_state()
        self.back_button.setFocus()

    def _told_lost(self, recovered: Recovered) -> str:
        if not recovered.holes and not recovered.orphans:
            return self.tr("Rien ne manque.")
        told = []
        if recovered.holes:
            several = recovered.holes > 1
            words = (
                self.tr("{count} passages de la base ne se lisent plus")
                if several
                else self.tr("un passage de la base ne se lit plus")
            )
            told.append(words.format(count=recovered.holes))
        if recovered.orphans:
            several = recovered.orphans > 1
            words = (
                self.tr("{count} éléments dont le dossier ne se lit plus sont laissés de côté")
                if several
                else self.tr("un élément dont le dossier ne se lit plus est laissé de côté")
            )
            told.append(words.format(count=recovered.orphans))
        lost = _capital(self.tr(" et ").join(told))
        return self.tr("{lost}\u00a0: comparez avec la dernière sauvegarde et vos papiers.").format(lost=lost)

    def _on_compared(self, compared: Comparison) -> None:
        self._is_busy = False
        self._compared = compared
        self._show_comparison(compared)
        self._show_state()
        self.page.ensureWidgetVisible(self.restore_button)

    def _show_comparison(self, compared: Comparison) -> None:
        while (item := self.result_grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        head = ("", self.tr("La sauvegarde"), self.tr("La base d’aujourd’hui"))
        for column, text in enumerate(head):
            self.result_grid.addWidget(PlainLabel(text, "strong"), 0, column)
        present = compared.present_rows
        changed = compared.present_changed
        times = (compared.backup.made_at, changed)
        self.result_grid.addWidget(PlainLabel(self.tr("Écrite"), "muted"), 1, 0)
        for column, moment in enumerate(times, start=1):
            told = f"{full_date(moment.date())}\n{clock_time(moment)}" if moment else "—"
            self.result_grid.addWidget(PlainLabel(told, "body", wrap=True), 1, column)
        self.result_grid.addWidget(PlainLabel(self.tr("État"), "muted"), 2, 0)
        self.result_grid.addWidget(_verdict(compared.is_sound), 2, 1, Qt.AlignmentFlag.AlignLeft)
        if changed is not None:
            self.result_grid.addWidget(_verdict(compared.is_present_sound), 2, 2, Qt.AlignmentFlag.AlignLeft)
        for line, (table, _one, several) in enumerate(COUNTED, start=3):
            there = compared.backup.rows.get(table, 0)
            here = None if present is None else present.get(table, 0)
            if not there and not here:
                continue
            self.result_grid.addWidget(PlainLabel(_capital(several), "muted"), line, 0)
            self.result_grid.addWidget(PlainLabel(str(there), "body"), line, 1)
            self.result_grid.addWidget(PlainLabel("—" if here is None else str(here), "body"), line, 2)
        self.result_words.setText(self._advice(compared))

    def _advice(self, compared: Comparison) -> str:
        if not compared.is_sound:
            return self.tr("Cette sauvegarde est abîmée et ne peut pas être reprise. Choisissez-en une autre.")
        if compared.present_changed is None:
            return self.tr("Il n’y a pas de base dans ce dossier\u00a0: la sauvegarde y sera mise.")
        if not compared.is_present_sound:
            return self.tr(
                "La base d’aujourd’hui ne peut pas être lue en entier. Elle sera gardée à côté, telle quelle."
            )
        return self.tr(
            "La base d’aujourd’hui est intacte. Ce qui y a été écrit depuis la sauvegarde ne sera plus à l’écran\u00a0; la base sera gardée à côté."
        )

    def _on_restored(self, aside: Path | None) -> None:
        self._is_busy, self._is_done = False, True
        self.secret.wipe()
        kept = (
            self.tr(" La base d’avant est gardée dans le dossier «\u00a0{name}\u00a0».").format(name=aside.name)
            if aside
            else ""
        )
        self.banner.set_message(self.tr("La sauvegarde est en place.{kept}").format(kept=kept), "done")
        self._show_state()
        self.back_button.setFocus()

    def _on_refused(self, error: PpeError) -> None:
        if not self._is_busy:
            return
        self._is_busy = False
        if isinstance(error, WrongSecretError | WaitBeforeRetryError | InputError):
            self.row.set_error(typeset(error.message))
            self.secret.select_all()
        else:
            self.banner.set_message(typeset(error.message), "late")
            self.page.ensureWidgetVisible(self.banner)
        self._show_state()

    def _on_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Dossier où chercher des sauvegardes"), str(Path.home())
        )
        if chosen:
            self.look_in(Path(chosen))

    def _on_back(self) -> None:
        self.secret.wipe()
        if self._recovered is not None:
            self.base_recovered.emit(self._recovered)
        else:
            self.left.emit()


def _verdict(is_sound: bool) -> Chip:
    if is_sound:
        return Chip("Lue en entier, intacte", "done", "check-circle")
    return Chip("Abîmée", "late", "alert-triangle")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
