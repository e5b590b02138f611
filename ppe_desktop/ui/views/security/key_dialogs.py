"""What can be done about the secrets of the base, a dialog each."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ppe_desktop.services.access import AccessService
from ppe_desktop.services.keys import PrintedKey
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.first_run.passphrase_step import PassphraseStep
from ppe_desktop.ui.views.security.key_dialog import KeyDialog
from ppe_desktop.ui.views.security.steps import SecretStep, SheetStep, WordStep
from ppe_desktop.ui.widgets.sure import is_sure

UNPROVED_SHEET = "keys.unproved_sheet"
"""Kept in the base while a key was drawn and nobody showed that it was noted."""


class ChangePassphraseDialog(KeyDialog):
    """Asks for the present phrase, then for the new one."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, "", parent)
        self.setWindowTitle(self.tr("Changer de phrase de passe"))
        self.asking = SecretStep(
            self.tr("Changer de phrase de passe"),
            self.tr(
                "Tapez d’abord votre phrase actuelle. Vos dossiers ne sont pas rechiffrés, et votre fiche de secours reste bonne. Les "
                "sauvegardes déjà faites gardent l’ancienne phrase."
            ),
            self.tr("Phrase actuelle"),
            self,
        )
        self._gate = Gate(AccessService, self)
        self.phrase = PassphraseStep(self._gate, self)
        self._secret = ""
        self.add_step(self.asking, self._on_asked)
        self.add_step(self.phrase, self._on_chosen)
        self.go_to(self.asking)

    def done(self, result: int) -> None:
        """Forget the phrases."""
        self._secret = ""
        self.phrase.forget()
        self._gate.close()
        super().done(result)

    def _on_asked(self) -> None:
        self._secret = self.asking.secret()
        self.work(self._keys.kind_of, self._secret, then=self._on_right)

    def _on_right(self, _kind: Any) -> None:
        self.go_to(self.phrase)

    def _on_chosen(self) -> None:
        self.work(self._keys.change_passphrase, self._secret, self.phrase.passphrase(), then=self._on_changed)

    def _on_changed(self, _nothing: Any) -> None:
        self.done_told.emit(self.tr("La phrase de passe est changée. La prochaine ouverture demandera la nouvelle."))
        self.accept()


class ChoosePassphraseDialog(KeyDialog):
    """Has a new phrase chosen after a printed key opened the base."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, "", parent)
        self.setWindowTitle(self.tr("Choisir une nouvelle phrase de passe"))
        self._gate = Gate(AccessService, self)
        self.phrase = PassphraseStep(self._gate, self)
        self.phrase.title.setText(self.tr("Votre nouvelle phrase de passe"))
        self.cancel_button.setText(self.tr("Plus tard"))
        self.add_step(self.phrase, self._on_chosen)
        self.go_to(self.phrase)

    def done(self, result: int) -> None:
        """Forget the phrases."""
        self.phrase.forget()
        self._gate.close()
        super().done(result)

    def _on_chosen(self) -> None:
        self.work(self._keys.choose_passphrase, self.phrase.passphrase(), then=self._on_changed)

    def _on_changed(self, _nothing: Any) -> None:
        self.done_told.emit(self.tr("La phrase de passe est changée. La prochaine ouverture demandera la nouvelle."))
        self.accept()


class TryRecoveryDialog(ChangePassphraseDialog):
    """Has the sheet tried for real, then offers to choose a new phrase with it."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self.setWindowTitle(self.tr("Essayer ma fiche de secours"))
        self.asking.title.setText(self.windowTitle())
        self.asking.introduction.setText(
            self.tr(
                "Tapez la clé imprimée sur votre fiche, comme le jour où la phrase serait oubliée. Elle est essayée pour de vrai sur votre "
                "base\u00a0; rien n’est changé."
            )
        )
        self.asking.row.label.setText(self.tr("Clé de la fiche"))
        self.asking.field.line.setAccessibleName(self.asking.row.label.text())
        self.told = WordStep(
            self.tr("Votre fiche ouvre bien cette base"),
            self.tr(
                "Vous pouvez fermer cette fenêtre et remettre la fiche à sa place. Si vous aviez oublié votre phrase, choisissez-en une "
                "nouvelle maintenant\u00a0: la fiche restera bonne."
            ),
            self.tr("Choisir une nouvelle phrase"),
            self,
        )
        self.add_step(self.told, self._on_more)

    def _on_right(self, kind: Any) -> None:
        if kind == "phrase":
            self.asking.refuse(
                self.tr("C’est votre phrase de passe, pas la clé de la fiche. Tapez les neuf groupes imprimés.")
            )
            return
        if kind == "service":
            self.told.title.setText(self.tr("C’est la clé confiée au service, et elle ouvre bien cette base"))
        self.cancel_button.setText(self.tr("Terminer"))
        self.go_to(self.told)

    def _on_more(self) -> None:
        self.go_to(self.phrase)


