"""What every step of the assistant has: a title, a word of introduction, and a way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.widgets.centred_scroll import CentredScroll
from ppe_desktop.ui.widgets.column_scroll import MARGIN
from ppe_desktop.ui.widgets.plain_label import PlainLabel

WIDTH = 640
QUIET_PADDING = 12
"""Pixels between the edge of a quiet button and its words."""


class Step(CentredScroll):
    """One page of the assistant.

    Signals:
        completed: what was asked is there and right.
        changed: what the buttons of the assistant may do is no longer the same.
    """

    completed = Signal()
    changed = Signal()

    def __init__(self, title: str, introduction: str, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self.title = PlainLabel(title, "title", wrap=True, parent=self)
        self.introduction = PlainLabel(introduction, wrap=True, parent=self)
        self.setAccessibleName(title)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, 0, 4)
        top.setSpacing(12)
        top.addWidget(self.title)
        top.addWidget(self.introduction)
        self.body.setContentsMargins(MARGIN, 8, MARGIN, 8)
        self.body.addLayout(top)

    def enter(self) -> None:
        """Put the keyboard where it starts; called each time the step is shown."""
        self.setFocus()

    def leave(self) -> None:
        """Clear what must not stay in the widgets."""

    def submit(self) -> None:
        """Check what was entered; ``completed`` follows when it is right."""
        self.completed.emit()

    def next_text(self) -> str:
        """Return the words of the button that goes on."""
        return self.tr("Suivant")

    def can_submit(self) -> bool:
        """Tell whether the button that goes on may be used."""
        return True

    def can_go_back(self) -> bool:
        """Tell whether the step before may be shown again."""
        return True


def hung(button: QPushButton) -> QHBoxLayout:
    """Return a line where the words of a quiet button stand where the column starts; its edge is invisible."""
    line = QHBoxLayout()
    line.setContentsMargins(-QUIET_PADDING, 0, 0, 0)
    line.addWidget(button)
    line.addStretch(1)
    return line


class CentredBar(QFrame):
    """A line of things that stays put above or below the steps, as wide as their column; add them to ``row``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = QWidget(self)
        self.row = QHBoxLayout(self.inner)
        self.row.setContentsMargins(0, 0, 0, 0)
        self._line = QHBoxLayout(self)
        self._line.addStretch(1)
        self._line.addWidget(self.inner, 1000)
        self._line.addStretch(1)
        self.make_room(0)
        self._fit()

        theme().theme_changed.connect(self._fit)

    def make_room(self, pixels: int) -> None:
        """Leave room at the right for the scroll bar of the step, so that the edges stay aligned."""
        self._line.setContentsMargins(MARGIN, 14, MARGIN + pixels, 14)

    def _fit(self) -> None:
        self.inner.setMaximumWidth(px(WIDTH))
