"""A page that scrolls and never gets too wide to read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px, theme

READABLE_WIDTH = 760
MARGIN = 32


class ColumnScroll(QScrollArea):
    """A scroll area with one column, left aligned; add things to ``body``.

    Fields that take the keyboard come into view. The width follows the size of the text; what cannot be narrower
    than the window is reached with the bar at the foot, never cut.
    """

    def __init__(self, max_width: int = READABLE_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = max_width
        self.column = QWidget()
        self.column.setObjectName("column")
        self.body = QVBoxLayout(self.column)
        self.body.setContentsMargins(MARGIN, 24, MARGIN, 32)
        self.body.setSpacing(16)
        self.column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

        holder = QWidget()
        holder.setObjectName("holder")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.column, 1000)
        row.addStretch(1)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fit()

        theme().theme_changed.connect(self._fit)

    def _fit(self) -> None:
        self.column.setMaximumWidth(px(self._width) + 2 * MARGIN)
