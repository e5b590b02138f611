"""Drawing the frieze: only what is seen between two places; the same on screen and on paper."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from ppe_desktop.domain.timeline import Bar, Notice, Point
from ppe_desktop.ui.views.casefile.timeline.axis import Axis
from ppe_desktop.ui.views.casefile.timeline.look import Look
from ppe_desktop.ui.views.casefile.timeline.scene import NOTICES, TAIL, LaneBox, Placed, Scene, View, in_order

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignCenter


def draw(painter: QPainter, scene: Scene, view: View) -> None:
    """Draw what is seen of the frieze."""
    _Drawing(painter, scene, view).draw()


class _Drawing:
    """One drawing."""

    def __init__(self, painter: QPainter, scene: Scene, view: View) -> None:
        self.painter, self.scene, self.view = painter, scene, view
        self.look: Look = scene.look
        self.right = view.right(scene.look)
        self.axis = Axis(painter, scene, view)

    def draw(self) -> None:
        """Draw from the ground up."""
        painter, look = self.painter, self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.view.width, self.scene.height), look.ink("surface"))
        painter.save()
        painter.setClipRect(QRectF(look.title_width, 0, self.view.width - look.title_width, self.scene.height))
        painter.translate(look.title_width - self.view.left, 0)
        self._episodes()
        self._lines()
        self.axis.draw()
        self.axis.draw_today(1.0)
        for box in self._seen():
            for placed in box.between(self.view.left, self.right):
                if placed.y <= self.view.bottom and placed.y + placed.height >= self.view.top:
                    self._placed(placed, box)
        self.axis.draw_today(0.22)  # seen through the bars, without striking their words out
        self._focus()
        painter.restore()
        self._titles()

    def _seen(self) -> list[LaneBox]:
        """Return the lanes that are seen at least in part."""
        return [b for b in self.scene.boxes if b.y <= self.view.bottom and b.y + b.height >= self.view.top]

    def _episodes(self) -> None:
        """Shade the periods of care behind everything."""
        box = self.scene.box("episode")
        top = self.look.header_height
        for placed in box.between(self.view.left, self.right) if box else ():
            area = QRectF(placed.x, top, placed.end - placed.x, self.scene.height - top)
            self.painter.fillRect(area, self.look.ink("accent_soft", 0.34))
            self.painter.setPen(QPen(self.look.ink("accent", 0.35), 1, Qt.PenStyle.DotLine))
            for x in {placed.x, placed.end} if placed.what.until else {placed.x}:  # type: ignore[union-attr]
                self.painter.drawLine(QLineF(x, top, x, self.scene.height))

    def _lines(self) -> None:
        self.painter.setPen(QPen(self.look.ink("border"), 1))
        for box in self._seen():
            self.painter.drawLine(QLineF(self.view.left, box.y, self.right, box.y))

    def _placed(self, placed: Placed, box: LaneBox) -> None:
        if isinstance(placed.what, Bar):
            if box.key == "episode":
                self._episode(placed, placed.what)
            else:
                self._bar(placed, placed.what)
        elif isinstance(placed.what, Notice):
            self._notice(placed, placed.what)
        elif len(placed.what) == 1:
            self._point(placed, placed.what[0])
        else:
            self._group(placed, placed.what, box)

    def _episode(self, placed: Placed, bar: Bar) -> None:
        """Draw a period of care as a bracket over what it holds."""
        look, painter = self.look, self.painter
        y = placed.y + look.px(4)
        pen = QPen(look.ink("accent"), look.px(2))
        painter.setPen(pen)
        end = placed.end if bar.until else placed.end - look.px(TAIL)
        painter.drawLine(QLineF(placed.x, y, end, y))
        painter.drawLine(QLineF(placed.x, y, placed.x, y + look.px(6)))
        if bar.until:
            painter.drawLine(QLineF(end, y, end, y + look.px(6)))
        else:
            pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(QLineF(end, y, placed.end, y))
        self._words_of_bar(placed, bar, QRectF(placed.x, y, placed.end - placed.x, look.px(20)), "accent", look.px(6))

    def _bar(self, placed: Placed, bar: Bar) -> None:
        look, painter = self.look, self.painter
        rect = placed.rect()
        if bar.is_second:
            rect.adjust(0, look.px(2), 0, -look.px(2))
        if bar.until is None:
            rect.setRight(max(rect.right() - look.px(TAIL), rect.x() + look.px(4)))
            self._tail(QRectF(rect.right(), rect.y(), placed.end - rect.right(), rect.height()), bar)
        painter.setPen(self._edge(bar, is_under=placed == self.view.hover))
        painter.setBrush(look.ink(f"{bar.tone}_soft", (0.0 if look.is_paper else 0.55) if bar.is_second else 1.0))
        self._shape(rect, bar)
        if bar.term is not None:
            whole = QRectF(rect.x(), rect.y(), placed.end - rect.x(), rect.height())
            self._past_term(whole if bar.until is None else rect, bar.term)
        if not bar.is_second and bar.since is not None and rect.width() > look.px(8):
            mark = QRectF(rect.x(), rect.y() + look.px(4), look.px(3), rect.height() - look.px(8))
            painter.fillRect(mark.translated(look.px(3), 0), look.ink(bar.tone))
        self._words_of_bar(placed, bar, QRectF(rect.topLeft(), placed.rect().bottomRight()), "text", look.px(10))

    def _tail(self, tail: QRectF, bar: Bar) -> None:
        """Draw what goes on without a known end: fading away between two dotted lines."""
        painter, look = self.painter, self.look
        if not look.is_paper:
            fade = QLinearGradient(tail.left(), 0, tail.right(), 0)
            fade.setColorAt(0, look.ink(f"{bar.tone}_soft"))
            fade.setColorAt(1, look.ink(f"{bar.tone}_soft", 0.0))
            painter.fillRect(tail, QBrush(fade))
        painter.setPen(QPen(look.ink(bar.tone, 0.7), look.px(1.2), Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(tail.topLeft(), tail.topRight()))
        painter.drawLine(QLineF(tail.bottomLeft(), tail.bottomRight()))

    def _shape(self, rect: QRectF, bar: Bar) -> None:
        """Draw a bar, rounded on the sides that are known."""
        radius = min(self.look.px(5), rect.width() / 2)
        if bar.since is not None and bar.until is not None:
            self.painter.drawRoundedRect(rect, radius, radius)
            return
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(rect, radius, radius)
        if bar.since is None:
            path.addRect(QRectF(rect.x(), rect.y(), rect.width() / 2, rect.height()))
        if bar.until is None:
            path.addRect(QRectF(rect.center().x(), rect.y(), rect.width() / 2, rect.height()))
        self.painter.drawPath(path.simplified())

    def _edge(self, bar: Bar, *, is_under: bool) -> QPen:
        pen = QPen(self.look.ink(bar.tone, 1.0 if is_under else 0.55), self.look.px(1.6 if is_under else 1))
        if bar.is_second and not self.look.is_paper:  # on paper it is empty instead: dashes make a heavy file
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _past_term(self, rect: QRectF, term: dt.date) -> None:
        """Hatch what runs past the term, with a strong line at the term itself."""
        look, painter = self.look, self.painter
        x = min(max(self.scene.scale.x(term), rect.x()), rect.right() - look.px(4))
        past = QRectF(x, rect.y(), rect.right() - x, rect.height())
        painter.fillRect(past, look.ink("late_soft"))
        hatch(painter, past, look.ink("late", 0.75), look.px(5), is_paper=look.is_paper)
        painter.setPen(QPen(look.ink("late"), look.px(2)))
        painter.drawLine(QLineF(x, rect.y(), x, rect.bottom()))

    def _words_of_bar(self, placed: Placed, bar: Bar, rect: QRectF, role: str, inset: float) -> None:
        """Write the name in the bar, at the side of the window once its beginning is out of sight; else after it."""
        look = self.look
        begin = max(rect.x(), self.view.left) + inset
        end = min(rect.right(), self.right)
        if bar.term is not None:
            end = max(min(end, self.scene.scale.x(bar.term)), min(end, begin))
        wanted = look.advance(bar.label)
        if end - begin < min(wanted, look.px(46)):
            begin, end = max(rect.right(), self.view.left) + look.px(5), min(placed.room, self.right)
            if end - begin < min(wanted, look.px(76)):
                return
        self._write(bar.label, QRectF(begin, rect.y(), end - begin - look.px(3), rect.height()), role)

    def _write(self, text: str, area: QRectF, role: str, *, is_bold: bool = False) -> None:
        look, painter = self.look, self.painter
        shown = text
        if look.advance(text, 13, is_bold=is_bold) > area.width():
            shown = look.metrics(13, is_bold=is_bold).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(look.font(13, is_bold=is_bold))
        painter.setPen(look.ink(role))
        painter.drawText(area, _LEFT, shown)

    def _point(self, placed: Placed, point: Point) -> None:
        look = self.look
        rect = QRectF(placed.x, placed.y, look.point_size, look.point_size)
        self._disc(rect, point.tone, look.point_size / 2, is_under=placed == self.view.hover)
        side = look.px(14)
        area = QRectF(0, 0, side, side)
        area.moveCenter(rect.center())
        look.draw_icon(self.painter, point.icon, point.tone, QRectF(round(area.x()), round(area.y()), side, side))
        room = placed.room - rect.right() - look.px(6)
        if room >= look.px(56) and rect.right() > self.view.left:
            self._write(point.label, QRectF(rect.right() + look.px(4), rect.y(), room, rect.height()), "text")

    def _group(self, placed: Placed, points: tuple[Point, ...], box: LaneBox) -> None:
        """Draw points too near to be told apart as one, with their number, over the time they cover."""
        look, painter = self.look, self.painter
        rect = placed.rect()
        tones = {point.tone for point in points}
        tone = tones.pop() if len(tones) == 1 else "neutral"
        last = self.scene.scale.x(points[-1].on)
        if last > rect.right():
            painter.setPen(QPen(look.ink(tone, 0.6), look.px(2)))
            painter.drawLine(QLineF(rect.right(), rect.center().y(), last, rect.center().y()))
        self._disc(rect, tone, look.point_size / 2, is_under=placed == self.view.hover)
        icons = {point.icon for point in points}
        side = look.px(13)
        icon_rect = QRectF(round(rect.x() + look.px(5)), round(rect.center().y() - side / 2), side, side)
        look.draw_icon(painter, icons.pop() if len(icons) == 1 else box.icon, tone, icon_rect)
        painter.setFont(look.font(12, is_bold=True))
        painter.setPen(look.ink(tone))
        painter.drawText(rect.adjusted(look.px(18), 0, -look.px(2), 0), _CENTRE, str(len(points)))
        begin = max(rect.right(), last) + look.px(5)
        words = box.noun[1]
        if begin > self.view.left and placed.room - begin > look.advance(words):
            self._write(words, QRectF(begin, rect.y(), placed.room - begin, rect.height()), "muted")

    def _disc(self, rect: QRectF, tone: str, radius: float, *, is_under: bool) -> None:
        look, painter = self.look, self.painter
        painter.setPen(QPen(look.ink(tone, 1.0 if is_under else 0.6), look.px(1.8 if is_under else 1.2)))
        painter.setBrush(look.ink(f"{tone}_soft"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _notice(self, placed: Placed, notice: Notice) -> None:
        """Draw what is pointed out as a hatched band with its sign."""
        look, painter = self.look, self.painter
        rect = placed.rect()
        path = QPainterPath()
        path.addRoundedRect(rect, look.px(4), look.px(4))
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, look.ink(f"{notice.tone}_soft"))
        hatch(painter, rect, look.ink(notice.tone, 0.5), look.px(5), is_paper=look.is_paper)
        painter.restore()
        under = placed == self.view.hover
        painter.setPen(QPen(look.ink(notice.tone), look.px(1.8 if under else 1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        centre = max(rect.x(), self.view.left) + look.px(10)
        if centre < rect.right():
            self._sign(notice, QPointF(centre, rect.center().y()))

    def _sign(self, notice: Notice, centre: QPointF) -> None:
        """Put a sign on what is pointed out: on paper its number, as in the list under the frieze."""
        look, painter = self.look, self.painter
        side = look.px(14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.ink(f"{notice.tone}_soft"))
        painter.drawEllipse(centre, side * 0.62, side * 0.62)
        area = QRectF(round(centre.x() - side / 2), round(centre.y() - side / 2), side, side)
        if look.is_paper:
            painter.setPen(look.ink(notice.tone))
            painter.setFont(look.font(12, is_bold=True))
            painter.drawText(area, _CENTRE, str(in_order(self.scene.timeline.notices).index(notice) + 1))
        else:
            look.draw_icon(painter, "alert-triangle" if notice.tone == "late" else "alert-circle", notice.tone, area)

    def _focus(self) -> None:
        placed = self.view.focus
        if placed is None:
            return
        look = self.look
        self.painter.setPen(QPen(look.ink("focus"), look.px(2.4)))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = placed.rect().adjusted(-look.px(3), -look.px(3), look.px(3), look.px(3))
        rect.setLeft(max(rect.left(), self.view.left + 2))
        self.painter.drawRoundedRect(rect, look.px(8), look.px(8))

    def _titles(self) -> None:
        """Write the titles of the lanes, which never move."""
        look, painter = self.look, self.painter
        width = look.title_width
        painter.fillRect(QRectF(0, 0, width, self.scene.height), look.ink("surface"))
        for box in self._seen():
            painter.setPen(QPen(look.ink("border"), 1))
            painter.drawLine(QLineF(0, box.y, width, box.y))
            worst = self._worst() if box.key == NOTICES else ""
            side = look.px(16)
            middle = box.y + look.padding + look.bar_height / 2
            look.draw_icon(
                painter, box.icon, worst or "muted", QRectF(look.px(12), round(middle - side / 2), side, side)
            )
            area = QRectF(look.px(36), box.y + look.padding, width - look.px(40), look.bar_height)
            self._write(box.title, area, worst or "text", is_bold=True)
        painter.setPen(QPen(look.ink("control", 0.6), 1))
        painter.drawLine(QLineF(width, 0, width, self.scene.height))

    def _worst(self) -> str:
        """Return the tone of what is most to be looked at."""
        tones = {notice.tone for notice in self.scene.timeline.notices}
        return "late" if "late" in tones else "soon"


def hatch(painter: QPainter, rect: QRectF, colour: QColor, gap: float, *, is_paper: bool) -> None:
    """Draw slanting lines over a rectangle: what they say does not rest on colour.

    On paper it is one pattern, where thousands of lines would make a heavy file.
    """
    if is_paper:
        painter.fillRect(rect, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        return
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, max(gap / 5, 1.0)))
    visible = painter.clipBoundingRect().intersected(rect)
    start = rect.x() + ((visible.x() - rect.x()) // gap) * gap - rect.height()
    count = int((visible.right() - start) / gap) + 1
    painter.drawLines(
        [QLineF(start + i * gap, rect.bottom(), start + i * gap + rect.height(), rect.y()) for i in range(count)]
    )
    painter.restore()
