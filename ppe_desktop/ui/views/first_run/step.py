"""What every step of the assistant has: a title, a word of introduction, and a way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.widgets.centred_scroll import CentredScroll
from ppe_desktop.ui.widgets.column_scroll import MARGIN
from ppe_desktop.ui.widgets.plain_label import PlainLabel

WIDTH = 640


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
        self.body.setContentsMargins(MARGIN, 8, MARGIN, 24)
        self.body.addWidget(self.title)
        self.body.addWidget(self.introduction)
        self.body.addSpacing(4)

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


class CentredBar(QFrame):
    """A line of things that stays put above or below the steps, as wide as their column; add them to ``row``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = QWidget(self)
        self.row = QHBoxLayout(self.inner)
        self.row.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout(self)
        line.setContentsMargins(MARGIN, 14, MARGIN, 14)
        line.addStretch(1)
        line.addWidget(self.inner, 1000)
        line.addStretch(1)
        self._fit()

        theme().theme_changed.connect(self._fit)

    def _fit(self) -> None:
        self.inner.setMaximumWidth(px(WIDTH))
