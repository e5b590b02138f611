"""The frieze on screen: zoomed at the pointer, moved by hand or by keys, each event opened by a click or Enter."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QMenu, QSizePolicy, QToolTip, QWidget

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.timeline import Point, Target, Timeline
from ppe_desktop.ui.theme import theme
from ppe_desktop.ui.views.casefile.timeline.drawing import draw
from ppe_desktop.ui.views.casefile.timeline.look import screen_look
from ppe_desktop.ui.views.casefile.timeline.scene import LaneBox, Placed, Scene, View, margin_left, margin_right
from ppe_desktop.ui.widgets.styling import announce

MOST_PER_DAY = 60.0
"""Pixels of a day at the nearest zoom."""
_ZOOM_STEP = 1.5
_NOTCH = 120
_MOVE = 90


class Frieze(QAbstractScrollArea):
    """Draws the path of a child.

    Signals:
        target_requested: section, kind and identifier of the record to open.
        zoomed: the zoom is no longer the same.
    """

    target_requested = Signal(str, str, str)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("frieze")
        self.scene: Scene | None = None
        self._timeline: Timeline | None = None
        self._per_day = 1.0
        self._shows_all = True
        self._focus: tuple[str, Target] | None = None
        self._hover: Placed | None = None
        self._pressed: QPoint | None = None
        self._dragged_from = 0
        self._is_dragging = False
        self._turned = 0
        self._built_for = -1
        self.menu = QMenu(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Frise du parcours"))

        theme().theme_changed.connect(self._on_theme_changed)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show a path; the zoom, the place and the event in focus stay when it is shown again."""
        before = self._timeline
        self._timeline = timeline
        if before is None or (before.first, before.last) != (timeline.first, timeline.last):
            self._shows_all = self._shows_all or before is None
        self._lay_out()
        self.updateGeometry()

    def zoom_in(self) -> None:
        """Come nearer, round what has the keyboard or the middle."""
        self._zoom(_ZOOM_STEP, self._anchor())

    def zoom_out(self) -> None:
        """Go further."""
        self._zoom(1 / _ZOOM_STEP, self._anchor())

    def show_all(self) -> None:
        """Show the whole path."""
        self._shows_all = True
        self._lay_out()

    def focused(self) -> Placed | None:
        """Return what has the keyboard."""
        if self._focus is None or self.scene is None:
            return None
        return self.scene.showing(self._focus[1], self._focus[0])

    def go_to(self, placed: Placed) -> None:
        """Give the keyboard to something drawn, bring it into view and have it said."""
        assert self.scene is not None
        self._focus = (self.scene.boxes[placed.lane].key, placed.targets[0])
        words = self.scene.words(placed)
        self.setAccessibleName(words)
        announce(self, words)
        self._reveal(placed)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the height of all lanes: the page scrolls, not the frieze."""
        height = round(self.scene.height) if self.scene else 200
        return QSize(600, height + self.horizontalScrollBar().sizeHint().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the same height, at any width."""
        return QSize(320, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is seen, in the page as well."""
        if self.scene is None:
            return
        painter = QPainter(self.viewport())
        focus = self.focused() if self.hasFocus() else None
        seen = event.rect()
        view = View(self._left(), self.viewport().width(), seen.top(), seen.bottom(), focus, self._hover)
        draw(painter, self.scene, view)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep showing the whole path, or the same days; a page that settles gives several widths and heights in a row."""
        super().resizeEvent(event)
        if self._built_for != self.viewport().width():
            self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer with Ctrl, move sideways with Shift or a sideways wheel; else the page scrolls."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += turn.y() or turn.x()
            self._zoom(_ZOOM_STEP ** (self._turned / _NOTCH), event.position().x())
            self._turned = 0
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(turn.x()) > abs(turn.y()):
            self._move(-(turn.x() or turn.y()))
        else:
            event.ignore()
            return
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, zoom, go from event to event, open."""
        step = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and _STEPS.get(Qt.Key(event.key()))
        act = _KEYS.get(Qt.Key(event.key())) or _SIGNS.get(event.text())
        if step:
            self._go(*step)
        elif act is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            act(self)
        else:
            event.ignore()  # the page scrolls with the other keys

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Go from lane to lane with Tab, then leave: nobody is kept in."""
        lane = self.focused()
        boxes = [box for box in self.scene.boxes if box.placed] if self.scene and self.hasFocus() else []
        keys = [self.scene.boxes[lane.lane].key] if lane is not None and self.scene else []
        place = next((number for number, box in enumerate(boxes) if box.key in keys), -1 if is_next else len(boxes))
        place += 1 if is_next else -1
        if 0 <= place < len(boxes):
            self.go_to(self._nearest(boxes[place]))
            return True
        self._focus = None
        return super().focusNextPrevChild(is_next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first or the last lane, as one comes by Tab."""
        super().focusInEvent(event)
        boxes = [box for box in self.scene.boxes if box.placed] if self.scene else []
        reason = event.reason()
        if boxes and reason in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.go_to(self._nearest(boxes[0 if reason == Qt.FocusReason.TabFocusReason else -1]))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw without the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a move."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged_from = event.position().toPoint(), self.horizontalScrollBar().value()
            self._is_dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the frieze under the hand, or show what is under the pointer."""
        place = event.position().toPoint()
        if self._pressed is None:
            self._point_at(event.position())
            return
        moved = self._pressed.x() - place.x()
        if self._is_dragging or abs(moved) >= QApplication.startDragDistance():
            self._is_dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.horizontalScrollBar().setValue(self._dragged_from + moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked, unless the frieze was moved."""
        was_click = self._pressed is not None and not self._is_dragging
        self._pressed, self._is_dragging = None, False
        self._point_at(event.position())
        placed = self._under(event.position())
        if was_click and placed is not None:
            self.go_to(placed)
            self.open(placed)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the pointer; forget it when the pointer leaves."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            placed = self._under(QPointF(event.pos()))
            if placed is not None and self.scene is not None:
                words = escape(self.scene.words(placed)).replace("\n", "<br>")
                QToolTip.showText(event.globalPos(), f"<qt>{words}</qt>", self.viewport())
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover = None
            self.viewport().update()
        return super().viewportEvent(event)

    def open(self, placed: Placed) -> None:
        """Open the record; of several together, come nearer, or offer them when they are of one day."""
        if not isinstance(placed.what, tuple) or len(placed.what) == 1:
            self.target_requested.emit(*placed.targets[0])
        elif placed.what[0].on == placed.what[-1].on or self._per_day >= MOST_PER_DAY:
            self._offer(placed, placed.what)
        else:
            self._frame(placed.what)

    def _offer(self, placed: Placed, points: tuple[Point, ...]) -> None:
        self.menu.clear()
        for point in points:
            text = f"{long_date(point.on)} : {point.label}".replace("&", "&&")
            self.menu.addAction(text, partial(self.target_requested.emit, *point.target))
        place = QPoint(round(placed.x - self._left() + self._title_width()), round(placed.y + placed.height))
        self.menu.popup(self.viewport().mapToGlobal(place))

    def _frame(self, points: tuple[Point, ...]) -> None:
        """Zoom so that points drawn as one spread over most of the width."""
        days = max((points[-1].on - points[0].on).days, 1)
        room = max(self._room(), 100.0)
        self._shows_all = False
        self._per_day = self._bounded(max(room * 0.7 / days, self._per_day * _ZOOM_STEP))
        self._build()
        assert self.scene is not None
        middle = (self.scene.scale.x(points[0].on) + self.scene.scale.x(points[-1].on)) / 2
        self.horizontalScrollBar().setValue(round(middle - room / 2))
        self.zoomed.emit()

    def _go(self, along: int, across: int) -> None:
        """Go to the next event of the lane, or to the nearest of the next lane."""
        now = self.focused()
        boxes = [box for box in self.scene.boxes if box.placed] if self.scene else []
        if not boxes or self.scene is None:
            return
        if now is None:
            self.go_to(self._nearest(boxes[0]))
            return
        box = self.scene.boxes[now.lane]
        if across:
            place = boxes.index(box) + across
            if 0 <= place < len(boxes):
                self.go_to(self._nearest(boxes[place], now.x))
            return
        place = box.placed.index(now) + along
        if 0 <= place < len(box.placed):
            self.go_to(box.placed[place])

    def _nearest(self, box: LaneBox, x: float | None = None) -> Placed:
        """Return the event of a lane nearest to a place, that of the event in focus by default, or the left side."""
        if x is None:
            now = self.focused()
            x = now.x if now is not None else self._left()
        wanted = x
        return min(box.placed, key=lambda placed: abs(max(placed.x, self._left()) - wanted))

    def _point_at(self, place: QPointF) -> None:
        hover = self._under(place)
        shape = Qt.CursorShape.PointingHandCursor if hover else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape if place.x() > self._title_width() else Qt.CursorShape.ArrowCursor)
        if hover != self._hover:
            self._hover = hover
            self.viewport().update()

    def _under(self, place: QPointF) -> Placed | None:
        if self.scene is None or place.x() <= self._title_width():
            return None
        return self.scene.at(place.x() - self._title_width() + self._left(), place.y())

    def _anchor(self) -> float:
        """Return the place that stays still when one zooms without a pointer."""
        placed = self.focused()
        x = placed.x - self._left() + self._title_width() if placed is not None else -1.0
        inside = self._title_width() <= x <= self.viewport().width()
        return x if inside else self._title_width() + self._room() / 2

    def _zoom(self, factor: float, at: float) -> None:
        if self.scene is None:
            return
        offset = max(at - self._title_width(), 0.0)
        days = (offset + self._left() - self.scene.scale.margin) / self._per_day
        self._per_day = self._bounded(self._per_day * factor)
        self._shows_all = self._per_day <= self._least()
        self._build()
        self.horizontalScrollBar().setValue(round(days * self._per_day + self.scene.scale.margin - offset))
        self.zoomed.emit()

    def _bounded(self, per_day: float) -> float:
        return max(min(per_day, MOST_PER_DAY), self._least())

    def _least(self) -> float:
        """Return the zoom that shows the whole path."""
        if self._timeline is None:
            return 1.0
        look = screen_look()
        days = max((self._timeline.last - self._timeline.first).days, 1)
        return max(self._room() - margin_left(look) - margin_right(look), 50.0) / days

    def _lay_out(self) -> None:
        if self._timeline is None:
            return
        self._per_day = self._least() if self._shows_all else self._bounded(self._per_day)
        self._build()

    def _build(self) -> None:
        assert self._timeline is not None
        height = self.sizeHint().height()
        self.scene = Scene(self._timeline, screen_look(), self._per_day)
        self._built_for = self.viewport().width()
        self._hover = None
        bar = self.horizontalScrollBar()
        bar.setPageStep(round(self._room()))
        bar.setSingleStep(_MOVE)
        bar.setRange(0, max(round(self.scene.width - self._room()), 0))
        if self.sizeHint().height() != height or self.height() != self.sizeHint().height():
            QTimer.singleShot(0, self, self.updateGeometry)
        self.viewport().update()

    def _reveal(self, placed: Placed) -> None:
        left, room = self._left(), self._room()
        margin = min(room / 4, 120.0)
        bar = self.horizontalScrollBar()
        if placed.x < left + margin / 2 and placed.end < left + margin:
            bar.setValue(round(placed.x - margin))
        elif placed.x > left + room - margin:
            bar.setValue(round(placed.x - room + 2 * margin))

    def _move(self, pixels: float) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + round(pixels))

    def _title_width(self) -> float:
        return self.scene.look.title_width if self.scene else screen_look().title_width

    def _room(self) -> float:
        return self.viewport().width() - self._title_width()

    def _left(self) -> float:
        return float(self.horizontalScrollBar().value())

    def _to_left(self) -> None:
        self._move(-_MOVE)

    def _to_right(self) -> None:
        self._move(_MOVE)

    def _to_begin(self) -> None:
        self.horizontalScrollBar().setValue(0)

    def _to_end(self) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())

    def _open_focused(self) -> None:
        placed = self.focused()
        if placed is not None:
            self.open(placed)

    def _on_theme_changed(self) -> None:
        self._lay_out()


_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_KEYS = {
    Qt.Key.Key_Left: Frieze._to_left,
    Qt.Key.Key_Right: Frieze._to_right,
    Qt.Key.Key_Home: Frieze._to_begin,
    Qt.Key.Key_End: Frieze._to_end,
    Qt.Key.Key_Plus: Frieze.zoom_in,
    Qt.Key.Key_Minus: Frieze.zoom_out,
    Qt.Key.Key_0: Frieze.show_all,
    Qt.Key.Key_Return: Frieze._open_focused,
    Qt.Key.Key_Enter: Frieze._open_focused,
    Qt.Key.Key_Space: Frieze._open_focused,
}
_SIGNS = {"+": Frieze.zoom_in, "-": Frieze.zoom_out, "0": Frieze.show_all}
