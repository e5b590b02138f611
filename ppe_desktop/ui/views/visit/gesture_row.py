"""A row of gestures that goes on to the next line rather than lose a button: on a narrow window, or in large letters."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLayoutItem, QWidget

from ppe_desktop.ui.widgets.flow_layout import FlowLayout


class GestureRow(FlowLayout):
    """Some widgets at the left, the others at the right; those at the right on lines of their own when all do not fit in one."""

    def __init__(self, left: tuple[QWidget, ...], right: tuple[QWidget, ...], spacing: int = 10) -> None:
        """Lay widgets out.

        Args:
            left: those at the left.
            right: those at the right, the one that matters most last.
            spacing: pixels between two of them.
        """
        super().__init__(spacing=spacing)
        for widget in (*left, *right):
            self.addWidget(widget)
        self._lefts = len(left)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for _place, item in line)
            if move:
                self._place(line, QRect(rect.x(), y, rect.width(), height))
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _lines(self, width: int, *, breaks: bool = False) -> list[list[tuple[int, QLayoutItem]]]:
        """Return the lines, each the items that fit in it, with the place of each in the row."""
        lines, used = list[list[tuple[int, QLayoutItem]]](), 0
        for place, item in enumerate(self._items):
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            is_full = used + self.spacing() + wanted > width
            if not lines or is_full or (breaks and place >= self._lefts > lines[-1][-1][0]):
                lines.append([])
                used = -self.spacing()
            lines[-1].append((place, item))
            used += self.spacing() + wanted
        return lines if breaks or len(lines) < 2 else self._lines(width, breaks=True)

    def _place(self, line: list[tuple[int, QLayoutItem]], area: QRect) -> None:
        widths = sum(item.sizeHint().width() for _place, item in line) + self.spacing() * (len(line) - 1)
        left, x = max(0, area.width() - widths), area.x()
        for place, item in line:
            if place >= self._lefts:  # the first of those at the right takes what is left before it, once
                x, left = x + left, 0
            hint = item.sizeHint().boundedTo(area.size())
            item.setGeometry(QRect(QPoint(x, area.y() + (area.height() - hint.height()) // 2), hint))
            x += hint.width() + self.spacing()
