"""The copies in clear outside the base: where each is, and taking it away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.services.outside import ClearCopy, Presence
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SIZE = (780, 560)
SHOWN = 60


class CopiesDialog(QDialog):
    """The list of the copies in clear.

    Args:
        tasks: the way to the base.
        parent: parent widget.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("copies_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._outside = tasks, tasks.session.outside
        self.setWindowTitle(self.tr("Copies en clair"))
        self.title_label = PlainLabel(self.windowTitle(), "heading", parent=self)
        self.intro_label = PlainLabel(
            self.tr(
                "Ces fichiers ont été enregistrés hors de la base, à votre demande. Ils ne sont pas chiffrés\u00a0: qui trouve l’ordinateur "
                "ou la clé peut les lire. Supprimez ceux qui ne servent plus."
            ),
            "body",
            wrap=True,
            parent=self,
        )
        self.banner = Banner("", "late", parent=self)
        self.list = ColumnScroll(SIZE[0], self)
        self.list.body.setContentsMargins(0, 0, 8, 0)
        self.empty = EmptyState(
            "shield", self.tr("Aucune copie en clair"), self.tr("Ce que vous enregistrez hors de la base est noté ici.")
        )
        self.cards: dict[str, Card] = {}
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)
        self._lay_out()
        self.banner.hide()
        self.empty.hide()

        self.close_button.clicked.connect(self.accept)
        self.reload()

    def reload(self) -> None:
        """Look for the copies again."""
        self._tasks.run_long(self._outside.copies, then=self._on_copies, failed=self._on_failed)

    def remove(self, copy: ClearCopy) -> None:
        """Erase a copy, or forget one that is gone."""
        self._tasks.run_long(self._outside.remove, copy, then=self._on_removed, failed=self._on_failed)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self.list.body.addWidget(self.empty)
        self.list.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self.title_label, self.intro_label, self.banner):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.resize(QSize(px(SIZE[0]), px(SIZE[1])).boundedTo(self.screen().availableSize() - QSize(80, 80)))

    def _on_copies(self, copies: list[ClearCopy]) -> None:
        for card in self.cards.values():
            self.list.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for copy in copies[:SHOWN]:
            card = self._card(copy)
            self.cards[copy.copy_id] = card
            self.list.body.insertWidget(len(self.cards), card)
        self.empty.setVisible(not copies)

    def _card(self, copy: ClearCopy) -> Card:
        card = Card(self.list.column)
        card.body.setSpacing(4)
        name = PlainLabel(copy.path.name, "strong", wrap=True, parent=card)
        where = PlainLabel(str(copy.path.parent), "muted", wrap=True, parent=card)
        when = f"{long_date(copy.written_at.date())} à {clock_time(copy.written_at)}"
        told = " — ".join(part for part in (copy.child, when, self._told(copy.presence)) if part)
        card.body.addWidget(name)
        card.body.addWidget(PlainLabel(typeset(told), "body", wrap=True, parent=card))
        card.body.addWidget(where)
        is_there = copy.presence is not Presence.GONE
        remove = SecondaryButton(self.tr("Supprimer la copie") if is_there else self.tr("Ne plus suivre"), parent=card)
        remove.setObjectName("remove_button")
        remove.setAccessibleDescription(copy.path.name)
        remove.clicked.connect(partial(self._on_remove, copy))
        show = QuietButton(self.tr("Ouvrir le dossier"), "", card)
        show.clicked.connect(partial(self._on_show, copy))
        show.setVisible(is_there)
        buttons = QHBoxLayout()
        buttons.addWidget(remove)
        buttons.addWidget(show)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        return card

    def _told(self, presence: Presence) -> str:
        told = {
            Presence.THERE: "",
            Presence.CHANGED: self.tr("modifiée depuis hors de la base"),
            Presence.GONE: self.tr("introuvable à cet endroit (supprimée, déplacée, ou clé débranchée)"),
        }
        return told[presence]

    def _on_remove(self, copy: ClearCopy) -> None:
        self.remove(copy)

    def _on_show(self, copy: ClearCopy) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy.path.parent)))

    def _on_removed(self, _nothing: object) -> None:
        self.banner.hide()
        self.reload()

    def _on_failed(self, error: PpeError) -> None:
        self.banner.set_message(typeset(error.message), "late")
