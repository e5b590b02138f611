"""The recovery key in big numbered groups, easy to copy by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QWidget

from ppe_desktop.ui.theme import px, tabular
from ppe_desktop.ui.widgets.plain_label import PlainLabel

COLUMNS = 3
GROUPS = 9
MASK = "••••"


class KeyGrid(QWidget):
    """Shows the groups of a key in three columns; masked, it holds nothing of them on screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[str] = []
        self._is_masked = False
        self.labels = [PlainLabel("", "heading", parent=self) for _ in range(GROUPS)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for index, label in enumerate(self.labels):
            row, column = divmod(index, COLUMNS)
            number = PlainLabel(str(index + 1), "muted", parent=self)
            grid.addWidget(number, row, 2 * column, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
            label.setFont(_key_font(label.font()))
            label.setMinimumHeight(px(32))

    def show_groups(self, groups: list[str]) -> None:
        """Show a key; an empty list takes it away."""
        self._groups = list(groups)
        self._is_masked = False
        self._show()

    def set_masked(self, is_masked: bool) -> None:
        """Hide the groups while some are typed back, or show them again."""
        self._is_masked = is_masked
        self._show()

    def _show(self) -> None:
        for index, label in enumerate(self.labels):
            group = self._groups[index] if index < len(self._groups) else ""
            label.setText(MASK if group and self._is_masked else group)
            spelled = " ".join(label.text()) if group and not self._is_masked else ""
            label.setAccessibleName(
                self.tr("Groupe {number}\u00a0: {letters}").format(number=index + 1, letters=spelled)
            )


def _key_font(font: QFont) -> QFont:
    spaced = tabular(font)
    spaced.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, px(2))
    return spaced