class DrawKeyDialog(KeyDialog):
    """Draws a key again, the person's or the service's, and does not end before two groups of it are typed back."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None, *, is_of_service: bool = False) -> None:
        super().__init__(tasks, "", parent)
        self._is_of_service = is_of_service
        self.setWindowTitle(
            self.tr("Confier une clé au service") if is_of_service else self.tr("Faire une nouvelle fiche de secours")
        )
        self.asking = SecretStep(
            self.windowTitle(), self._why(), self.tr("Phrase de passe ou clé de secours actuelle"), self
        )
        self.sheet = SheetStep(self)
        self.sheet.title.setText(
            self.tr("La clé à remettre à votre service")
            if is_of_service
            else self.tr("Votre nouvelle fiche de secours")
        )
        self.sheet.introduction.setText(self._about_sheet())
        self.add_step(self.asking, self._on_asked)
        self.add_step(self.sheet, self._on_proved)
        self.go_to(self.asking)

    def reject(self) -> None:
        """Ask before a key that nobody noted is lost."""
        if self.step is self.sheet and not self._confirm_loss():
            return
        super().reject()

    def _why(self) -> str:
        if self._is_of_service:
            return self.tr(
                "Pour que le suivi des enfants continue pendant une longue absence, une seconde clé peut être remise à "
                "votre service, sous enveloppe cachetée. Elle ouvre tout, sans vous\u00a0: vous pourrez la retirer quand vous voudrez."
            )
        return self.tr(
            "Une nouvelle clé sera tirée au hasard. L’ancienne fiche n’ouvrira plus cette base\u00a0; détruisez-la ensuite. Les sauvegardes "
            "déjà faites gardent l’ancienne clé."
        )

    def _about_sheet(self) -> str:
        if self._is_of_service:
            return self.tr("Elle n’est montrée qu’une fois. Imprimez-la, et remettez-la sous enveloppe cachetée.")
        return self.tr(
            "Elle n’est montrée qu’une fois\u00a0: imprimez-la, ou recopiez-la. L’ancienne n’ouvre plus rien."
        )

    def _on_asked(self) -> None:
        draw = self._keys.make_service_key if self._is_of_service else self._keys.renew_recovery_key
        self.work(draw, self.asking.secret(), then=self._on_drawn)

    def _on_drawn(self, printed: PrintedKey) -> None:
        session = self._tasks.session
        if not self._is_of_service:
            self._tasks.ask(session.settings.keep, UNPROVED_SHEET, True)
        self.sheet.show_key(printed, session.folder)
        self.go_to(self.sheet)

    def _on_proved(self) -> None:
        if self._is_of_service:
            self.done_told.emit(self.tr("La clé du service est faite. Remettez la feuille sous enveloppe cachetée."))
        else:
            self._tasks.ask(self._tasks.session.settings.keep, UNPROVED_SHEET, False)
            self.done_told.emit(self.tr("La nouvelle fiche de secours est faite. Détruisez l’ancienne."))
        self.accept()

    def _confirm_loss(self) -> bool:
        return is_sure(
            self,
            "lost_key_box",
            self.tr("Cette clé n’a pas encore été recopiée."),
            self.tr("Elle ne sera plus jamais affichée, et il faudra en faire une autre."),
            leaving=self.tr("Fermer sans la noter"),
        )


class RemoveServiceKeyDialog(KeyDialog):
    """Takes the key of the service away."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, "", parent)
        self.setWindowTitle(self.tr("Retirer la clé du service"))
        self.asking = SecretStep(
            self.windowTitle(),
            self.tr(
                "La feuille remise à votre service n’ouvrira plus cette base. Les sauvegardes déjà faites s’ouvrent encore avec elle. "
                "Prévenez votre service, pour qu’il détruise l’enveloppe."
            ),
            self.tr("Phrase de passe ou clé de secours actuelle"),
            self,
        )
        self.add_step(self.asking, self._on_asked)
        self.go_to(self.asking)

    def _on_asked(self) -> None:
        self.work(self._keys.remove_service_key, self.asking.secret(), then=self._on_removed)

    def _on_removed(self, _nothing: Any) -> None:
        self.done_told.emit(self.tr("La clé du service n’ouvre plus cette base."))
        self.accept()
