"""What every step of the assistant has: a title, a word of introduction, and a way on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
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


class ReturnClicks(QObject):
    """Has Return click the button that has the keyboard, as Space does; watch the buttons with it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Return for a click."""
        if isinstance(watched, QPushButton) and isinstance(event, QKeyEvent) and _is_return(event):
            watched.click()
            return True
        return super().eventFilter(watched, event)


def _is_return(event: QKeyEvent) -> bool:
    is_key = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_key and event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat()


def hung(button: QPushButton) -> QHBoxLayout:
    """Return a line where the words of a quiet button stand where the column starts; its edge is invisible."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addSpacing(-QUIET_PADDING)
    line.addWidget(button)
    line.addStretch(1)
    return line


class CentredBar(QFrame):
    """A line of things that stays put above or below the steps, as wide as their column; add them to ``row``.

    Args:
        parent: parent widget.
        hangs: the line starts with a quiet button, whose words stand where the column starts.
    """

    def __init__(self, parent: QWidget | None = None, *, hangs: bool = False) -> None:
        super().__init__(parent)
        self.inner = QWidget(self)
        self.row = QHBoxLayout(self.inner)
        self.row.setContentsMargins(0 if hangs else QUIET_PADDING, 0, QUIET_PADDING, 0)
        self._line = QHBoxLayout(self)
        self._line.addStretch(1)
        self._line.addWidget(self.inner, 1000)
        self._line.addStretch(1)
        self.make_room(0)
        self._fit()

        theme().theme_changed.connect(self._fit)

    def make_room(self, pixels: int) -> None:
        """Leave room at the right for the scroll bar of the step, so that the edges stay aligned."""
        self._line.setContentsMargins(MARGIN - QUIET_PADDING, 14, MARGIN - QUIET_PADDING + pixels, 14)

    def _fit(self) -> None:
        self.inner.setMaximumWidth(px(WIDTH) + 2 * QUIET_PADDING)
