"""Second step of the assistant: a passphrase drawn at random, or one's own, judged as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QProgressBar, QRadioButton, QVBoxLayout, QWidget

from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.first_run_step import Step
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.secret_field import SecretField
from ppe_desktop.ui.widgets.styling import announce

PAUSE_MS = 250
FULL_BITS = 80
_NEARLY = 90


class PassphraseStep(Step):
    """Chooses the passphrase. It is never copied to the clipboard: it goes to paper, then to memory."""

    def __init__(self, gate: Gate, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._gate = gate
        self._personal: tuple[str, ...] = ()
        self._accepted = False
        self._asked_again = False
        self._awaiting = False
        self._has_failed = False
        self._make_texts()
        self._make_proposal()
        self._make_own()

        self.body.addWidget(self.proposed_radio)
        self.body.addWidget(self.proposal)
        self.body.addWidget(self.own_radio)
        self.body.addWidget(self.own)
        self.body.addStretch(1)

        self._connect()
        self._show_choice()

    def _make_texts(self) -> None:
        self.heading.setText(self.tr("Votre phrase de passe"))
        self.explanation.setText(
            self.tr(
                "Elle seule ouvre vos dossiers\u00a0: personne ne peut la retrouver à votre place. Écrivez-la sur papier, loin de "
                "l’ordinateur, le temps de la retenir."
            )
        )
        self.proposed_radio = QRadioButton(self.tr("Prendre cette phrase, tirée au hasard"), self)
        self.own_radio = QRadioButton(self.tr("Choisir la mienne"), self)
        self.proposed_radio.setChecked(True)
        self.choice = QButtonGroup(self)
        self.choice.addButton(self.proposed_radio)
        self.choice.addButton(self.own_radio)

    def _make_proposal(self) -> None:
        self.proposal = Card(self)
        self.phrase_label = PlainLabel(self.tr("…"), "heading", wrap=True, parent=self.proposal)
        self.phrase_label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper_label = PlainLabel(
            self.tr("Il n’y a pas de bouton «\u00a0Copier\u00a0»\u00a0: une phrase copiée traîne dans la mémoire de l’ordinateur."),
            "muted",
            wrap=True,
            parent=self.proposal,
        )
        self.another_button = QuietButton(self.tr("Une autre"), "loader", self.proposal)
        self.noted_box = QCheckBox(self.tr("Je l’ai écrite sur papier"), self.proposal)
        for widget in (self.phrase_label, self.paper_label):
            self.proposal.body.addWidget(widget)
        for widget in (self.another_button, self.noted_box):
            self.proposal.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_own(self) -> None:
        self.own = QWidget(self)
        self.secret = SecretField(self.tr("Votre phrase de passe"), self.own)
        self.again = SecretField(self.tr("Votre phrase de passe, une seconde fois"), self.own)
        self.strength_bar = QProgressBar(self.own)
        self.strength_bar.setRange(0, 100)
        self.strength_bar.setValue(0)
        self.strength_bar.setAccessibleName(self.tr("Solidité"))
        self.strength_label = PlainLabel("", "small", wrap=True, parent=self.own)
        self.secret_row = FormRow(self.tr("Phrase de passe"), self.secret, parent=self.own)
        self.again_row = FormRow(self.tr("Une seconde fois"), self.again, parent=self.own)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE_MS)
        column = QVBoxLayout(self.own)
        column.setContentsMargins(28, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.secret_row, self.strength_bar, self.strength_label, self.again_row):
            column.addWidget(widget)

    def _connect(self) -> None:
        self.proposed_radio.toggled.connect(self._on_choice)
        self.another_button.clicked.connect(self._on_another)
        self.noted_box.toggled.connect(self.state_changed)
        self.secret.edited.connect(self._on_edited)
        self.again.edited.connect(self._on_again_edited)
        self.pause.timeout.connect(self._on_pause)
        self._gate.proposed.connect(self._on_proposed)
        self._gate.judged.connect(self._on_judged)

    def set_personal_words(self, words: tuple[str, ...]) -> None:
        """Tell what a colleague would try; a phrase made of it is weak."""
        if words != self._personal:
            self._personal = words
            self._judge_again()

    def enter(self) -> None:
        """Draw a phrase at the first visit."""
        if self.phrase_label.text() == self.tr("…"):
            self._gate.propose()
        if self.proposed_radio.isChecked():
            self.noted_box.setFocus()
        else:
            self.secret.setFocus()

    def is_ready(self) -> bool:
        """Go on once the phrase is written down, or once one's own is judged."""
        if self.proposed_radio.isChecked():
            return self.noted_box.isChecked() and bool(self.phrase())
        return bool(self.secret.text()) and not self._awaiting

    def is_complete(self) -> bool:
        """Refuse a weak phrase, and one that was not typed the same twice."""
        if self.proposed_radio.isChecked():
            return bool(self.phrase())
        if not self._accepted:
            self._has_failed = True
            self.secret_row.set_error(self.strength_label.text())
            self.secret.setFocus()
            return False
        if self.again.text() != self.secret.text():
            self.again_row.set_error(self.tr("Les deux phrases diffèrent. Retapez la seconde."))
            self.again.select_all()
            return False
        return True

    def phrase(self) -> str:
        """Return the phrase chosen."""
        if not self.proposed_radio.isChecked():
            return self.secret.text()
        shown = self.phrase_label.text()
        return "" if shown == self.tr("…") else shown

    def wipe(self) -> None:
        """Leave no phrase in any widget."""
        self.phrase_label.setText(self.tr("…"))
        self.noted_box.setChecked(False)
        self.secret.wipe()
        self.again.wipe()
        self._accepted = False

    def _show_choice(self) -> None:
        is_proposed = self.proposed_radio.isChecked()
        self.proposal.setVisible(is_proposed)
        self.own.setVisible(not is_proposed)

    def _show_strength(self, bits: int, advice: str) -> None:
        self.strength_bar.setValue(100 if self._accepted else min(_NEARLY, round(bits * 100 / FULL_BITS)))
        word = self._word(bits)
        figure = self.tr("{word} ({bits}\u00a0bits). {advice}")
        self.strength_label.setText(figure.format(word=word, bits=bits, advice=typeset(advice)))
        self.strength_label.set_tone("done" if self._accepted else "soon")
        announce(self.secret.line, self.strength_label.text())

    def _word(self, bits: int) -> str:
        if self._accepted:
            return self.tr("Solide")
        return self.tr("Trop faible") if bits < FULL_BITS // 2 else self.tr("Pas encore assez solide")

    def _judge_again(self) -> None:
        self._accepted = False
        self._awaiting = bool(self.secret.text())
        if self._awaiting:
            self.pause.start()
        else:
            self.pause.stop()
            self.strength_bar.setValue(0)
            self.strength_label.clear()
        self.state_changed.emit()

    def _on_choice(self) -> None:
        self._show_choice()
        if not self.proposed_radio.isChecked():
            self.secret.setFocus()
        self.state_changed.emit()

    def _on_another(self) -> None:
        self.noted_box.setChecked(False)
        self._gate.propose()

    def _on_proposed(self, phrase: str) -> None:
        self.phrase_label.setText(phrase)
        self.state_changed.emit()

    def _on_edited(self) -> None:
        self.secret_row.set_error("")
        self._judge_again()

    def _on_again_edited(self) -> None:
        self.again_row.set_error("")

    def _on_pause(self) -> None:
        self._gate.judge(self.secret.text(), self._personal)

    def _on_judged(self, accepted: bool, bits: int, advice: str) -> None:
        if self.pause.isActive() or not self.secret.text():  # typed on since: that judgement is of another text
            return
        self._awaiting = False
        self._accepted = accepted
        self._show_strength(bits, advice)
        self.state_changed.emit()
