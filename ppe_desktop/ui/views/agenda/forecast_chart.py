"""The chart of the work to come: one bar a month, stacked by family, to click or to go through with the arrows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ppe_desktop.domain.agenda.forecast import Family, Forecast, Stack
from ppe_desktop.ui.theme import current, px
from ppe_desktop.ui.views.agenda.look import font_of
from ppe_desktop.ui.widgets.styling import announce

ROLES = {
    Family.PLAN: "accent",
    Family.REPORT: "father",
    Family.HEALTH: "mother",
    Family.MEASURE: "soon",
    Family.AUTONOMY: "child",
    Family.OTHER: "neutral",
}
"""Colour of each family; its number stands in each part, and the table says the same in words."""

_MONTHS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_CENTRE = Qt.AlignmentFlag.AlignCenter
_BREAK_HEIGHT = 16
"""Pixels at the foot of a bar that the break of the scale takes: a number there would be struck through."""


def words(stack: Stack, family: Family | None = None) -> str:
    """Return how a bar or a part is read: "décembre 2026 : 5 échéances, dont Santé 2"."""
    works = stack.works(family)
    count = f"{len(works)} échéance{'s' if len(works) > 1 else ''}"
    if family is not None:
        return f"{stack.title}, {family.label} : {count}"
    parts = ", ".join(f"{one.label} {len(part)}" for one, part in stack.parts.items())
    return f"{stack.title} : {count}" + (f" ({parts})" if parts else "")


class ForecastChart(QWidget):
    """Bars to choose from.

    Signals:
        chosen: stack and family (None for the whole bar).
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.forecast = Forecast(())
        self.place = 0
        self.family: Family | None = None
        self._hover: tuple[int, Family | None] | None = None
        self.setObjectName("forecast_chart")
        self.setAccessibleName(self.tr("Échéances des douze prochains mois"))
        self.setAccessibleDescription(
            self.tr("Flèches gauche et droite : le mois. Haut et bas : la famille. Le tableau dit la même chose.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return a size that leaves room for the list below."""
        return QSize(px(700), px(230))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the bars can be told apart."""
        return QSize(px(320), px(110))

    def show_forecast(self, forecast: Forecast) -> None:
        """Show the work to come; what was chosen stays chosen."""
        self.forecast = forecast
        self.place = min(self.place, max(0, len(forecast.stacks) - 1))
        self.update()

    def choose(self, place: int, family: Family | None = None) -> None:
        """Choose a bar, or a part of it."""
        if not self.forecast.stacks:
            return
        self.place = max(0, min(place, len(self.forecast.stacks) - 1))
        stack = self.forecast.stacks[self.place]
        self.family = family if family in stack.parts else None
        self.update()
        announce(self, words(stack, self.family))
        self.chosen.emit(stack, self.family)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from month to month and from part to part."""
        parts: list[Family | None] = [None, *self._stack().parts] if self.forecast.stacks else [None]
        at = parts.index(self.family) if self.family in parts else 0
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.choose(self.place + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Up:
            self.choose(self.place, parts[(at + 1) % len(parts)])
        elif event.key() == Qt.Key.Key_Down:
            self.choose(self.place, parts[at - 1])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        found = self._at(event.position())
        if found is not None:
            self.choose(*found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a bar can be clicked."""
        found = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        if found != self._hover:
            self._hover = found
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Draw at rest."""
        self._hover = None
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell in words what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            text = words(self.forecast.stacks[found[0]], found[1]) if found else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def boxes(self) -> list[tuple[int, Family, QRectF]]:
        """Return where each part is drawn."""
        area, found = self._area(), []
        slot = self._slot()
        width = self._width()
        for place, stack in enumerate(self.forecast.stacks):
            bottom = area.bottom()
            left = area.left() + slot * place + (slot - width) / 2
            height = area.height() / max(self._scale(), stack.total)  # what is late may go beyond: it is drawn broken
            for family, works in stack.parts.items():
                tall = height * len(works)
                found.append((place, family, QRectF(left, bottom - tall, width, tall)))
                bottom -= tall
        return found

    def _stack(self) -> Stack:
        return self.forecast.stacks[self.place]

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(px(30), px(22), -px(8), -px(44))

    def _slot(self) -> float:
        return self._area().width() / max(1, len(self.forecast.stacks))

    def _width(self) -> float:
        """Return the width of a bar."""
        return min(self._slot() * 0.62, px(46))

    def _scale(self) -> int:
        """Return what the top of the chart stands for."""
        step = self._step()
        return max(step, -(-self._highest() // step) * step)

    def _highest(self) -> int:
        """Return the highest month; what is late may be ten times that, and would flatten the rest."""
        return max((stack.total for stack in self.forecast.stacks if stack.month is not None), default=0)

    def _step(self) -> int:
        highest = self._highest()
        return next((step for step in (1, 2, 5, 10, 20, 50, 100) if highest <= step * 5), 200)

    def _at(self, place: QPointF) -> tuple[int, Family | None] | None:
        if not self.forecast.stacks or not self._area().left() <= place.x() <= self._area().right():
            return None
        for number, family, box in self.boxes():
            if box.contains(place):
                return number, family
        number = int((place.x() - self._area().left()) // self._slot())
        return (number, None) if number < len(self.forecast.stacks) else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the scale, the bars, the months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_scale(painter)
        self._draw_choice(painter)
        for place, family, box in self.boxes():
            self._draw_part(painter, place, family, box)
        for place, stack in enumerate(self.forecast.stacks):
            if stack.total > self._scale():
                self._draw_break(painter, place)
            self._draw_label(painter, place, stack)
        painter.end()

    def _draw_scale(self, painter: QPainter) -> None:
        palette, area, top = current(), self._area(), self._scale()
        painter.setFont(font_of(12))
        for value in range(0, top + 1, self._step()):
            y = area.bottom() - area.height() * value / top
            painter.setPen(QPen(QColor(palette.control if value == 0 else palette.border), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(palette.muted))
            label = QRectF(0, y - px(9), area.left() - px(6), px(18))
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value))

    def _draw_choice(self, painter: QPainter) -> None:
        """Draw the ground of the bar chosen, ringed when the keyboard is here, and of that under the pointer."""
        if not self.forecast.stacks:
            return
        palette, slot = current(), self._slot()
        for place, colour in (
            (self._hover[0] if self._hover else -1, palette.hover),
            (self.place, palette.accent_soft),
        ):
            if place < 0:
                continue
            area = QRectF(self._area().left() + slot * place, px(2), slot, self.height() - px(4)).adjusted(2, 0, -2, 0)
            has_ring = place == self.place and self.hasFocus()
            painter.setPen(QPen(QColor(palette.focus), 2) if has_ring else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(area, 8, 8)

    def _draw_part(self, painter: QPainter, place: int, family: Family, box: QRectF) -> None:
        palette = current()
        is_chosen = place == self.place and family is self.family
        shown = box.adjusted(0, 1, 0, -1)
        painter.setPen(QPen(QColor(palette.text), 2) if is_chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.role(ROLES[family])))
        painter.drawRoundedRect(shown, 3, 3)
        font = font_of(12, is_bold=True)
        stack = self.forecast.stacks[place]
        is_cut = stack.total > self._scale() and box.bottom() > self._area().bottom() - _BREAK_HEIGHT
        room = shown.adjusted(0, 0, 0, -px(_BREAK_HEIGHT)) if is_cut else shown
        if room.height() >= QFontMetrics(font).height():
            painter.setFont(font)
            painter.setPen(QColor(palette.surface))
            painter.drawText(room, _CENTRE, str(len(stack.parts[family])))

    def _draw_break(self, painter: QPainter, place: int) -> None:
        """Cut a bar that goes beyond the scale, near its foot."""
        palette, area, slot = current(), self._area(), self._slot()
        middle, y = area.left() + slot * (place + 0.5), area.bottom() - px(7)
        painter.save()
        painter.setClipRect(QRectF(middle - self._width() / 2, area.top(), self._width(), area.height()))
        ground = palette.accent_soft if place == self.place else palette.window
        for shift in (0, px(5)):
            painter.setPen(QPen(QColor(ground), px(3)))
            painter.drawLine(QPointF(middle - px(26), y - shift + px(4)), QPointF(middle + px(26), y - shift - px(4)))

        painter.restore()

    def _draw_label(self, painter: QPainter, place: int, stack: Stack) -> None:
        palette, area, slot = current(), self._area(), self._slot()
        left = area.left() + slot * place
        is_late = stack.month is None
        painter.setFont(font_of(12, is_bold=is_late or place == self.place))
        painter.setPen(QColor(palette.late if is_late and stack.total else palette.text))
        name = self.tr("En\nretard") if stack.month is None else _MONTHS[stack.month.month - 1]
        has_year = stack.month is not None and (place == 1 or stack.month.month == 1)
        text = f"{name}\n{stack.month.year}" if has_year and stack.month else name
        place_of_text = QRectF(left, area.bottom() + px(4), slot, px(38))
        painter.drawText(place_of_text, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), text)
        if stack.total:
            top = area.bottom() - area.height() * min(1.0, stack.total / self._scale())
            painter.setFont(font_of(13, is_bold=True))
            painter.setPen(QColor(palette.late if is_late else palette.text))
            painter.drawText(QRectF(left, top - px(20), slot, px(18)), _CENTRE, str(stack.total))
