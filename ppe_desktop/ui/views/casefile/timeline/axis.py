"""The scale of the frieze: years, months and days, the ages of the child, and today."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ppe_desktop.domain.dates import NBSP, add_months
from ppe_desktop.ui.views.casefile.timeline.look import Look
from ppe_desktop.ui.views.casefile.timeline.scene import Scene, View

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignCenter
_ADULT = 18


class Axis:
    """Draws the scale over the lanes."""

    def __init__(self, painter: QPainter, scene: Scene, view: View) -> None:
        self.painter, self.scene, self.view = painter, scene, view
        self.look: Look = scene.look
        self.right = view.right(scene.look)

    def draw(self) -> None:
        """Write years, months and ages, with a faint line down from each great division."""
        look, painter, scale = self.look, self.painter, self.scene.scale
        great, small = scale.ticks(self.view.left - look.px(120), self.right, look.scale)
        first, second = QRectF(0, look.px(4), 0, look.px(18)), QRectF(0, look.px(22), 0, look.px(18))
        painter.setPen(QPen(look.ink("border"), 1))
        for tick in small:
            painter.drawLine(QLineF(scale.x(tick.day), look.px(24), scale.x(tick.day), look.px(38)))
        painter.setPen(QPen(look.ink("control", 0.28), 1))
        for tick in great:
            painter.drawLine(QLineF(scale.x(tick.day), look.px(6), scale.x(tick.day), self.scene.height))
        tag = self._today_tag()
        painter.setFont(look.font(13, is_bold=True))
        painter.setPen(look.ink("text"))
        for number, tick in enumerate(great):
            following = scale.x(great[number + 1].day) if number + 1 < len(great) else self.right + look.px(400)
            self._sticky(tick.text, scale.x(tick.day), following, first, tag)
        painter.setFont(look.font(12))
        painter.setPen(look.ink("muted"))
        for tick in small:
            end = scale.x(tick.day) + look.px(5) + look.advance(tick.text, 12)
            if scale.x(tick.day) < self.view.left - look.px(4) or end > self.right:
                continue
            area = second.translated(scale.x(tick.day) + look.px(5), 0)
            painter.drawText(area.adjusted(0, 0, look.px(60), 0), _LEFT, tick.text)
        self._ages()

    def _sticky(self, text: str, x: float, following: float, line: QRectF, taken: QRectF) -> None:
        """Write a word at a division, or at the left side while its period goes on; beside what is already written."""
        look = self.look
        begin = max(x, self.view.left) + look.px(5)
        width = look.advance(text, 13, is_bold=True)
        if begin < taken.right() and taken.left() < begin + width:
            begin = taken.right() + look.px(4)
        if begin + width < min(following - look.px(4), self.right):
            area = QRectF(begin, line.y(), following - begin, line.height())
            self.painter.drawText(area, _LEFT, text)

    def _ages(self) -> None:
        """Mark birthdays with the age reached, and the majority above all."""
        timeline, look, scale, painter = self.scene.timeline, self.look, self.scene.scale, self.painter
        birth = timeline.birth
        if birth is None:
            return
        step = scale.year_step(look.scale * (1.0 if timeline.is_age_sure else 1.4))
        begin, end = scale.day(self.view.left - look.px(90)), scale.day(self.right)
        painter.setFont(look.font(12))
        for age in range(max(begin.year - birth.year, 0), end.year - birth.year + 1):
            if age == _ADULT or (age % step and age != 0) or birth.year + age > dt.MAXYEAR:
                continue
            if step > 1 and 0 < _ADULT - age < step:
                continue  # leaves room for the majority
            self._age(add_months(birth, 12 * age), "naissance" if age == 0 else self._years(age), "muted")
        if timeline.majority is not None and begin <= timeline.majority <= end:
            x = scale.x(timeline.majority)
            painter.setPen(QPen(look.ink("accent", 0.8), look.px(1.5), Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(x, look.px(44), x, self.scene.height))
            painter.setFont(look.font(12, is_bold=True))
            wide = step == 1 and scale.per_day * 365 > look.px(130)
            self._age(timeline.majority, f"{self._years(_ADULT)} · majorité" if wide else self._years(_ADULT), "accent")

    def _years(self, age: int) -> str:
        about = "" if self.scene.timeline.is_age_sure else f"vers{NBSP}"
        return f"{about}{age}{NBSP}an{'s' if age > 1 else ''}"

    def _age(self, day: dt.date, text: str, role: str) -> None:
        look, painter = self.look, self.painter
        x = self.scene.scale.x(day)
        if not self.view.left <= x <= self.right:
            return
        painter.setBrush(look.ink(role))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(x, look.px(51)), look.px(2.5), look.px(2.5))
        painter.setPen(look.ink(role))
        width = painter.fontMetrics().horizontalAdvance(text) + look.px(2)
        has_room = x + look.px(6) + width <= self.right
        if not has_room and role == "muted":
            return  # at the left of its mark it would be written over the age before
        begin = x + look.px(6) if has_room else x - look.px(6) - width
        painter.drawText(QRectF(begin, look.px(42), width, look.px(18)), _LEFT, text)

    def draw_today(self, opacity: float) -> None:
        """Draw the line of today."""
        look, x = self.look, self.scene.scale.x(self.scene.timeline.today)
        if self.view.left <= x <= self.right:
            self.painter.setPen(QPen(look.ink("accent", opacity), look.px(1.6)))
            self.painter.drawLine(QLineF(x, look.px(20), x, self.scene.height))

    def _today_tag(self) -> QRectF:
        """Write "aujourd’hui" over its line; return the space taken."""
        look, painter = self.look, self.painter
        x = self.scene.scale.x(self.scene.timeline.today)
        if not self.view.left <= x <= self.right:
            return QRectF()
        text = "aujourd’hui"
        width = look.advance(text, 12, is_bold=True) + look.px(14)
        tag = QRectF(min(max(x - width / 2, self.view.left), self.right - width), look.px(3), width, look.px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.ink("accent"))
        painter.drawRoundedRect(tag, tag.height() / 2, tag.height() / 2)
        painter.setPen(look.ink("on_accent"))
        painter.setFont(look.font(12, is_bold=True))
        painter.drawText(tag, _CENTRE, text)
        return tag
