"""A calm page while something is being made ready."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.ui.widgets.plain_label import PlainLabel


class WaitingView(QWidget):
    """Says what is being made ready."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = PlainLabel(text, "heading", parent=self)
        column = QVBoxLayout(self)
        column.addWidget(self.label, 0, Qt.AlignmentFlag.AlignCenter)
