"""The kinds of document, by what they are for, each with whether its template is the département's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ppe_desktop.services.templates import TemplateLine
from ppe_desktop.ui.theme import icon, px, theme

_KEY = Qt.ItemDataRole.UserRole
WIDTH = 320


class TemplateList(QListWidget):
    """The list at the left.

    Signals:
        chosen: key of the place one wants to see.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("template_list")
        self.setAccessibleName(self.tr("Modèles, par genre de document"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._fit()

        self.currentItemChanged.connect(self._on_current)
        theme().theme_changed.connect(self._fit)

    def show_lines(self, lines: Sequence[TemplateLine]) -> None:
        """Show the kinds, and stay on the one that was chosen."""
        current = self.key()
        self.blockSignals(True)
        self.clear()
        group = ""
        for line in lines:
            if line.slot.group != group:
                group = line.slot.group
                self._add_group(group)
            self._add(line)
        self.choose(current or lines[0].slot.key)
        self.blockSignals(False)

    def choose(self, key: str) -> None:
        """Go to a kind."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)

    def key(self) -> str:
        """Return the place chosen, or nothing."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def _add_group(self, title: str) -> None:
        item = QListWidgetItem(title, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)

    def _add(self, line: TemplateLine) -> None:
        own = line.in_force is not None or bool(line.planned)
        item = QListWidgetItem(
            icon("file-pen" if own else "file-text", "accent" if own else "muted"), line.slot.title, self
        )
        item.setData(_KEY, line.slot.key)
        said = self.tr("modèle du département") if own else self.tr("modèle fourni")
        item.setToolTip(said)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.slot.title}, {said}")

    def _fit(self) -> None:
        self.setIconSize(QSize(px(18), px(18)))
        self.setFixedWidth(px(WIDTH))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY):
            self.chosen.emit(str(item.data(_KEY)))
