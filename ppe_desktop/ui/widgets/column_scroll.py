"""A page that scrolls and never gets too wide to read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

READABLE_WIDTH = 760


class ColumnScroll(QScrollArea):
    """A scroll area with one column, left aligned; add things to ``body``.

    Fields that take the keyboard come into view.
    """

    def __init__(self, max_width: int = READABLE_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QWidget()
        self.column.setObjectName("column")
        self.body = QVBoxLayout(self.column)
        self.body.setContentsMargins(32, 24, 32, 32)
        self.body.setSpacing(16)
        self.column.setMaximumWidth(max_width + 64)
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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
