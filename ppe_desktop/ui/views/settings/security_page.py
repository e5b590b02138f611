"""Sécurité: the phrase, the recovery sheet, the key of the service, and when the base closes by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from ppe_desktop.runtime.screen_capture import CAN_HIDE
from ppe_desktop.services.keys import KeyState
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.security.key_dialog import KeyDialog
from ppe_desktop.ui.views.security.key_dialogs import (
    UNPROVED_SHEET,
    ChangePassphraseDialog,
    DrawKeyDialog,
    RemoveServiceKeyDialog,
    TryRecoveryDialog,
)
from ppe_desktop.ui.views.settings.gesture_card import GestureCard
from ppe_desktop.ui.views.trust.copies_dialog import CopiesDialog
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

MINUTES = (1, 2, 3, 5, 10, 15)


class SecurityPage(ColumnScroll):
    """What opens the base, and what closes it.

    Signals:
        lock_settings_changed: the time before the lock, or the hiding of the windows, is no longer the same.
        rotation_requested: the base is to be encrypted again with another key: it must be closed first.
    """

    lock_settings_changed = Signal()
    rotation_requested = Signal()

    def __init__(self, preferences: Preferences, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._preferences, self._tasks = preferences, tasks
        self.title_label = PlainLabel(self.tr("Sécurité"), "heading", wrap=True)
        self.intro_label = PlainLabel(
            self.tr(
                "Ce qui ouvre vos dossiers, et ce qui les ferme. Rien de tout cela n’est connu de personne d’autre que vous."
            ),
            "body",
            wrap=True,
        )
        self.done_banner = Banner("", "done")
        self.unproved_banner = Banner(
            self.tr(
                "Une fiche de secours a été tirée au hasard, mais personne n’a montré qu’elle était notée. L’ancienne n’ouvre plus rien\u00a0: "
                "faites-en une nouvelle."
            ),
            "soon",
            action=self.tr("Faire une nouvelle fiche…"),
            closable=False,
        )
        self._make_cards()
        self._make_lock_card()
        self._lay_out()
        self._connect()
        self._show_preferences()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again where things stand."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read again where things stand."""
        session = self._tasks.session
        self._tasks.run_long(session.keys.state, then=self._on_state)
        self._tasks.ask(session.settings.get, UNPROVED_SHEET, False, then=self.unproved_banner.setVisible)
        self._tasks.ask(session.outside.known_count, then=self._on_copies_counted)

    def show_copies(self) -> None:
        """Show the copies in clear."""
        dialog = CopiesDialog(self._tasks, self)
        dialog.finished.connect(self.reload)
        dialog.open()

    def _make_cards(self) -> None:
        self.phrase_card = GestureCard(
            "lock",
            self.tr("Phrase de passe"),
            self.tr(
                "Elle est demandée à chaque ouverture, et n’est écrite nulle part. Changez-la si quelqu’un a pu la voir."
            ),
        )
        self.change_button = SecondaryButton(self.tr("Changer de phrase…"))
        self.phrase_card.add_button(self.change_button, "change_button")
        self.sheet_card = GestureCard(
            "key-round",
            self.tr("Fiche de secours"),
            self.tr(
                "La page imprimée qui ouvre vos dossiers si la phrase est oubliée. Essayez-la une fois l’an, pour savoir "
                "que vous pouvez compter dessus."
            ),
        )
        self.try_button = SecondaryButton(self.tr("Essayer ma fiche…"))
        self.renew_button = SecondaryButton(self.tr("Faire une nouvelle fiche…"))
        self.sheet_card.add_button(self.try_button, "try_button")
        self.sheet_card.add_button(self.renew_button, "renew_button")
        self.service_card = GestureCard(
            "users",
            self.tr("Clé confiée au service"),
            self.tr(
                "Une seconde clé, gardée par votre service sous enveloppe cachetée, pour que le suivi des enfants continue pendant une "
                "longue absence. Vous choisissez d’en confier une, ou non."
            ),
        )
        self.entrust_button = SecondaryButton(self.tr("Confier une clé au service…"))
        self.remove_button = SecondaryButton(self.tr("Retirer la clé du service…"))
        self.service_card.add_button(self.entrust_button, "entrust_button")
        self.service_card.add_button(self.remove_button, "remove_button")
        self.remove_button.hide()

    def _make_lock_card(self) -> None:
        self.lock_card = GestureCard(
            "hourglass",
            self.tr("Verrouillage"),
            self.tr(
                "Ctrl+L ferme la base tout de suite. Elle se ferme aussi seule quand l’ordinateur est verrouillé, mis en veille ou refermé, "
                "et après un moment sans un geste. Ce que vous tapiez est enregistré, et vous le retrouvez à la même place."
            ),
        )
        self.rotation_card = GestureCard(
            "shield-alert",
            self.tr("La clé a pu être vue"),
            self.tr(
                "Si quelqu’un a pu voir votre phrase ou votre fiche et copier vos fichiers, changer de phrase ne suffit pas\u00a0: tout peut être "
                "rechiffré avec une clé neuve. Vos dossiers seront d’abord fermés."
            ),
        )
        self.rotation_button = SecondaryButton(self.tr("Changer la clé de la base…"))
        self.rotation_card.add_button(self.rotation_button, "rotation_button")
        self.copies_card = GestureCard(
            "file-text",
            self.tr("Copies en clair"),
            self.tr(
                "Les documents, impressions en PDF et pièces que vous avez enregistrés hors de la base ne sont plus chiffrés. Leur liste est "
                "gardée ici, pour les supprimer quand ils ne servent plus."
            ),
        )
        self.copies_button = SecondaryButton(self.tr("Voir les copies…"))
        self.copies_card.add_button(self.copies_button, "copies_button")
        self.minutes = CalmCombo()
        self.minutes.setObjectName("minutes")
        for minutes in MINUTES:
            plural = "s" if minutes > 1 else ""
            self.minutes.addItem(
                self.tr("{count}\u00a0minute{plural} sans un geste").format(count=minutes, plural=plural), minutes
            )
        self.capture_box = QCheckBox(self.tr("Cacher les fenêtres dans les captures et les partages d’écran"))
        self.capture_box.setObjectName("capture_box")
        self.capture_row = FormRow(
            self.tr("Captures d’écran"),
            self.capture_box,
            help_text=self.tr(
                "Un frein, pas une promesse\u00a0: une photo de l’écran reste possible. Décochez pour montrer un écran en visioconférence."
            )
            if CAN_HIDE
            else self.tr("Ce système ne permet pas à un logiciel de cacher ses fenêtres."),
        )
        self.capture_box.setEnabled(CAN_HIDE)
        self.lock_card.body.insertWidget(3, FormRow(self.tr("Fermer après"), self.minutes))
        self.lock_card.body.insertWidget(4, self.capture_row)

    def _lay_out(self) -> None:
        for widget in (self.title_label, self.intro_label, self.done_banner, self.unproved_banner):
            self.body.addWidget(widget)
        for card in (
            self.phrase_card,
            self.sheet_card,
            self.service_card,
            self.lock_card,
            self.copies_card,
            self.rotation_card,
        ):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.done_banner.hide()
        self.unproved_banner.hide()

    def _connect(self) -> None:
        self.change_button.clicked.connect(partial(self._open, ChangePassphraseDialog))
        self.try_button.clicked.connect(partial(self._open, TryRecoveryDialog))
        self.renew_button.clicked.connect(partial(self._open, DrawKeyDialog))
        self.unproved_banner.action_requested.connect(partial(self._open, DrawKeyDialog))
        self.entrust_button.clicked.connect(self._on_entrust)
        self.remove_button.clicked.connect(partial(self._open, RemoveServiceKeyDialog))
        self.minutes.activated.connect(self._on_minutes)
        self.copies_button.clicked.connect(self.show_copies)
        self.rotation_button.clicked.connect(self.rotation_requested)
        self.capture_box.clicked.connect(self._on_capture)

    def _show_preferences(self) -> None:
        nearest = min(MINUTES, key=lambda minutes: abs(minutes - self._preferences.lock_minutes))
        self.minutes.setCurrentIndex(MINUTES.index(nearest))
        self.capture_box.setChecked(CAN_HIDE and self._preferences.hides_from_capture)

    def _open(self, kind: Callable[[Tasks, QWidget], KeyDialog], *_clicked: object) -> None:
        self._show_dialog(kind(self._tasks, self))

    def _on_entrust(self) -> None:
        self._show_dialog(DrawKeyDialog(self._tasks, self, is_of_service=True))

    def _show_dialog(self, dialog: KeyDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_told.connect(self._on_done)
        dialog.finished.connect(self.reload)
        dialog.open()

    def _on_done(self, text: str) -> None:
        self.done_banner.set_message(text, "done")

    def _on_state(self, state: KeyState) -> None:
        self.phrase_card.set_state(
            self.tr(
                "Chaque essai demande environ une seconde et {memory}\u00a0Mo de mémoire à cet ordinateur\u00a0: c’est ce qu’il en coûterait aussi à "
                "qui voudrait la deviner."
            ).format(memory=state.memory_mib)
        )
        self.service_card.set_state(
            self.tr("Une clé est confiée au service. En faire une nouvelle remplace la précédente.")
            if state.has_service_key
            else self.tr("Aucune clé n’est confiée.")
        )
        self.entrust_button.setText(
            self.tr("Faire une nouvelle clé…") if state.has_service_key else self.tr("Confier une clé au service…")
        )
        self.remove_button.setVisible(state.has_service_key)

    def _on_copies_counted(self, count: int) -> None:
        several = self.tr("{count} copies enregistrées et non supprimées.")
        one = self.tr("Une copie enregistrée et non supprimée.")
        told = several.format(count=count) if count > 1 else one if count else self.tr("Aucune copie.")
        self.copies_card.set_state(told)

    def _on_minutes(self, index: int) -> None:
        self._preferences.lock_minutes = MINUTES[index]
        self._preferences.save()
        self.lock_settings_changed.emit()

    def _on_capture(self, is_on: bool) -> None:
        self._preferences.hides_from_capture = is_on
        self._preferences.save()
        self.lock_settings_changed.emit()
