"""Nouveau dossier: five things at most, only the name is required; a child who may already be known is shown first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.dates import parse_date, short_date
from ppe_desktop.domain.errors import FieldError, PpeError
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import MeasureType, Sex
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.editors import ChoiceEditor, DateEditor, TextEditor
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_FIELDS = {"birth_surname": "surname", "since": "since", "birth_date": "birth_date", "first_names": "first_names"}


class NewChildDialog(QDialog):
    """Makes a child's file.

    Attributes:
        child_id: the file made, or the one already there that was chosen.
    """

    def __init__(self, tasks: Tasks, cards: list[ChildCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Nouveau dossier"))
        self.child_id = ""
        self._tasks, self._cards = tasks, cards
        self.surname = TextEditor(Fact("Nom de naissance", Kind.TEXT, name="surname"), self)
        self.first_names = TextEditor(Fact("Prénoms", Kind.TEXT, name="first_names"), self)
        self.birth_date = DateEditor(Fact("Date de naissance", Kind.DATE, name="birth_date"), self)
        self.sex = ChoiceEditor(Fact("Sexe", Kind.CHOICE, choices=Sex, required=True, name="sex"), self)
        self.measure = ChoiceEditor(Fact("Mesure", Kind.FREE_CHOICE, choices=MeasureType, name="measure"), self)
        self.since = DateEditor(Fact("Début de la mesure", Kind.DATE, name="since"), self)
        self.rows = {
            "surname": FormRow(self.tr("Nom de naissance"), self.surname, parent=self),
            "first_names": FormRow(self.tr("Prénoms"), self.first_names, parent=self),
            "birth_date": FormRow(
                self.tr("Date de naissance"),
                self.birth_date,
                help_text=self.tr("Même approchée : vous préciserez ensuite."),
                parent=self,
            ),
            "sex": FormRow(self.tr("Sexe"), self.sex, parent=self),
            "measure": FormRow(self.tr("Mesure"), self.measure, parent=self),
            "since": FormRow(self.tr("Début de la mesure"), self.since, parent=self),
        }
        self.known_label = PlainLabel(
            self.tr("Est-ce l’un de ces enfants, qui a déjà un dossier ?"), "strong", parent=self
        )
        self.known_list = QListWidget(self)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self)
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.create_button = PrimaryButton(self.tr("Créer le dossier"), parent=self)

        self._lay_out()
        self.sex.show_value(Sex.UNKNOWN.value)
        self.surname.edited.connect(self._on_name_edited)
        self.first_names.edited.connect(self._on_name_edited)
        self.known_list.itemActivated.connect(self._on_known_chosen)
        self.known_list.itemClicked.connect(self._on_known_chosen)
        self.create_button.clicked.connect(self._on_create)
        self.cancel_button.clicked.connect(self.reject)
        self.create_button.setDefault(True)
        self._on_name_edited()

    def _lay_out(self) -> None:
        self.setMinimumWidth(580)
        buttons = QHBoxLayout()
        buttons.addWidget(self.error_label, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.create_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for row in self.rows.values():
            column.addWidget(row)
        column.addWidget(self.known_label)
        column.addWidget(self.known_list)
        column.addLayout(buttons)
        self.known_list.setMaximumHeight(120)

    def _on_name_edited(self) -> None:
        words = plain(f"{self.surname.line.text()} {self.first_names.line.text()}").split()
        likely = len("".join(words)) >= 3
        found = [card for card in self._cards if likely and all(f" {word}" in f" {card.searchable}" for word in words)][
            :4
        ]
        self.known_list.clear()
        for card in found:
            entry = QListWidgetItem(
                f"{card.list_name}, {short_date(card.birth_date) or self.tr('date de naissance inconnue')}",
                self.known_list,
            )
            entry.setData(Qt.ItemDataRole.UserRole, card.child_id)
        self.known_label.setVisible(bool(found))
        self.known_list.setVisible(bool(found))

    def _on_known_chosen(self, entry: QListWidgetItem) -> None:
        self.child_id = entry.data(Qt.ItemDataRole.UserRole)
        self.accept()

    def _on_create(self) -> None:
        for row in self.rows.values():
            row.set_error("")
        self.error_label.clear()
        try:
            days = {
                name: self._day(name, editor)
                for name, editor in (("birth_date", self.birth_date), ("since", self.since))
            }
        except FieldError as error:
            self._show_error(error)
            return
        measure = (
            self.measure.combo.currentData()
            if self.measure.combo.currentIndex() >= 0
            else self.measure.combo.currentText()
        )
        self._tasks.ask(
            self._tasks.session.files.create,
            surname=self.surname.line.text(),
            first_names=self.first_names.line.text(),
            sex=str(self.sex.combo.currentData()),
            measure=measure or "",
            then=self._on_created,
            failed=self._show_error,
            **days,
        )

    def _day(self, name: str, editor: DateEditor) -> dt.date | None:
        try:
            return parse_date(editor.line.text(), clock.now().date())
        except ValueError as error:
            raise FieldError(name, str(error)) from None

    def _show_error(self, error: PpeError) -> None:
        field = _FIELDS.get(error.field, "") if isinstance(error, FieldError) else ""
        if field:
            self.rows[field].set_error(error.message)
            self.rows[field].field.setFocus()
        else:
            self.error_label.setText(error.message)

    def _on_created(self, changes: Any) -> None:
        self.child_id = changes.created
        self.accept()
