"""Adding a person to a file: someone already known is shown first, so that nobody is entered twice."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.likeness import PersonTraits, same_person, same_phone
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import Civility, Role
from ppe_desktop.services.people import traits
from ppe_desktop.ui.dialogs.new_child_dialog import CandidateList
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.line_edit import LineEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_SHOWN = 6
_SAME_PHONE, _SAME_START, _SOUNDS_ALIKE = "même téléphone", "même début de nom", "nom qui se prononce de même"
_REASONS = (_SAME_PHONE, _SAME_START, _SOUNDS_ALIKE)


class PersonDialog(QDialog):
    """Who is it, and what are they to the child.

    Attributes:
        person_id: the person chosen among those known; empty for a new one.
    """

    def __init__(self, persons: tuple[Item, ...], file: CaseFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ajouter une personne"))
        self.person_id = ""
        self._is_civility_chosen = False
        linked = {link.person_id for link in file.of("relationship")}
        self._persons = [(person, traits(person)) for person in persons if person.id not in linked]
        self.surname_line = LineEdit(self)
        self.first_name_line = LineEdit(self)
        self.phone_line = LineEdit(self)
        self.civility_combo = self._combo(Civility)
        self.role_combo = self._combo(Role)
        self.known_label = PlainLabel(
            self.tr("Est-ce l’une de ces personnes, déjà dans vos dossiers ?"), "strong", parent=self
        )
        self.known_list = CandidateList(self)
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.add_button = PrimaryButton(self.tr("Ajouter cette personne"), parent=self)
        self.surname_row = FormRow(self.tr("Nom"), self.surname_line, parent=self)

        self._lay_out()
        self.surname_line.textEdited.connect(self._on_name_edited)
        self.first_name_line.textEdited.connect(self._on_name_edited)
        self.phone_line.textEdited.connect(self._on_name_edited)
        self.known_list.itemActivated.connect(self._on_known_chosen)
        self.known_list.itemClicked.connect(self._on_known_chosen)
        self.role_combo.currentIndexChanged.connect(self._on_role_chosen)
        self.civility_combo.activated.connect(self._on_civility_chosen)
        self.add_button.clicked.connect(self._on_add)
        self.cancel_button.clicked.connect(self.reject)
        self.add_button.setDefault(True)
        self.surname_line.setFocus()
        self._on_name_edited()

    def _combo(self, choices: type[Any]) -> QComboBox:
        combo = CalmCombo(self)
        for member in choices:
            combo.addItem(member.label, member.value)
        return combo

    def _lay_out(self) -> None:
        self.setMinimumWidth(520)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(FormRow(self.tr("Rôle auprès de l’enfant"), self.role_combo, parent=self))
        column.addWidget(self.surname_row)
        column.addWidget(FormRow(self.tr("Prénom"), self.first_name_line, parent=self))
        column.addWidget(FormRow(self.tr("Civilité"), self.civility_combo, parent=self))
        column.addWidget(FormRow(self.tr("Téléphone"), self.phone_line, optional=True, parent=self))
        column.addWidget(self.known_label)
        column.addWidget(self.known_list)
        column.addLayout(buttons)
        self.known_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.known_list.setMaximumHeight(px(160))

    def role(self) -> str:
        """Return the code of the role chosen."""
        return str(self.role_combo.currentData())

    def new_person(self) -> dict[str, Any]:
        """Return the facts of the new person."""
        return {
            "surname": self.surname_line.text(),
            "first_name": self.first_name_line.text(),
            "civility": str(self.civility_combo.currentData()),
            "phone": self.phone_line.text(),
        }

    def _on_role_chosen(self) -> None:
        """Propose the civility that goes with the role, until the person chooses one."""
        civility = {Role.MOTHER.value: Civility.MADAM, Role.FATHER.value: Civility.SIR}.get(self.role())
        if civility is not None and not self._is_civility_chosen:
            self.civility_combo.setCurrentIndex(self.civility_combo.findData(civility.value))

    def _on_civility_chosen(self) -> None:
        self._is_civility_chosen = True

    def _on_name_edited(self) -> None:
        words = plain(f"{self.first_name_line.text()} {self.surname_line.text()}").split()
        typed = PersonTraits((self.surname_line.text(),), self.first_name_line.text(), self.phone_line.text())
        judged = ((self._reason(person, known, words, typed), person) for person, known in self._persons)
        found = sorted(((why, person) for why, person in judged if why), key=lambda entry: _REASONS.index(entry[0]))
        self.known_list.clear()
        for why, person in found[:_SHOWN]:
            entry = QListWidgetItem(self._words(person, why), self.known_list)
            entry.setData(Qt.ItemDataRole.UserRole, person.id)
        if found:
            self.known_list.setCurrentRow(0)
            self.known_list.show_lines(min(len(found), _SHOWN))
        self.known_label.setVisible(bool(found))
        self.known_list.setVisible(bool(found))
        self.surname_row.set_error("")

    def _reason(self, person: Item, known: PersonTraits, words: list[str], typed: PersonTraits) -> str:
        """Return why a person may be the one that is being typed, or nothing."""
        if same_phone(typed.phone, known.phone):
            return _SAME_PHONE
        name = plain(f"{person.first_name} {person.surname} {person.birth_surname}")
        if words and all(f" {word}" in f" {name}" for word in words):
            return _SAME_START
        return _SOUNDS_ALIKE if len("".join(words)) >= 3 and same_person(typed, known) else ""

    def _words(self, person: Item, why: str) -> str:
        name = person_name(person, with_civility=True)
        more = [part for part in (person.organisation, person.function, person.phone) if part]
        told = self.tr(why) if why != _SAME_START else ""
        return " · ".join(part for part in (name, *more, told) if part)

    def _on_known_chosen(self, entry: QListWidgetItem) -> None:
        self.person_id = entry.data(Qt.ItemDataRole.UserRole)
        self.accept()

    def _on_add(self) -> None:
        if not self.surname_line.text().strip():
            self.surname_row.set_error(
                self.tr("Le nom ne peut pas rester vide. Pour une personne connue sous un seul nom, écrivez-le ici.")
            )
            self.surname_line.setFocus()
            return
        self.accept()
