"""The rail at the left of the window."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import current, icon, px
from ppe_desktop.ui.widgets.entry_list import EntryList

MOST_COUNTED = 99
"""Beyond this a badge says "99+"."""


class RailButton(QToolButton):
    """One entry of the rail: the icon above its word, and a number beside it when something waits there."""

    def __init__(self, icon_name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setIcon(icon(icon_name, "muted", "accent"))
        self.setIconSize(QSize(px(22), px(22)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._count = 0

    def set_count(self, count: int, words: str) -> None:
        """Show how many things wait there, none when 0; ``words`` say what they are, to the pointer and to screen readers."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {words}" if count else self.text())
        self.setToolTip(words if count else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the entry, then the number at the corner of its icon."""
        super().paintEvent(event)
        if not self._count:
            return
        palette, font = current(), QFont(self.font())
        font.setPixelSize(px(11))
        font.setWeight(QFont.Weight.Bold)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        text = str(self._count) if self._count <= MOST_COUNTED else f"{MOST_COUNTED}+"
        height = px(16)
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + px(8))
        box = QRectF(self.width() / 2 + px(5), px(4), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.late))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(palette.on_late))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class NavigationRail(EntryList):
    """Icon and word entries: places at the top, the rest at the foot.

    Signals:
        section_requested: key of the entry, place or gesture.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Navigation"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 12)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._top_count = 0

    def add_section(self, key: str, icon_name: str, text: str, *, foot: bool = False) -> RailButton:
        """Add a place, at the top or at the foot."""
        return self._add(key, icon_name, text, foot, checkable=True)

    def add_gesture(self, key: str, icon_name: str, text: str) -> RailButton:
        """Add at the foot something that is done rather than gone to, such as "Verrouiller"."""
        return self._add(key, icon_name, text, True, checkable=False)

    def _add(self, key: str, icon_name: str, text: str, foot: bool, *, checkable: bool) -> RailButton:
        button = RailButton(icon_name, text, self)
        button.setCheckable(checkable)
        self._register(key, button)
        if foot:
            self._column.addWidget(button)
        else:
            self._column.insertWidget(self._top_count, button)
            self._top_count += 1
        self._equalise()
        return button

    def _equalise(self) -> None:
        for button in self.findChildren(RailButton):
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.MinimumExpanding)
            button.setSizePolicy(policy)
