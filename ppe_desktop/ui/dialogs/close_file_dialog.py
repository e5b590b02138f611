"""Closing a file, and opening it again when the child comes back: what will change is said before."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.dates import long_date, parse_date, short_date
from ppe_desktop.domain.errors import FieldError, PpeError
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.domain.names import first_name_of, full_name
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import EndReason, MeasureType, PlacementSetting
from ppe_desktop.runtime import clock
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.files import open_measures, open_places
from ppe_desktop.ui.forms.editors import ChoiceEditor, DateEditor, TextEditor
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class _LifeDialog(QDialog):
    """What both dialogs share: rows, an error, two buttons.

    Attributes:
        changes: what was changed, once accepted.
    """

    def __init__(self, tasks: Tasks, file: CaseFile, title: str, gesture: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._tasks, self._file = tasks, file
        self.changes: Changes | None = None
        self.rows: dict[str, FormRow] = {}
        self.title_label = PlainLabel(title, "heading", parent=self)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self)
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.done_button = PrimaryButton(gesture, parent=self)
        self.done_button.setDefault(True)
        self.cancel_button.clicked.connect(self.reject)
        self.done_button.clicked.connect(self._on_done)
        self.setMinimumWidth(px(560))

    def _lay_out(self, *widgets: QWidget) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.error_label, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.title_label)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(buttons)

    def _on_done(self) -> None:
        raise AttributeError("each dialog does its own gesture")

    def _clear_errors(self) -> None:
        self.error_label.clear()
        for row in self.rows.values():
            row.set_error("")

    def _show_error(self, error: PpeError) -> None:
        field = error.field if isinstance(error, FieldError) else ""
        if field in self.rows:
            self.rows[field].set_error(error.message)
            self.rows[field].field.setFocus()
        else:
            self.error_label.setText(error.message)

    def _on_changed(self, changes: Changes) -> None:
        self.changes = changes
        self.accept()

    def _day(self, name: str, editor: DateEditor) -> dt.date:
        """Return the day typed; say beside the field what is wrong with it.

        Raises:
            FieldError: it is no date, or nothing was typed.
        """
        try:
            day = parse_date(editor.line.text(), clock.now().date(), past=name == "closed_on")
        except ValueError as error:
            raise FieldError(name, str(error)) from None
        if day is None:
            raise FieldError(name, self.tr("Indiquez une date."))
        return day


class CloseFileDialog(_LifeDialog):
    """Asks the last day, the reason and the destination, and tells what will be ended with the file."""

    def __init__(self, tasks: Tasks, file: CaseFile, parent: QWidget | None = None) -> None:
        title = _of(file, "Clore le dossier")
        super().__init__(tasks, file, title, "Clore le dossier", parent)
        self.closed_on = DateEditor(Fact("Le", Kind.DATE, name="closed_on"), self)
        self.reason = ChoiceEditor(Fact("Motif", Kind.FREE_CHOICE, choices=EndReason, name="reason"), self)
        self.destination = TextEditor(Fact("Destination", Kind.TEXT, name="destination"), self)
        self.rows = {
            "closed_on": FormRow(self.tr("Dernier jour"), self.closed_on, parent=self),
            "reason": FormRow(self.tr("Motif"), self.reason, parent=self),
            "destination": FormRow(
                self.tr("Destination"), self.destination, help_text=self.tr("Où va l’enfant : retour chez sa mère, autre département…"), parent=self,
            ),
        }  # fmt: skip
        self.end_box = QCheckBox(self.tr("Terminer le même jour ce qui est encore en cours :"), self)
        self.open_label = PlainLabel("", wrap=True, parent=self)
        self.note_label = PlainLabel("", "muted", wrap=True, parent=self)

        self.end_box.setChecked(True)
        self.closed_on.line.setText(short_date(clock.now().date()))
        self._lay_out(*self.rows.values(), self.end_box, self.open_label, self.note_label)
        self.closed_on.edited.connect(self._show_what_is_open)
        self.reason.edited.connect(self._on_reason)
        self._show_what_is_open()
        self._on_reason("")
        self.closed_on.setFocus()

    def _show_what_is_open(self, _typed: object = None) -> None:
        try:
            day = self._day("closed_on", self.closed_on)
        except FieldError:
            return
        lines = [
            self.tr("• l’épisode de prise en charge commencé le {day}").format(day=long_date(episode.since))
            if episode.since
            else self.tr("• l’épisode de prise en charge")
            for episode in self._file.of("care_episode")
            if episode.until is None
        ]
        lines += [f"• {MeasureType.label_of(measure.type)}" for measure in open_measures(self._file, day)]
        lines += [
            f"• {place.name or PlacementSetting.label_of(place.setting)}" for place in open_places(self._file, day)
        ]
        self.open_label.setText("\n".join(lines))
        self.end_box.setVisible(bool(lines))
        self.open_label.setVisible(bool(lines))

    def _on_reason(self, reason: object) -> None:
        name = first_name_of(self._file.child)
        if reason == EndReason.DEATH.value:
            self.rows["closed_on"].label.setText(self.tr("Date du décès"))
            self.note_label.setText(
                self.tr(
                    "La date du décès sera notée dans l’identité. Le dossier reste lisible ; aucune échéance ni aucun courrier "
                    "ne sera proposé pour {name}, et son âge ne sera plus affiché."
                ).format(name=name)
            )
        else:
            self.rows["closed_on"].label.setText(self.tr("Dernier jour"))
            self.note_label.setText(
                self.tr(
                    "Rien n’est effacé : le dossier reste lisible et peut être complété. Si {name} revient, vous le rouvrirez."
                ).format(name=name)
            )
        self.rows["destination"].setVisible(reason != EndReason.DEATH.value)

    def _on_done(self) -> None:
        self._clear_errors()
        try:
            day = self._day("closed_on", self.closed_on)
        except FieldError as error:
            self._show_error(error)
            return
        combo = self.reason.combo
        index = combo.findText(combo.currentText())
        self._tasks.ask(
            self._tasks.session.files.close,
            self._file.child.id,
            closed_on=day,
            reason=str(combo.itemData(index) or "") if index >= 0 else combo.currentText(),
            destination=self.destination.line.text() if not self.rows["destination"].isHidden() else "",
            with_end=self.end_box.isChecked(),
            then=self._on_changed,
            failed=self._show_error,
        )


class ReopenFileDialog(_LifeDialog):
    """Asks whether the child comes back, and from when."""

    def __init__(self, tasks: Tasks, file: CaseFile, parent: QWidget | None = None) -> None:
        title = _of(file, "Rouvrir le dossier")
        super().__init__(tasks, file, title, "Rouvrir le dossier", parent)
        name = first_name_of(file.child)
        self.closed_label = PlainLabel(closing_words(file), "muted", wrap=True, parent=self)
        self.back_choice = QRadioButton(
            self.tr("{name} revient : ouvrir un nouvel épisode de prise en charge").format(name=name), self
        )
        self.only_choice = QRadioButton(self.tr("Rouvrir sans nouvel épisode, pour compléter ou corriger"), self)
        self.since = DateEditor(Fact("À partir du", Kind.DATE, name="since"), self)
        self.entry_reason = TextEditor(Fact("Motif d’entrée", Kind.TEXT, name="entry_reason"), self)
        self.rows = {
            "since": FormRow(self.tr("À partir du"), self.since, parent=self),
            "entry_reason": FormRow(self.tr("Motif d’entrée"), self.entry_reason, optional=True, parent=self),
        }
        self.note_label = PlainLabel(
            self.tr(
                "Les mesures, les lieux et les paroles d’avant restent dans le dossier, à leur date. Ajoutez ensuite la nouvelle "
                "mesure dans « Parcours »."
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        self.since.line.setText(short_date(clock.now().date()))
        self.back_choice.setChecked(not file.child.death_date)
        self.only_choice.setChecked(bool(file.child.death_date))
        self.back_choice.setEnabled(not file.child.death_date)
        self._lay_out(self.closed_label, self.back_choice, *self.rows.values(), self.only_choice, self.note_label)
        self.back_choice.toggled.connect(self._on_toggled)
        self._on_toggled(self.back_choice.isChecked())
        self.since.setFocus()

    def _on_toggled(self, is_back: bool) -> None:
        for row in self.rows.values():
            row.setEnabled(is_back)
        self.note_label.setVisible(is_back)

    def _on_done(self) -> None:
        self._clear_errors()
        values: dict[str, Any] = {}
        if self.back_choice.isChecked():
            try:
                values = {"since": self._day("since", self.since), "entry_reason": self.entry_reason.line.text()}
            except FieldError as error:
                self._show_error(error)
                return
        self._tasks.ask(
            self._tasks.session.files.reopen,
            self._file.child.id,
            then=self._on_changed,
            failed=self._show_error,
            **values,
        )


def closing_words(file: CaseFile) -> str:
    """Return "Dossier clos le 3 mars 2026 : majorité.", as far as it is known."""
    child = file.child
    day = f" le {long_date(child.closed_on)}" if child.closed_on else ""
    why = EndReason.label_of(child.closing_reason) if child.closing_reason else ""
    return f"Dossier clos{day}" + (f" : {why[0].lower()}{why[1:]}." if why else ".")


def _of(file: CaseFile, gesture: str) -> str:
    return f"{gesture} {elide('de', full_name(file.child))}"
