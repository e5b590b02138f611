"""« Nouveau document »: the documents that make sense for this child, by what they are for, with why each is offered."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.services.documents import Offer
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_OFFER = Qt.ItemDataRole.UserRole


class OfferTree(QTreeWidget):
    """Documents under the name of what they are for; the arrows pass over the names."""

    def moveCursor(self, action: QTreeWidget.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads: never to a name, which is nothing to choose."""
        found = super().moveCursor(action, modifiers)
        if not found.isValid() or found.siblingAtColumn(0).data(_OFFER) is not None:
            return found
        is_up = action in (QTreeWidget.CursorAction.MoveUp, QTreeWidget.CursorAction.MovePageUp)
        beyond = self.indexAbove(found) if is_up else self.indexBelow(found)
        return beyond if beyond.isValid() else self.currentIndex()


class NewDocumentDialog(QDialog):
    """Chooses a document to make.

    Signals:
        chosen: the :class:`Offer` chosen.
    """

    chosen = Signal(object)

    def __init__(self, tasks: Tasks, child_id: str, parent: QWidget | None = None) -> None:
        """Build the dialog and ask for what is offered.

        Args:
            tasks: the way to the open session.
            child_id: the child.
            parent: parent widget.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Nouveau document"))
        self.intro_label = PlainLabel(
            self.tr("Les documents que ce dossier permet de produire aujourd’hui."), "muted", wrap=True, parent=self
        )
        self.error_banner = Banner(tone="late", closable=False, parent=self)
        self.tree = OfferTree(self)
        self.why_label = PlainLabel("", "small", wrap=True, parent=self)
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.next_button = PrimaryButton(self.tr("Continuer"), "file-text", self)

        self._arrange()

        self.tree.currentItemChanged.connect(self._on_current_changed)
        self.tree.itemActivated.connect(self._on_activated)
        self.next_button.clicked.connect(self._on_next)
        self.cancel_button.clicked.connect(self.reject)
        self.error_banner.hide()
        self.next_button.setEnabled(False)
        tasks.run_long(tasks.session.documents.offers, child_id, then=self._on_offers, failed=self._on_failed)

    def _arrange(self) -> None:
        self.tree.setObjectName("document_tree")
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(px(12))
        self.tree.setItemsExpandable(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(self.tr("Documents proposés"))
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self.intro_label, self.error_banner, self.tree, self.why_label):
            column.addWidget(widget, 1 if widget is self.tree else 0)
        column.addLayout(foot)
        screen = self.screen().availableGeometry().size()
        self.resize(min(px(760), screen.width() - 40), min(px(620), screen.height() - 60))

    def _on_offers(self, offered: list[Offer]) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for offer in offered:
            if offer.group not in groups:
                groups[offer.group] = self._group(offer.group)
            line = QTreeWidgetItem([typeset(offer.title), typeset(offer.which)])
            line.setData(0, _OFFER, offer)
            line.setToolTip(0, typeset(offer.why))
            groups[offer.group].addChild(line)
        self.tree.expandAll()
        first = next((group.child(0) for group in groups.values()), None)
        if first is not None:
            self.tree.setCurrentItem(first)
            self.tree.setFocus()
        else:
            self.why_label.setText(self.tr("Ce dossier ne permet encore de produire aucun document."))

    def _group(self, name: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self.tree, [name])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = QFont(self.tree.font())
        font.setBold(True)
        group.setFont(0, font)
        return group

    def offer(self) -> Offer | None:
        """Return the document chosen, or None on the name of a group."""
        line = self.tree.currentItem()
        found = line.data(0, _OFFER) if line is not None else None
        return found if isinstance(found, Offer) else None

    def _on_current_changed(self, *_lines: QTreeWidgetItem | None) -> None:
        offer = self.offer()
        self.why_label.setText(typeset(offer.why) if offer else "")
        self.next_button.setEnabled(offer is not None)

    def _on_activated(self, _line: QTreeWidgetItem, _column: int) -> None:
        self._on_next()

    def _on_next(self) -> None:
        offer = self.offer()
        if offer is not None:
            self.chosen.emit(offer)
            self.accept()

    def _on_failed(self, error: PpeError) -> None:
        self.error_banner.set_message(error.message, "late")
        self.error_banner.show()
