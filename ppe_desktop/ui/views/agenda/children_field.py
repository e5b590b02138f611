"""Choosing children by typing the beginning of a name; each one chosen is a chip that a click takes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ppe_desktop.domain.agenda import AgendaChild
from ppe_desktop.domain.texts import plain
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout

_SHOWN = 6
_ID = int(Qt.ItemDataRole.UserRole)


class NameLine(QLineEdit):
    """The line where one types; the arrows and Enter are for the names below it.

    Signals:
        moved: number of names to go down.
        entered: Enter was pressed.
    """

    moved = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the arrows and Enter to the list of names; keep Enter away from the button of the window."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class ChildrenField(QWidget):
    """The children concerned.

    Signals:
        added: identifier of a child chosen.
        removed: identifier of a child taken out.
    """

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, children: Mapping[str, AgendaChild], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._children = dict(children)
        self._folded = {key: f" {plain(child.full_name)} {plain(child.name)}" for key, child in children.items()}
        self._chosen: list[str] = []
        self.chips: dict[str, ChipButton] = {}
        self.line = NameLine(self)
        self.line.setObjectName("children_line")
        self.line.setPlaceholderText(self.tr("Prénom ou nom, puis Entrée"))
        self.names = QListWidget(self)
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.names.setAccessibleName(self.tr("Enfants dont le nom commence ainsi"))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chip_row, self.sibling_row = QWidget(self), QWidget(self)
        self._flow, self._sibling_flow = FlowLayout(self.chip_row, 6), FlowLayout(self.sibling_row, 6)
        self.siblings: dict[str, ChipButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.chip_row)
        column.addWidget(self.line)
        column.addWidget(self.names)
        column.addWidget(self.sibling_row)
        self.setFocusProxy(self.line)

        self.line.textEdited.connect(self._on_typed)
        self.line.moved.connect(self._on_moved)
        self.line.entered.connect(self._on_entered)
        self.names.itemClicked.connect(self._on_name)
        self._show_names()
        self.chip_row.hide()
        self.sibling_row.hide()

    def chosen(self) -> list[str]:
        """Return the children chosen, in the order they were."""
        return list(self._chosen)

    def show_chosen(self, children: Iterable[str]) -> None:
        """Show the children chosen, as the base has them."""
        wanted = [child for child in children if child in self._children]
        if wanted == self._chosen:
            return
        self._chosen = wanted
        for chip in self.chips.values():
            self._flow.takeAt(0)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for child_id in wanted:
            child = self._children[child_id]
            chip = ChipButton(child.name, "accent", "x", parent=self.chip_row)
            chip.setAccessibleName(self.tr("Retirer {name}").format(name=child.full_name or child.name))
            chip.setToolTip(chip.accessibleName())
            chip.clicked.connect(partial(self.removed.emit, child_id))
            self._flow.addWidget(chip)
            self.chips[child_id] = chip
        self.chip_row.setVisible(bool(wanted))
        self.chip_row.updateGeometry()
        self._show_siblings()

    def _show_siblings(self) -> None:
        """Offer in one click the brothers and sisters of those chosen."""
        for chip in self.siblings.values():
            self._sibling_flow.takeAt(0)
            chip.hide()
            chip.deleteLater()
        self.siblings = {}
        for sibling in (one for chosen in self._chosen for one in self._children[chosen].siblings):
            if sibling in self._chosen or sibling in self.siblings:
                continue
            child = self._children[sibling]
            chip = ChipButton(child.name, "neutral", "plus", parent=self.sibling_row)
            chip.setAccessibleName(self.tr("Ajouter {name}, de la fratrie").format(name=child.full_name or child.name))
            chip.setToolTip(chip.accessibleName())
            chip.clicked.connect(partial(self.added.emit, sibling))
            self._sibling_flow.addWidget(chip)
            self.siblings[sibling] = chip
        self.sibling_row.setVisible(bool(self.siblings))
        self.sibling_row.updateGeometry()

    def _show_names(self) -> None:
        wanted = plain(self.line.text())
        found = [
            key for key, folded in self._folded.items() if wanted and f" {wanted}" in folded and key not in self._chosen
        ]
        self.names.clear()
        for key in sorted(found, key=lambda key: self._folded[key])[:_SHOWN]:
            entry = QListWidgetItem(self._children[key].full_name, self.names)
            entry.setData(_ID, key)
        if found:
            self.names.setCurrentRow(0)
            height = max(self.names.sizeHintForRow(0), px(36))
            self.names.setFixedHeight(height * min(len(found), _SHOWN) + 8)
        self.names.setVisible(bool(found))

    def _on_typed(self, _text: str) -> None:
        self._show_names()

    def _on_moved(self, step: int) -> None:
        count = self.names.count()
        if count:
            self.names.setCurrentRow((self.names.currentRow() + step) % count)

    def _on_entered(self) -> None:
        if self.names.currentItem() is not None and self.names.isVisible():
            self._on_name(self.names.currentItem())

    def _on_name(self, entry: QListWidgetItem) -> None:
        self.line.clear()
        child_id = str(entry.data(_ID))
        self._show_names()
        self.added.emit(child_id)
