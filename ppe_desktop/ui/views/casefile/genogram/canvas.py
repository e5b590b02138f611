"""The drawing on screen: dragged, enlarged, walked through with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QToolTip, QWidget

from ppe_desktop.domain.genogram import describe
from ppe_desktop.domain.genogram.graph import CHILD
from ppe_desktop.ui.theme import current, theme
from ppe_desktop.ui.views.casefile.genogram.picture import Picture
from ppe_desktop.ui.widgets.styling import announce

LEAST_ZOOM, MOST_ZOOM = 0.3, 3.0
READABLE_ZOOM = 0.78
"""Below it names are too small to read: the drawing is then scrolled rather than shrunk."""
_STEP = 1.2
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class GenogramCanvas(QGraphicsView):
    """Shows a picture of the entourage.

    Signals:
        person_reached: key of the person chosen, by the keyboard or a click.
        person_activated: key of the person whose card is wanted (Enter, double click).
    """

    person_reached = Signal(str)
    person_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("genogram_canvas")
        self._picture: Picture | None = None
        self._reached = ""
        self._with_lived = True
        self._is_fitted = True
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(200)
        self.setAccessibleName(
            self.tr(
                "Carte de l’entourage\N{NO-BREAK SPACE}: flèches pour aller d’une personne à l’autre, Entrée pour ouvrir sa fiche"
            )
        )

        theme().theme_changed.connect(self._on_theme_changed)

    def show_picture(self, picture: Picture, *, with_lived: bool = True) -> None:
        """Show a picture; the person reached stays so when still there."""
        self._picture, self._with_lived = picture, with_lived
        size = picture.size()
        self._scene.setSceneRect(QRectF(0, 0, size.width(), size.height()))
        if self._reached not in picture.layout.cells:
            self._reached = ""
        if self._is_fitted:
            self.fit_readable()
        self.viewport().update()

    def reached(self) -> str:
        """Return the key of the person chosen, empty when none is."""
        return self._reached

    def zoom(self) -> float:
        """Return how many times larger than its own points the drawing is shown."""
        return self.transform().m11()

    def zoom_in(self) -> None:
        """Show larger."""
        self._zoom_by(_STEP)

    def zoom_out(self) -> None:
        """Show smaller."""
        self._zoom_by(1 / _STEP)

    def fit_whole(self) -> None:
        """Show the whole drawing, however small."""
        self._is_fitted = False
        self._set_zoom(self._whole_zoom())
        self._centre()

    def fit_readable(self) -> None:
        """Show as much as can be read: the whole drawing when it fits, else the child and those around."""
        self._is_fitted = True
        scale = theme().text_scale
        self._set_zoom(max(READABLE_ZOOM * scale, min(scale * 1.1, self._whole_zoom())))
        self._centre()

    def reach(self, key: str) -> None:
        """Choose a person and bring her or him into view."""
        if self._picture is None or key not in self._picture.layout.cells:
            return
        self._reached = key
        self.ensureVisible(self._picture.cell(key), 24, 24)
        self.viewport().update()
        said = describe(self._picture.drawing, key, with_lived=self._with_lived)
        self.setAccessibleDescription(said)
        announce(self, said)
        self.person_reached.emit(key)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the ground and the drawing."""
        palette = current()
        painter.fillRect(rect, QColor(palette.surface))
        if self._picture is not None:
            self._picture.paint(painter, palette)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the ring round the person chosen."""
        if self._picture is None or not self._reached:
            return
        palette = current()
        pen = QPen(QColor(palette.focus if self.hasFocus() else palette.control), 2.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._picture.cell(self._reached).adjusted(-5, -5, 5, 5), 9, 9)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go from person to person with Tab, then out of the drawing."""
        order = self._picture.reading_order() if self._picture else []
        if not self._reached or self._reached not in order:
            return super().focusNextPrevChild(forward)
        place = order.index(self._reached) + (1 if forward else -1)
        if not 0 <= place < len(order):
            return super().focusNextPrevChild(forward)
        self.reach(order[place])
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at one end when the keyboard comes in, where it was otherwise."""
        super().focusInEvent(event)
        order = self._picture.reading_order() if self._picture else []
        if event.reason() == Qt.FocusReason.TabFocusReason and order:
            self.reach(order[0])
        elif event.reason() == Qt.FocusReason.BacktabFocusReason and order:
            self.reach(order[-1])
        elif not self._reached and order and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.reach(CHILD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, open with Enter, enlarge with + and −."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._walk(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._reached:
            self.person_activated.emit(self._reached)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.fit_readable()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the person under the pointer; the ground is dragged."""
        key = self._at(event.position())
        if key:
            self.reach(key)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the card of the person under the pointer."""
        key = self._at(event.position())
        if key:
            self.person_activated.emit(key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Enlarge with Ctrl; scroll otherwise, and let the page scroll when there is nothing more to see."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the whole name, which the drawing may elide, under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._picture is not None:
            key = self._at(QPointF(event.pos()))
            text = describe(self._picture.drawing, key, with_lived=self._with_lived) if key else ""
            QToolTip.showText(event.globalPos(), _as_plain(text), self)
            return True
        return bool(super().viewportEvent(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawing fitted until the person chooses a size."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit_readable()

    def _at(self, position: QPointF) -> str:
        return self._picture.at(self.mapToScene(position.toPoint())) if self._picture else ""

    def _walk(self, across: int, down: int) -> None:
        if self._picture is None:
            return
        order = self._picture.reading_order()
        if self._reached not in order:
            self.reach(CHILD)
            return
        rows = [[key for key in row if key in order] for row in self._picture.layout.rows]
        rows = [row for row in rows if row]
        row = next(index for index, keys in enumerate(rows) if self._reached in keys)
        if across:
            place = rows[row].index(self._reached) + across
            if 0 <= place < len(rows[row]):
                self.reach(rows[row][place])
        elif 0 <= row + down < len(rows):
            middle = self._picture.cell(self._reached).center().x()
            cell = self._picture.cell
            self.reach(min(rows[row + down], key=lambda key: abs(cell(key).center().x() - middle)))

    def _whole_zoom(self) -> float:
        rect, room = self._scene.sceneRect(), self.viewport().size()
        return min(room.width() / max(rect.width(), 1.0), room.height() / max(rect.height(), 1.0))

    def _zoom_by(self, factor: float) -> None:
        self._is_fitted = False
        self._set_zoom(self.zoom() * factor)

    def _set_zoom(self, zoom: float) -> None:
        wanted = max(LEAST_ZOOM, min(MOST_ZOOM * theme().text_scale, zoom))
        self.scale(wanted / self.zoom(), wanted / self.zoom())

    def _centre(self) -> None:
        if self._picture is not None:
            self.centerOn(self._picture.cell(self._reached or CHILD).center())

    def _on_theme_changed(self) -> None:
        if self._is_fitted:
            self.fit_readable()
        self.viewport().update()


def _as_plain(text: str) -> str:
    """Return a text a tooltip shows as typed: Qt would take ``<b>`` for a style."""
    return text.replace("&", "&amp;").replace("<", "&lt;") if "<" in text else text
