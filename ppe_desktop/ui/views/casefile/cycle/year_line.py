"""The year drawn in one line: months, school holidays, today, and each step at its day under its word."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.domain.cycle import State, Year, YearStep
from ppe_desktop.domain.dates import add_months
from ppe_desktop.domain.working_days import SchoolHoliday
from ppe_desktop.runtime import clock
from ppe_desktop.ui.theme import theme
from ppe_desktop.ui.views.casefile.cycle.looks import mark_of, standing_words
from ppe_desktop.ui.views.casefile.timeline.look import Look, screen_look

_LANE, _AXIS, _MONTHS, _DOT, _EDGE = 19, 30, 22, 18, 12
_MOST_LANES = 8
_APART = 14
_CENTRE = Qt.AlignmentFlag.AlignCenter
_DAY = dt.timedelta(days=1)
_SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


class Place(NamedTuple):
    """Where a step is drawn.

    Attributes:
        step: the step.
        x: middle of its mark.
        lane: line of its word, 0 next to the axis.
        left: left of its word.
        width: width of its word.
    """

    step: YearStep
    x: float
    lane: int
    left: float
    width: float


class YearLine(QWidget):
    """The drawing; the list under it says the same to whoever reads or listens.

    Signals:
        step_requested: a step was clicked; carries its key.
    """

    step_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("year_line")
        self._year: Year | None = None
        self._holidays: tuple[SchoolHoliday, ...] = ()
        self._days = (dt.date.min, dt.date.max)
        self._slack = 0.0
        self.places: list[Place] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().theme_changed.connect(self._arrange)

    def show_year(self, year: Year, holidays: tuple[SchoolHoliday, ...]) -> None:
        """Show a year, and the school holidays of its days."""
        self._year, self._holidays = year, holidays
        self._days = _drawn_days(year)
        said = (f"{step.title}, {standing_words(step)}" for step in year.steps)
        self.setAccessibleName(self.tr("Les étapes de l’année, aussi écrites dans la liste qui suit"))
        self.setAccessibleDescription(". ".join(said))
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return the room that the words and the line ask for."""
        look = screen_look()
        lanes = max((place.lane for place in self.places), default=0) + 1
        return QSize(round(look.px(320)), round(look.px(lanes * _LANE + _AXIS + _MONTHS) + look.px(6)))

    def minimumSizeHint(self) -> QSize:
        """Return the height in full: nothing of it is cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QEvent) -> None:
        """Set the words again for the width there is."""
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the step under the pointer."""
        found = self.step_at(event.position())
        if found is not None:
            self.step_requested.emit(found.key)

    def step_at(self, point: QPointF) -> YearStep | None:
        """Return the step whose mark or word is at a point, if one is."""
        look, axis = screen_look(), self._axis()
        for place in reversed(self.places):
            on_mark = (
                abs(point.x() - place.x) <= look.px(_DOT) / 2 + 2 and abs(point.y() - axis) <= look.px(_DOT) / 2 + 2
            )
            if on_mark or self._word(place, look).contains(point):
                return place.step
        return None

    def _arrange(self) -> None:
        """Give each word the nearest line where it does not touch another."""
        self.places = []
        if self._year is None or self.width() < 50:
            return
        look = screen_look()
        ends = [float("-inf")] * _MOST_LANES
        drawn = sorted((step for step in self._year.steps if step.day), key=lambda step: step.day or dt.date.max)
        for step, x in zip(drawn, self._marks(drawn), strict=True):
            width = look.advance(step.short, 12, is_bold=True) + look.px(4)
            left = min(max(x - width / 2, 0.0), self.width() - width)
            lane = next((n for n, end in enumerate(ends) if end + look.px(4) <= left), _MOST_LANES - 1)
            ends[lane] = left + width
            self.places.append(Place(step, x, lane, left, width))
        self.updateGeometry()
        self.update()

    def _marks(self, drawn: list[YearStep]) -> list[float]:
        """Return the middle of each mark: at its day, or a little after it where marks would hide each other."""
        look, self._slack = screen_look(), 0.0
        marks: list[float] = []
        for _try in range(4):
            marks = []
            for step in drawn:
                x = self._x(step.day or dt.date.max)
                marks.append(max(x, marks[-1] + look.px(_APART)) if marks else x)
            over = max(marks, default=0.0) - (self.width() - look.px(_EDGE))
            if over <= 0:
                break
            self._slack += over  # the months give way, so that nothing stands before its day
        return marks

    def _x(self, day: dt.date) -> float:
        assert self._year is not None
        look = screen_look()
        first, last = self._days
        room = self.width() - 2 * look.px(_EDGE) - self._slack
        return look.px(_EDGE) + room * (day - first).days / max((last - first).days, 1)

    def _axis(self) -> float:
        """Return how far down the line stands."""
        look = screen_look()
        lanes = max((place.lane for place in self.places), default=0) + 1
        return look.px(lanes * _LANE + _AXIS / 2)

    def _word(self, place: Place, look: Look) -> QRectF:
        top = self._axis() - look.px(_AXIS / 2) - look.px((place.lane + 1) * _LANE)
        return QRectF(place.left, top, place.width, look.px(_LANE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the year."""
        if self._year is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = screen_look()
        self._draw_holidays(painter, look)
        self._draw_months(painter, look)
        self._draw_today(painter, look)
        for place in self.places:
            self._draw_leader(painter, look, place)
        for place in self.places:
            self._draw_step(painter, look, place)
        painter.end()

    def _draw_holidays(self, painter: QPainter, look: Look) -> None:
        first, last = self._days
        axis, half = self._axis(), look.px(_AXIS / 2 - 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.ink("soon_soft"))
        for holiday in self._holidays:
            left, right = self._x(max(holiday.first, first)), self._x(min(holiday.last + _DAY, last))
            painter.drawRoundedRect(QRectF(left, axis - half, max(right - left, 2), 2 * half), 3, 3)

    def _draw_months(self, painter: QPainter, look: Look) -> None:
        first, last = self._days
        axis = self._axis()
        painter.setPen(QPen(look.ink("control"), look.px(1.5)))
        painter.drawLine(QLineF(self._x(first), axis, self.width() - look.px(_EDGE), axis))
        painter.setFont(look.font(11))
        month = first.replace(day=1)
        before = float("-inf")
        while month <= last:
            if month >= first:
                x = self._x(month)
                painter.setPen(QPen(look.ink("control"), 1))
                painter.drawLine(QLineF(x, axis - look.px(4), x, axis + look.px(4)))
                text = _month_word(month, is_first=before == float("-inf"))
                width = look.advance(text, 11)
                if x + look.px(2) >= before and x + width <= self.width():
                    painter.setPen(look.ink("muted"))
                    painter.drawText(QPointF(x, axis + look.px(_AXIS / 2 + 13)), text)
                    before = x + width + look.px(6)
            month = add_months(month, 1)

    def _draw_today(self, painter: QPainter, look: Look) -> None:
        today = clock.today()
        first, last = self._days
        if not first <= today <= last:
            return
        x, axis = self._x(today), self._axis()
        painter.setPen(QPen(look.ink("accent"), look.px(2)))
        painter.drawLine(QLineF(x, axis - look.px(_AXIS / 2), x, axis + look.px(_AXIS / 2)))

    def _draw_leader(self, painter: QPainter, look: Look, place: Place) -> None:
        word = self._word(place, look)
        painter.setPen(QPen(look.ink("border"), 1))
        x = min(max(place.x, word.left()), word.right())
        painter.drawLine(QLineF(x, word.bottom(), place.x, self._axis()))

    def _draw_step(self, painter: QPainter, look: Look, place: Place) -> None:
        mark = mark_of(place.step)
        size, axis = look.px(_DOT), self._axis()
        square = QRectF(place.x - size / 2, axis - size / 2, size, size)
        painter.setBrush(look.ink("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(square)
        look.draw_icon(painter, mark.icon, mark.tone, square.adjusted(1, 1, -1, -1))
        word = self._word(place, look)
        painter.setBrush(look.ink("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(word)
        is_open = place.step.state is State.PROPOSED or place.step.is_late
        painter.setFont(look.font(12, is_bold=is_open))
        painter.setPen(look.ink("text" if is_open else "muted"))
        painter.drawText(word.adjusted(-2, 0, 2, 0), _CENTRE, place.step.short)


class HolidaySwatch(QWidget):
    """A bit of the ground of the school holidays, for the legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a word's height."""
        look = screen_look()
        return QSize(round(look.px(20)), round(look.px(14)))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        look, painter = screen_look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.ink("border"), 1))
        painter.setBrush(look.ink("soon_soft"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()


def _month_word(month: dt.date, *, is_first: bool) -> str:
    """Return "nov.", with the year in January and at the beginning."""
    short = _SHORT_MONTHS[month.month - 1]
    return f"{short} {month.year}" if is_first or month.month == 1 else short


def _drawn_days(year: Year) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the drawing."""
    first = max(year.first_day, add_months(year.last_day, -30)) - 3 * _DAY
    return first, year.last_day + 3 * _DAY
