"""What the steps of the first-run assistant share, and the simplest of them: who the user is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ppe_desktop.domain.facts import TEXT_LIMIT
from ppe_desktop.domain.texts import clean_input
from ppe_desktop.domain.vocabulary import Civility
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class Step(QWidget):
    """One step of the assistant.

    Signals:
        state_changed: whether one can go on is no longer the same.

    Attributes:
        heading: its question.
        body: where its parts are laid out.
    """

    state_changed = Signal()

    def __init__(self, heading: str, explanation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainLabel(heading, "title", wrap=True, parent=self)
        self.explanation = PlainLabel(explanation, "body", wrap=True, parent=self)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.explanation)
        self.body.addSpacing(4)

    def enter(self) -> None:
        """Prepare the step and put the keyboard where it begins."""

    def is_ready(self) -> bool:
        """Tell whether the button that goes on may be used."""
        return True

    def is_complete(self) -> bool:
        """Check what was entered when one wants to go on; say beside the field what is wrong."""
        return True


class WhoStep(Step):
    """Who the user is: what signs and heads her documents."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, heading="", explanation="")
        self.heading.setText(self.tr("Qui êtes-vous\u202f?"))
        self.explanation.setText(
            self.tr("Vos documents porteront ces indications. Vous pourrez les changer dans les réglages.")
        )
        self.civility_combo = QComboBox(self)
        self.civility_combo.addItem("", "")
        for member in Civility:
            self.civility_combo.addItem(member.label, member.value)
        self.lines: dict[str, QLineEdit] = {}
        self.rows: dict[str, FormRow] = {}

        self.civility_row = FormRow(self.tr("Civilité"), self.civility_combo, optional=True, parent=self)
        self.body.addWidget(self.civility_row)
        self._add("first_name", self.tr("Prénom"), required=True)
        self._add("surname", self.tr("Nom"), required=True)
        self._add("function", self.tr("Fonction"), self.tr("Par exemple\u00a0: référente ASE."))
        self._add("service", self.tr("Service"), self.tr("Tel qu’il figure en tête de vos documents."))
        self._add("department", self.tr("Département"), self.tr("Par exemple\u00a0: Essonne."))
        self._add("phone", self.tr("Téléphone"))
        self.body.addStretch(1)

    def _add(self, name: str, label: str, help_text: str = "", *, required: bool = False) -> None:
        line = QLineEdit(self)
        line.setObjectName(f"{name}_line")
        line.setMaxLength(TEXT_LIMIT)
        row = FormRow(label, line, help_text=help_text, optional=not required, parent=self)
        self.lines[name], self.rows[name] = line, row
        self.body.addWidget(row)
        line.textEdited.connect(self._on_edited)

    def enter(self) -> None:
        """Put the keyboard in the first name."""
        self.lines["first_name"].setFocus()

    def is_complete(self) -> bool:
        """Ask for a first name and a surname, nothing else."""
        missing = [name for name in ("first_name", "surname") if not self._value(name)]
        for name in ("first_name", "surname"):
            self.rows[name].set_error(self._sentence(name) if name in missing else "")
        if missing:
            self.lines[missing[0]].setFocus()
        return not missing

    def profile(self) -> dict[str, Any]:
        """Return the facts entered."""
        return {"civility": self.civility_combo.currentData(), **{name: self._value(name) for name in self.lines}}

    def personal_words(self) -> tuple[str, ...]:
        """Return what a colleague would try as a passphrase."""
        names = ("first_name", "surname", "service", "department", "phone")
        return tuple(word for word in (self._value(name) for name in names) if word)

    def _value(self, name: str) -> str:
        return clean_input(self.lines[name].text()).strip()

    def _sentence(self, name: str) -> str:
        return self.tr("Indiquez votre prénom.") if name == "first_name" else self.tr("Indiquez votre nom.")

    def _on_edited(self) -> None:
        for name in ("first_name", "surname"):
            if self._value(name):
                self.rows[name].set_error("")
