"""Nouveau dossier: five things at most, only the name is required; a child who may already be known is shown first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import parse_date, short_date
from ppe_desktop.domain.errors import FieldError, PpeError
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.domain.likeness import LIKENESS_WORDS, Identity, KnownChildren, Likeness, identity
from ppe_desktop.domain.vocabulary import MeasureType, Sex
from ppe_desktop.runtime import clock
from ppe_desktop.services.people import KnownChild
from ppe_desktop.ui.forms.editors import ChoiceEditor, DateEditor, TextEditor
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_FIELDS = {"birth_surname": "surname", "since": "since", "birth_date": "birth_date", "first_names": "first_names"}
_PAUSE_MS = 120
_LINES_SHOWN = 3


class CandidateList(QListWidget):
    """The children or persons who may be the one that is being typed: arrows move, Enter chooses."""

    def show_lines(self, count: int) -> None:
        """Take the height of a number of lines."""
        self.setFixedHeight(self.sizeHintForRow(0) * count + 2 * self.frameWidth() + 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter, and keep Enter away from the button of the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
            event.accept()
            return
        super().keyPressEvent(event)


class NewChildDialog(QDialog):
    """Makes a child's file.

    Attributes:
        child_id: the file made, or the one already there that was chosen.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Nouveau dossier"))
        self.child_id = ""
        self._tasks = tasks
        self._children: dict[str, KnownChild] = {}
        self._known = KnownChildren(())
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
            self.tr("Est-ce l’un de ces enfants ? Ouvrez plutôt son dossier :"), "strong", parent=self
        )
        self.known_list = CandidateList(self)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self)
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.create_button = PrimaryButton(self.tr("Créer le dossier"), parent=self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)

        self._lay_out()
        self.sex.show_value(Sex.UNKNOWN.value)
        for editor in (self.surname, self.first_names, self.birth_date, self.sex):
            editor.edited.connect(self._on_edited)
        self._pause.timeout.connect(self._show_known)
        self.known_list.itemActivated.connect(self._on_known_chosen)
        self.known_list.itemClicked.connect(self._on_known_chosen)
        self.create_button.clicked.connect(self._on_create)
        self.cancel_button.clicked.connect(self.reject)
        self.create_button.setDefault(True)
        self._show_known()
        tasks.ask(tasks.session.people.children, then=self._on_children)

    def _lay_out(self) -> None:
        self.setMinimumWidth(px(640))
        buttons = QHBoxLayout()
        buttons.addWidget(self.error_label, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.create_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for key in ("surname", "first_names", "birth_date"):
            column.addWidget(self.rows[key])
        column.addWidget(self.known_label)
        column.addWidget(self.known_list)
        for key in ("sex", "measure", "since"):
            column.addWidget(self.rows[key])
        column.addLayout(buttons)
        self.known_list.setAccessibleName(self.known_label.text())
        self.known_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _on_children(self, children: list[KnownChild]) -> None:
        """Index them away from the screen: it takes a moment when there are thousands."""
        self._children = {child.child_id: child for child in children}
        entries = [(child.child_id, child.identity) for child in children]
        self._tasks.run_long(KnownChildren, entries, then=self._on_indexed)

    def _on_indexed(self, known: KnownChildren) -> None:
        self._known = known
        self._show_known()

    def typed(self) -> Identity:
        """Return what is typed so far; a date that is none yet is left out."""
        try:
            day = parse_date(self.birth_date.line.text(), clock.now().date())
        except ValueError:
            day = None
        return identity(
            birth_surname=self.surname.line.text(),
            first_names=self.first_names.line.text(),
            birth_date=day,
            sex=str(self.sex.combo.currentData()),
        )

    def _on_edited(self, _value: object) -> None:
        self._pause.start()

    def _show_known(self) -> None:
        found = self._known.like(self.typed())
        self.known_list.clear()
        for child_id, likeness in found:
            entry = QListWidgetItem(self._words(self._children[child_id], likeness), self.known_list)
            entry.setData(Qt.ItemDataRole.UserRole, child_id)
        if found:
            self.known_list.setCurrentRow(0)
            self.known_list.show_lines(min(len(found), _LINES_SHOWN))
        self.known_label.setVisible(bool(found))
        self.known_list.setVisible(bool(found))

    def _words(self, child: KnownChild, likeness: Likeness) -> str:
        state = self.tr("dans la corbeille") if child.is_binned else self.tr("dossier clos") if child.is_closed else ""
        born = short_date(child.birth_date) or self.tr("date de naissance inconnue")
        head = ", ".join(part for part in (child.list_name, born, state) if part)
        return f"{head}\n{self.tr(LIKENESS_WORDS.get(likeness, 'Nom qui commence de même'))}"

    def _on_known_chosen(self, entry: QListWidgetItem) -> None:
        """Open the file that is there already; one in the recycle bin is taken out of it."""
        self.child_id = entry.data(Qt.ItemDataRole.UserRole)
        if self._children[self.child_id].is_binned:
            unbin = self._tasks.session.files.unbin
            self._tasks.ask(unbin, self.child_id, then=self._on_unbinned, failed=self._show_error)
        else:
            self.accept()

    def _on_unbinned(self, _changes: Any) -> None:
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
        self._tasks.ask(
            self._tasks.session.files.create,
            surname=self.surname.line.text(),
            first_names=self.first_names.line.text(),
            sex=str(self.sex.combo.currentData()),
            measure=self.measure.value(),
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
