"""The statutory headings down the left: where each stands, and the way to it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.ui.theme import current, px
from ppe_desktop.ui.views.plan.states import look_of, state_sentence
from ppe_desktop.ui.widgets.drawn_button import DrawnButton
from ppe_desktop.ui.widgets.entry_list import EntryList
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class HeadingEntry(DrawnButton):
    """One heading: number, title, state."""

    def __init__(self, heading: Heading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.number = PlainLabel(str(heading.number), "muted", parent=self)
        self.title = PlainLabel(heading.title, "small", wrap=True, parent=self)
        self.mark = IconMark("circle", "neutral", 14, self)
        self.state = PlainLabel("", "muted", parent=self)
        self.number.setFixedWidth(px(24))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        state = QHBoxLayout()
        state.setSpacing(5)
        state.addWidget(self.mark)
        state.addWidget(self.state, 1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 5, 8, 5)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.number, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.title, 0, 1)
        self._grid.addLayout(state, 1, 1)

    def show_heading(self, heading: Heading) -> None:
        """Show where the heading stands."""
        look = look_of(heading)
        self.mark.set_icon(look.icon, look.tone)
        self.state.setText(look.word)
        self.setToolTip(state_sentence(heading))
        self.setAccessibleName(f"{heading.number}. {heading.title}, {state_sentence(heading)}")

    def sizeHint(self) -> QSize:
        """Return the room that the words ask for."""
        return self._grid.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at a width."""
        return self._grid.heightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the current heading and the ring of the keyboard."""
        palette = current()
        ground = palette.accent_soft if self.isChecked() else palette.hover if self.underMouse() else ""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()


class OutlineList(EntryList):
    """The headings, one under the other.

    Signals:
        section_requested: key of the heading.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Rubriques du projet"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 16)
        self._column.setSpacing(2)
        self._column.addStretch(1)

    def show_headings(self, headings: list[Heading]) -> None:
        """Show where each heading stands."""
        for heading in headings:
            if heading.key not in self.keys():
                entry = HeadingEntry(heading, self)
                self._register(heading.key, entry)
                self._column.insertWidget(self._column.count() - 1, entry)
            entry_of = self.entry(heading.key)
            if isinstance(entry_of, HeadingEntry):
                entry_of.show_heading(heading)


class OutlinePane(QScrollArea):
    """The list of headings, that scrolls.

    Signals:
        heading_requested: key of the heading to go to.
    """

    heading_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outline_list = OutlineList()
        self.setWidget(self.outline_list)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(px(170))

        self.outline_list.section_requested.connect(self.heading_requested)

    def show_headings(self, headings: list[Heading]) -> None:
        """Show where each heading stands."""
        self.outline_list.show_headings(headings)

    def set_current(self, key: str) -> None:
        """Mark the heading that is being read, and keep it in view."""
        self.outline_list.set_current(key)
        self.ensureWidgetVisible(self.outline_list.entry(key), 0, px(40))
