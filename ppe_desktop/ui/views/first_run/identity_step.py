"""First step: who the person is. Two names are enough; the rest heads her documents and can wait."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.checks import check_field, keep
from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.domain.vocabulary import Civility
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.editors import ChoiceEditor, TextEditor
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.first_run.step import Step, hung
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.form_row import FormRow

LEAST_WORD = 3


class IdentityStep(Step):
    """Asks who the person is.

    Signals:
        demo_requested: she would rather try with fictitious files.
        unlock_requested: she has a base already.
    """

    demo_requested = Signal()
    unlock_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, has_base: bool = False) -> None:
        super().__init__("", "", parent)
        self.title.setText(self.tr("Qui êtes-vous\u202f?"))
        self.introduction.setText(
            self.tr(
                "Ces renseignements figureront en tête de vos documents. Seuls le prénom et le nom sont nécessaires\u00a0: "
                "vous compléterez le reste quand vous voudrez."
            )
        )
        self.setAccessibleName(self.title.text())
        self.facts = self._make_facts()
        self.civility = ChoiceEditor(self.facts["civility"], self)
        self.lines = {name: TextEditor(fact, self) for name, fact in self.facts.items() if name != "civility"}
        self.rows = {name: self._make_row(name) for name in self.facts}
        self.demo_button = QuietButton(self.tr("Essayer avec des dossiers fictifs"), "sparkles", self)
        self.demo_button.setObjectName("demo_button")
        self.unlock_button = QuietButton(self.tr("Ouvrir la base existante"), "folder-open", self)
        self.unlock_button.setObjectName("unlock_button")
        self.unlock_button.setVisible(has_base)

        self._lay_out()
        for line in self.lines.values():
            line.line.returnPressed.connect(self.submit)
            line.edited.connect(self._on_edited)
        self.demo_button.clicked.connect(self.demo_requested)
        self.unlock_button.clicked.connect(self.unlock_requested)

    def _make_facts(self) -> dict[str, Fact]:
        return {
            "civility": Fact(self.tr("Civilité"), Kind.CHOICE, choices=Civility, name="civility"),
            "first_name": Fact(self.tr("Prénom"), Kind.TEXT, required=True, name="first_name"),
            "surname": Fact(self.tr("Nom"), Kind.TEXT, required=True, name="surname"),
            "function": Fact(self.tr("Fonction"), Kind.TEXT, name="function"),
            "service": Fact(self.tr("Service"), Kind.TEXT, name="service"),
            "department": Fact(self.tr("Département"), Kind.TEXT, name="department"),
            "phone": Fact(self.tr("Téléphone"), Kind.TEXT, name="phone"),
        }

    def _make_row(self, name: str) -> FormRow:
        field: QWidget = self.civility if name == "civility" else self.lines[name]
        return FormRow(self.facts[name].label, field, parent=self)

    def _lay_out(self) -> None:
        examples = {"function": self.tr("référente ASE"), "department": self.tr("Essonne")}
        for name, example in examples.items():
            self.lines[name].line.setPlaceholderText(self.tr("Par exemple\u00a0: {words}").format(words=example))
        self.body.setSpacing(10)
        for row in self.rows.values():
            self.body.addWidget(row)
        self.body.addSpacing(4)
        for button in (self.demo_button, self.unlock_button):
            self.body.addLayout(hung(button))
        self.body.addStretch(1)

    def enter(self) -> None:
        """Start at the first name: the civility is a list that few change."""
        self.lines["first_name"].line.setFocus()

    def values(self) -> dict[str, str]:
        """Return what was entered, without what was left empty."""
        typed = {name: line.line.text() for name, line in self.lines.items()}
        kept = {name: str(keep(self.facts[name], text)) for name, text in typed.items()}
        entered = {"civility": str(self.civility.combo.currentData() or ""), **kept}
        return {name: value for name, value in entered.items() if value}

    def personal_words(self) -> tuple[str, ...]:
        """Return the words that a passphrase must not rest on."""
        texts = [line.line.text() for name, line in self.lines.items() if name != "phone"]
        return tuple(word for text in texts for word in re.split(r"[\W_]+", text) if len(word) >= LEAST_WORD)

    def submit(self) -> None:
        """Say beside each field what is wrong; go on when nothing is."""
        wrong = [name for name in self.lines if not self._check(name)]
        if wrong:
            self.lines[wrong[0]].line.setFocus()
        else:
            self.completed.emit()

    def _check(self, name: str) -> bool:
        fact = self.facts[name]
        try:
            check_field(fact, keep(fact, self.lines[name].line.text()), clock.now().date())
        except FieldError as error:
            self.rows[name].set_error(typeset(error.message))
            return False
        self.rows[name].set_error("")
        return True

    def _on_edited(self) -> None:
        for name, line in self.lines.items():
            if line.line.hasFocus():
                self.rows[name].set_error("")
