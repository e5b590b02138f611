"""Choosing a child by name: type a few letters, Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.texts import plain
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField

_ID = Qt.ItemDataRole.UserRole
MOST = 60
"""Children listed at once: a name is typed, not sought with the eyes in a list of thousands."""


class ChooseChildDialog(QDialog):
    """The children whose files are open.

    Signals:
        child_chosen: identifier of the child.
    """

    child_chosen = Signal(str)

    def __init__(self, tasks: Tasks, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choose_child_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Choisir un enfant"))
        self._cards: list[ChildCard] = []
        self.heading = PlainLabel(question, "section", wrap=True, parent=self)
        self.search_field = SearchField(self.tr("Les premières lettres du nom"), self)
        self.child_list = QListWidget(self)
        self.child_list.setAccessibleName(self.tr("Enfants"))
        self.child_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty_label = PlainLabel(self.tr("Aucun enfant ne correspond."), "muted", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for widget in (self.heading, self.search_field, self.child_list, self.empty_label):
            column.addWidget(widget)
        self.empty_label.hide()
        self.resize(px(480), px(440))

        self.search_field.textChanged.connect(self._on_text_changed)
        self.search_field.installEventFilter(self)
        self.child_list.itemActivated.connect(self._on_chosen)
        self.child_list.itemClicked.connect(self._on_chosen)
        tasks.ask(tasks.session.files.cards, then=self._on_read)
        self.search_field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list and Enter choose while one types in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_chosen(self.child_list.currentItem())
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = max(0, min(self.child_list.currentRow() + step, self.child_list.count() - 1))
                self.child_list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _on_read(self, cards: list[ChildCard]) -> None:
        self._cards = [card for card in cards if not (card.is_closed or card.is_deceased)]
        self._on_text_changed(self.search_field.text())

    def _on_text_changed(self, text: str) -> None:
        wanted = [f" {word}" for word in plain(text).split()]
        found = [card for card in self._cards if all(word in card.searchable for word in wanted)]
        self.child_list.clear()
        for card in found[:MOST]:
            said = card.sign or short_date(card.birth_date)
            item = QListWidgetItem(f"{card.full_name}  ·  {said}" if said else card.full_name, self.child_list)
            item.setData(_ID, card.child_id)
        self.child_list.setCurrentRow(0)
        self.child_list.setVisible(bool(found))
        self.empty_label.setVisible(bool(self._cards) and not found)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.accept()
            self.child_chosen.emit(item.data(_ID))
