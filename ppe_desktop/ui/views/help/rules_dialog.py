"""All the rules in a window of their own, above the screen that speaks of one of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.help.reader import HelpReader
from ppe_desktop.ui.views.help.rules_text import found_rules
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.search_field import SearchField

WIDTH, HEIGHT = 960, 680
MARGIN = 24


class RulesDialog(QDialog):
    """The table of the rules, with a search."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rules_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Toutes les règles"))
        self.search = SearchField(self.tr("Chercher une règle, un article"), self)
        self.reader = HelpReader(self)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)

        self._lay_out()
        self._show("")

        self.search.textChanged.connect(self._show)
        self.close_button.clicked.connect(self.accept)
        self.search.setFocus()

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(MARGIN, 16, MARGIN, 0)
        top.addWidget(self.search)
        foot.setContentsMargins(MARGIN, 8, MARGIN, 16)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.reader, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(px(WIDTH), room.width() - 2 * MARGIN), min(px(HEIGHT), room.height() - 3 * MARGIN))

    def _show(self, words: str) -> None:
        self.reader.show_markdown(found_rules(self.tr("Toutes les règles"), words), self.tr("Toutes les règles"))
