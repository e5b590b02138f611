"""A large button with one of our drawings and a word: to choose a support, a weather, a picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.ui.theme import current, icon_pixmap
from ppe_desktop.ui.views.childpage.look import TARGET, Look
from ppe_desktop.ui.views.childpage.pictures import paint_picture
from ppe_desktop.ui.widgets.drawn_button import DrawnButton

RADIUS = 16
MARK = 26
LEAST_LETTERS = 12


class Tile(DrawnButton):
    """A drawing over its word; chosen, it has a thick edge and a tick, never a colour alone."""

    def __init__(
        self,
        look: Look,
        picture: str,
        label: str,
        parent: QWidget | None = None,
        *,
        size: int = 18,
        checkable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look, self._picture, self._size = look, picture, size
        self.setText(label)
        self.setAccessibleName(label)
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumSize(420, 340)
        look.changed.connect(self._on_look_changed)

    def sizeHint(self) -> QSize:
        """Return the size it would like."""
        return QSize(180, 110 + self._words_height())

    def minimumSizeHint(self) -> QSize:
        """Return the least size: a finger's, and room for the word."""
        return QSize(TARGET * 2, TARGET + self._words_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the drawing, the word, the tick and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        words = self._words_height()
        room = QRectF(self.rect()).adjusted(10, 10, -10, -10)
        paint_picture(painter, self._picture, room.adjusted(0, 0, 0, -words), current())
        painter.setFont(self._words_font(room.width()))
        painter.setPen(QColor(current().text))
        below = QRectF(room.left(), room.bottom() - words, room.width(), words)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked():
            self._paint_tick(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        palette = current()
        edge, width = palette.border, 1.5
        if self.isChecked():
            edge, width = palette.accent, 4.0
        elif self.underMouse():
            edge = palette.control
        painter.setPen(QPen(QColor(edge), width))
        ground = palette.hover if self.isDown() else palette.accent_soft if self.isChecked() else palette.surface
        painter.setBrush(QColor(ground))
        inset = width / 2 + 3
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS + 2, RADIUS + 2)

    def _paint_tick(self, painter: QPainter) -> None:
        centre = QPointF(self.width() - MARK - 2, MARK + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().accent))
        painter.drawEllipse(centre, MARK / 2, MARK / 2)
        side = MARK - 8
        mark = icon_pixmap("check", "on_accent", side, self.devicePixelRatioF())
        painter.drawPixmap(centre - QPointF(side / 2, side / 2), mark)

    def _words_height(self) -> int:
        return round(self._look.px(self._size) * 1.4) + 4

    def _words_font(self, width: float) -> QFont:
        """Return the font of the word, smaller only when the word would not fit on its line."""
        font = self._look.font(self._size, bold=True)
        needed = QFontMetrics(font).horizontalAdvance(self.text())
        if needed > width:
            font.setPixelSize(max(int(font.pixelSize() * width / needed), LEAST_LETTERS))
        return font

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
