"""A card that says a record in two lines and opens on its form."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import current
from ppe_desktop.ui.widgets.drawn_button import DrawnButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class FoldHeader(DrawnButton):
    """The two lines; a click, Enter or Space opens or closes what follows.

    Signals: those of a button (``toggled``).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arrow = IconMark("chevron-right", "muted", 18, self)
        self.title = PlainLabel("", "body", wrap=True, parent=self)
        self.second = PlainLabel("", "muted", wrap=True, parent=self)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self.title)
        lines.addWidget(self.second)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 6, 8, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self.arrow, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(lines, 1)

        self.toggled.connect(self._on_toggled)

    def set_lines(self, title: str, second: str) -> None:
        """Say the record in two lines."""
        self.title.setText(title)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.setAccessibleName(" ".join(part for part in (title, second) if part))

    def sizeHint(self) -> QSize:
        """Return the room that the lines ask for."""
        return self._row.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        return self._row.heightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground under the pointer and the ring of the keyboard."""
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()

    def _on_toggled(self, is_open: bool) -> None:
        self.arrow.set_icon("chevron-down" if is_open else "chevron-right", "muted")
