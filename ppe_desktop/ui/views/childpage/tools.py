"""Pens of several colours and widths, a rubber, undo: what one draws with, each as large as a finger."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import current, icon, icon_pixmap
from ppe_desktop.ui.views.childpage.canvas import PAPER, Canvas
from ppe_desktop.ui.views.childpage.look import TARGET
from ppe_desktop.ui.widgets.drawn_button import DrawnButton

COLOURS: tuple[tuple[str, str], ...] = (
    ("#202124", "Noir"), ("#7d776d", "Gris"), ("#7a4a24", "Marron"),
    ("#c8321f", "Rouge"), ("#e07b22", "Orange"), ("#f0bf26", "Jaune"),
    ("#3d8b42", "Vert"), ("#0e8080", "Turquoise"), ("#2f6fb5", "Bleu"),
    ("#67389a", "Violet"), ("#cf5a8a", "Rose"), ("#f0c6a2", "Beige"),
)  # fmt: skip
WIDTHS: tuple[tuple[float, str], ...] = ((6.0, "Trait fin"), (14.0, "Trait moyen"), (32.0, "Trait large"))
ACROSS = 3
RUBBER = 60.0
"""Width of the rubber, in points of the page."""


class _Dot(DrawnButton):
    """A colour, a width or the rubber; chosen, it has a ring and a tick or a thick edge."""

    def __init__(self, name: str, colour: str, size: float, parent: QWidget, icon_name: str = "") -> None:
        super().__init__(parent)
        self._colour, self._size, self._icon_name = colour, size, icon_name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(TARGET, TARGET)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, centre = QRectF(self.rect()), QRectF(self.rect()).center()
        if self.isChecked():
            painter.setPen(QPen(QColor(palette.accent), 3))
            painter.setBrush(QColor(palette.accent_soft))
            painter.drawRoundedRect(whole.adjusted(3, 3, -3, -3), 12, 12)
        if self._icon_name:
            side = 26
            mark = icon_pixmap(self._icon_name, "text", side, self.devicePixelRatioF())
            painter.drawPixmap(centre - QPointF(side / 2, side / 2), mark)
        else:
            if self._colour:  # on a rim of paper: black is seen in the dark too
                painter.setPen(QPen(QColor(palette.control), 1))
                painter.setBrush(QColor(PAPER))
                painter.drawEllipse(centre, self._size + 3, self._size + 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colour or palette.text))
            painter.drawEllipse(centre, self._size, self._size)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 12, 12)
        painter.end()


class DrawingTools(QWidget):
    """What one draws with on a sheet.

    Signals:
        another_requested: a new sheet is asked for.
    """

    another_requested = Signal()

    def __init__(self, canvas: Canvas, parent: QWidget | None = None, *, with_another: bool = True) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._colour, self._width = COLOURS[0][0], WIDTHS[0][0]
        self.colours = [_Dot(name, colour, 18, self) for colour, name in COLOURS]
        self.widths = [_Dot(name, "", 4 + width / 2.6, self) for width, name in WIDTHS]
        self.rubber = _Dot(self.tr("Gomme"), "", 0, self, "eraser")
        self.undo_button = self._button("undo", self.tr("Revenir en arrière"))
        self.redo_button = self._button("redo", self.tr("Refaire"))
        self.another_button = self._button(
            "file-plus", self.tr("Nouvelle feuille : celle-ci est gardée").replace(" :", "\N{NO-BREAK SPACE}:")
        )
        self._pens, self._sizes = QButtonGroup(self), QButtonGroup(self)
        for number, dot in enumerate([*self.colours, self.rubber]):
            self._pens.addButton(dot, number)
        for number, dot in enumerate(self.widths):
            self._sizes.addButton(dot, number)
        self._lay_out()
        self.another_button.setVisible(with_another)

        self._pens.idClicked.connect(self._on_pen)
        self._sizes.idClicked.connect(self._on_size)
        self.undo_button.clicked.connect(canvas.undo)
        self.redo_button.clicked.connect(canvas.redo)
        self.another_button.clicked.connect(self.another_requested)
        canvas.changed.connect(self.refresh)
        self.colours[0].setChecked(True)
        self.widths[0].setChecked(True)
        self._show_pen()
        self.refresh()

    def refresh(self) -> None:
        """Say whether there is something to take back or to put again."""
        self.undo_button.setEnabled(self._canvas.can_undo())
        self.redo_button.setEnabled(self._canvas.can_redo())
        self.another_button.setEnabled(bool(self._canvas.strokes))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(4)
        rows: list[list[QWidget]] = [
            list(self.colours[start : start + ACROSS]) for start in range(0, len(COLOURS), ACROSS)
        ]
        rows += [list(self.widths), [self.rubber, self.undo_button, self.redo_button]]
        for line, found in enumerate(rows):
            for place, widget in enumerate(found):
                grid.addWidget(widget, line, place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addWidget(self.another_button)
        column.addStretch(1)

    def _button(self, icon_name: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name, "text"))
        button.setIconSize(QSize(26, 26))
        button.setFixedSize(TARGET, TARGET)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _on_pen(self, number: int) -> None:
        self._colour = COLOURS[number][0] if number < len(COLOURS) else ""
        self._show_pen()

    def _on_size(self, number: int) -> None:
        self._width = WIDTHS[number][0]
        self._show_pen()

    def _show_pen(self) -> None:
        self._canvas.colour = self._colour
        self._canvas.width_of_line = self._width if self._colour else max(self._width, RUBBER)
