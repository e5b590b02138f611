"""Another key for the base, when the present one may have been seen: why, the present secret, a new phrase, a new sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import InputError, PpeError, WaitBeforeRetryError, WrongSecretError
from ppe_desktop.services.keys import PrintedKey
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.first_run.passphrase_step import PassphraseStep
from ppe_desktop.ui.views.first_run.step import Step
from ppe_desktop.ui.views.security.steps import SecretStep, SheetStep
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton


class RotateView(QWidget):
    """Encrypts a closed base again.

    Signals:
        left: the person is done here, whatever she did.
    """

    left = Signal()

    def __init__(self, gate: Gate, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rotate_view")
        self._gate, self._folder = gate, folder
        self._secret = ""
        self._is_busy = self._is_done = False
        self.stack = QStackedWidget(self)
        self.banner = Banner("", "late", closable=False, parent=self)
        self.asking = SecretStep(
            self.tr("Changer la clé de la base"),
            self.tr(
                "À faire si quelqu’un a pu voir votre phrase ou votre fiche et copier le fichier des dossiers. Tout est rechiffré avec une clé "
                "neuve\u00a0: la phrase, la fiche et la clé du service d’avant n’ouvriront plus rien ici. Comptez quelques secondes par centaine de "
                "mégaoctets. Si l’ordinateur s’éteint au milieu, vos dossiers restent entiers. Une copie déjà volée reste lisible par qui l’a volée."
            ),
            self.tr("Phrase de passe ou clé de secours actuelle"),
            self,
        )
        self.drop_box = QCheckBox(
            self.tr("Supprimer aussi les sauvegardes de cet ordinateur, que l’ancienne clé ouvre")
        )
        self.drop_box.setObjectName("drop_box")
        self.drop_box.setChecked(True)
        self.asking.body.insertWidget(self.asking.body.count() - 1, self.drop_box)
        self.phrase = PassphraseStep(gate, self)
        self.phrase.title.setText(self.tr("Votre nouvelle phrase de passe"))
        self.sheet = SheetStep(self)
        self.sheet.title.setText(self.tr("Votre nouvelle fiche de secours"))
        self.sheet.introduction.setText(
            self.tr(
                "La base est rechiffrée. Cette clé n’est montrée qu’une fois\u00a0: imprimez-la, ou recopiez-la, et détruisez l’ancienne fiche. Si "
                "une clé était confiée au service, il faudra lui en remettre une nouvelle."
            )
        )
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.tr("Chiffrement en cours"))
        self.back_button = SecondaryButton(self.tr("Revenir"), parent=self)
        self.next_button = PrimaryButton(self.tr("Suivant"), "", self)
        for name in ("back_button", "next_button", "banner"):
            getattr(self, name).setObjectName(name)
        self._lay_out()
        self._connect()
        self._show_state()
        self.asking.enter()

    @property
    def step(self) -> Step:
        """The step on screen."""
        step = self.stack.currentWidget()
        assert isinstance(step, Step)
        return step

    def _lay_out(self) -> None:
        for step in (self.asking, self.phrase, self.sheet):
            self.stack.addWidget(step)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.back_button)
        foot.addWidget(self.progress, 1)
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        self.banner.hide()

    def _connect(self) -> None:
        self.asking.completed.connect(self._on_asked)
        self.phrase.completed.connect(self._on_chosen)
        self.sheet.completed.connect(self._on_back)
        for step in (self.asking, self.phrase, self.sheet):
            step.changed.connect(self._show_state)
        self.next_button.clicked.connect(self._on_next)
        self.back_button.clicked.connect(self._on_back)
        self._gate.rotated.connect(self._on_rotated)
        self._gate.refused.connect(self._on_refused)

    def _go_to(self, step: Step) -> None:
        self.stack.setCurrentWidget(step)
        step.verticalScrollBar().setValue(0)
        step.enter()
        self._show_state()

    def _show_state(self) -> None:
        self.progress.setVisible(self._is_busy)
        self.stack.setEnabled(not self._is_busy)
        self.back_button.setEnabled(not self._is_busy)
        self.back_button.setVisible(not self._is_done)
        self.next_button.setText(self.tr("Rechiffrer la base") if self.step is self.phrase else self.step.next_text())
        self.next_button.setEnabled(not self._is_busy and self.step.can_submit())

    def _on_next(self) -> None:
        if not self._is_busy and self.step.can_submit():
            self.step.submit()

    def _on_asked(self) -> None:
        self._secret = self.asking.secret()
        self.banner.hide()
        self._go_to(self.phrase)

    def _on_chosen(self) -> None:
        self._is_busy = True
        self._show_state()
        phrase = self.phrase.passphrase()
        self._gate.rotate(self._folder, self._secret, phrase, drop_backups=self.drop_box.isChecked())

    def _on_rotated(self, printed: PrintedKey) -> None:
        self._is_busy, self._is_done = False, True
        self._forget()
        self.sheet.show_key(printed, self._folder)
        self._go_to(self.sheet)

    def _on_refused(self, error: PpeError) -> None:
        if not self._is_busy:
            return
        self._is_busy = False
        self._go_to(self.asking)
        if isinstance(error, WrongSecretError | WaitBeforeRetryError | InputError):
            self.asking.refuse(typeset(error.message))
        else:
            self.banner.set_message(typeset(error.message), "late")

    def _on_back(self) -> None:
        self._forget()
        self.sheet.leave()
        self.left.emit()

    def _forget(self) -> None:
        """Leave no secret in the widgets."""
        self._secret = ""
        self.asking.leave()
        self.phrase.leave()
        self.phrase.forget()
