"""The drawing in a window of its own: a large family needs the whole screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ppe_desktop.domain.genogram import Genogram
from ppe_desktop.ui.views.casefile.genogram.canvas import GenogramCanvas
from ppe_desktop.ui.views.casefile.genogram.legend_strip import LegendStrip
from ppe_desktop.ui.views.casefile.genogram.picture import Picture


class GenogramWindow(QDialog):
    """Shows a drawing over the whole window; Escape closes it, Enter opens a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("genogram_window")
        self.setWindowTitle(self.tr("Carte de l’entourage"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.canvas = GenogramCanvas(self)
        self.legend = LegendStrip(self)

        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.legend)
        if parent is not None:
            self.resize(parent.size() * 0.98)

    def show_drawing(self, drawing: Genogram, *, with_lived: bool) -> None:
        """Show a drawing."""
        picture = Picture(drawing, with_lived=with_lived)
        self.legend.show_picture(picture)
        self.canvas.show_picture(picture, with_lived=with_lived)
