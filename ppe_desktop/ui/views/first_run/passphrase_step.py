"""Second step: a passphrase drawn by the program, or one's own if it is strong enough."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.first_run.step import Step, hung
from ppe_desktop.ui.views.first_run.strength_gauge import StrengthGauge
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.secret_field import SecretField
from ppe_desktop.ui.widgets.styling import announce

PAUSE = 200
"""Milliseconds without a key before a phrase is judged."""


class PassphraseStep(Step):
    """Asks for the passphrase.

    The widgets are cleared whenever the step is left; the phrase accepted is kept until :meth:`forget`.
    """

    def __init__(self, gate: Gate, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._gate = gate
        self._personal_words: tuple[str, ...] = ()
        self._proposal = ""
        self._accepted = ""
        self._is_own = False
        self._asked: list[str] = []
        self._is_submitted = False
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._show_mode()

    def _make_widgets(self) -> None:
        self.title.setText(self.tr("Votre phrase de passe"))
        self.setAccessibleName(self.title.text())
        self.card = Card(self)
        self.proposal_label = PlainLabel("", "heading", wrap=True, parent=self.card)
        self.proposal_label.setObjectName("proposal_label")
        self.proposal_label.setMinimumHeight(px(64))
        self.paper_label = PlainLabel(
            self.tr("Notez-la sur papier, loin de l’ordinateur, le temps de la retenir."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.other_button = QuietButton(self.tr("Une autre"), "redo", self.card)
        self.first = SecretField(self.tr("Phrase de passe"), self)
        self.gauge = StrengthGauge(self)
        self.judged_field = _stacked(self.first, self.gauge, self)
        self.again = SecretField(self.tr("Encore une fois"), self)
        self.first_row = FormRow(self.tr("Phrase de passe"), self.judged_field, parent=self)
        self.again_row = FormRow("", self.again, parent=self)
        self.mode_button = QuietButton("", "", self)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PAUSE)
        for name in ("other_button", "first", "again", "mode_button"):
            getattr(self, name).setObjectName(name)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.paper_label, 1)
        foot.addWidget(self.other_button)
        self.card.body.setContentsMargins(20, 16, 12, 10)
        self.card.body.addWidget(self.proposal_label)
        self.card.body.addLayout(foot)
        for widget in (self.card, self.first_row, self.again_row):
            self.body.addWidget(widget)
        self.body.addLayout(hung(self.mode_button))
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.other_button.clicked.connect(self._on_other)
        self.mode_button.clicked.connect(self._on_mode)
        self.first.edited.connect(self._on_first_edited)
        self.again.edited.connect(self._on_again_edited)
        self.first.return_pressed.connect(self.again.setFocus)
        self.again.return_pressed.connect(self.submit)
        self.timer.timeout.connect(self._ask)
        self._gate.proposed.connect(self._on_proposed)
        self._gate.judged.connect(self._on_judged)
        self._gate.refused.connect(self._on_refused)

    def set_personal_words(self, words: tuple[str, ...]) -> None:
        """Tell the words that a passphrase must not rest on."""
        self._personal_words = words

    def passphrase(self) -> str:
        """Return the phrase accepted, empty before that."""
        return self._accepted

    def forget(self) -> None:
        """Drop the phrases, once the base is made."""
        self._accepted = self._proposal = ""
        self._asked.clear()
        self.leave()

    def enter(self) -> None:
        """Show the phrase drawn before, or draw one; put the keyboard in the field."""
        if not self._proposal:
            self._gate.propose()
        self._show_mode()
        (self.first if self._is_own else self.again).setFocus()

    def leave(self) -> None:
        """Empty the fields and the label."""
        self.timer.stop()
        self._is_submitted = False
        self.first.wipe()
        self.again.wipe()
        self.gauge.clear()
        self.proposal_label.clear()
        self.first_row.set_error("")
        self.again_row.set_error("")

    def submit(self) -> None:
        """Compare with what is proposed, or have one's own phrase judged."""
        if not self._is_own:
            self._conclude(self._proposal)
            return
        if not self.first.text():
            self._refuse(self.first_row, self.first, self.tr("Écrivez une phrase de passe."))
            return
        self._is_submitted = True
        self._ask()

    def _conclude(self, wanted: str) -> None:
        typed = self.again.text()
        if wanted and _normal(typed) == _normal(wanted):
            self._accepted = wanted
            self.completed.emit()
        elif not typed:
            self._refuse(self.again_row, self.again, self._missing_text())
        else:
            self._refuse(self.again_row, self.again, self._different_text())

    def _missing_text(self) -> str:
        if self._is_own:
            return self.tr("Tapez la même phrase une seconde fois.")
        return self.tr("Tapez la phrase proposée, en la lisant sur votre papier.")

    def _different_text(self) -> str:
        if self._is_own:
            return self.tr("Les deux phrases ne sont pas les mêmes. Tapez la seconde à nouveau, sans vous presser.")
        return self.tr(
            "Ce n’est pas tout à fait la phrase proposée. Relisez-la mot à mot\u00a0: des minuscules, une espace entre les mots."
        )

    def _refuse(self, row: FormRow, field: SecretField, text: str) -> None:
        row.set_error(text)
        announce(field.line, text)
        field.select_all()

    def _show_mode(self) -> None:
        """Show what belongs to the phrase proposed, or to one's own."""
        own = self._is_own
        self.introduction.setText(self._own_text() if own else self._proposed_text())
        self.card.setVisible(not own)
        self.first_row.setVisible(own)
        self.again_row.label.setText(self.tr("Encore une fois") if own else self.tr("Tapez-la ici"))
        self.again.line.setAccessibleName(self.again_row.label.text())
        self.mode_button.setText(
            self.tr("Revenir à la phrase proposée") if own else self.tr("Choisir ma propre phrase")
        )
        self.proposal_label.setText("" if own else self._proposal)

    def _proposed_text(self) -> str:
        return self.tr(
            "Elle protège vos dossiers\u00a0: sans elle, personne ne peut les lire, même en volant l’ordinateur. "
            "En voici une, tirée au hasard."
        )

    def _own_text(self) -> str:
        return self.tr(
            "Plusieurs mots sans lien entre eux valent mieux qu’un mot compliqué. Évitez les noms, les dates et les "
            "phrases connues."
        )

    def _ask(self) -> None:
        self.timer.stop()
        text = self.first.text()
        if text:
            self._asked.append(text)
            self._gate.judge(text, self._personal_words)

    def _on_judged(self, is_accepted: bool, bits: int, advice: str) -> None:
        text = self._asked.pop(0) if self._asked else ""
        if self._asked or not text or text != self.first.text():
            return
        self.gauge.show_strength(is_accepted, bits, advice)
        if not self._is_submitted:
            return
        self._is_submitted = False
        if is_accepted:
            self._conclude(text)
        else:
            self._refuse(self.first_row, self.first, self.tr("Cette phrase ne protégerait pas assez vos dossiers."))

    def _on_refused(self) -> None:
        self._asked.clear()
        self._is_submitted = False

    def _on_proposed(self, phrase: str) -> None:
        self._proposal = phrase
        if self.isVisible():
            self._show_mode()
            announce(self.proposal_label, phrase)

    def _on_other(self) -> None:
        self.again.wipe()
        self.again_row.set_error("")
        self._gate.propose()

    def _on_mode(self) -> None:
        self._is_own = not self._is_own
        self.leave()
        self.enter()

    def _on_first_edited(self) -> None:
        self.first_row.set_error("")
        self._is_submitted = False
        if self.first.text():
            self.timer.start()
        else:
            self.timer.stop()
            self.gauge.clear()

    def _on_again_edited(self) -> None:
        self.again_row.set_error("")


def _stacked(field: SecretField, gauge: StrengthGauge, parent: QWidget) -> QWidget:
    """Return the field with its gauge beneath, as one field of a form."""
    both = QWidget(parent)
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(field)
    column.addWidget(gauge)
    both.setFocusProxy(field.line)
    return both


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)
