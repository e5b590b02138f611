"""Settings of one theme: a heading, what is to be known of them all, and a row for each."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.settings.setting_row import SettingRow
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class SettingGroup(QWidget):
    """Shows the settings of a theme.

    Attributes:
        rows: the rows, in order.
    """

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[SettingRow] = []
        self.title_label = PlainLabel(title, "section", wrap=True, parent=self)
        self.card = Card(self)
        self.hint_label = PlainLabel(typeset(hint), "muted", wrap=True, parent=self.card)

        self.hint_label.setVisible(bool(hint))
        self.hint_label.setContentsMargins(0, 12, 0, 0)
        self.card.body.setSpacing(0)
        self.card.body.setContentsMargins(16, 4, 16, 4)
        self.card.body.addWidget(self.hint_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.title_label)
        column.addWidget(self.card)

    def add(self, row: SettingRow) -> None:
        """Add a row at the end."""
        self.rows.append(row)
        self.card.body.addWidget(row)
        row.set_parted(row is not self.rows[0])

    def keep_only(self, words: list[str]) -> bool:
        """Show the rows that hold every word, and the group if it has any; return whether it does."""
        if not words and not self.rows:
            self.show()
            return True
        shown = [row for row in self.rows if all(word in row.searched for word in words)]
        for row in self.rows:
            row.setVisible(row in shown)
            row.set_parted(bool(shown) and row is not shown[0])
        self.setVisible(bool(shown))
        return bool(shown)
