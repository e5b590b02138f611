"""The screen on which a document is written: headings, text, page; words beside; what fits of it at each width."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import current, px
from ppe_desktop.ui.views.panes.head import DocumentHead
from ppe_desktop.ui.views.panes.heading_page import HeadingPage
from ppe_desktop.ui.views.plan.outline_pane import OutlinePane
from ppe_desktop.ui.views.plan.preview_pane import PreviewPane
from ppe_desktop.ui.widgets.banner import Banner

OUTLINE_WIDTH, MIDDLE_WIDTH, PREVIEW_WIDTH = 228, 640, 430
NARROW_PREVIEW = 296
"""Width of the page beside the text where there is little room: no line of the text is cut."""
PREVIEW_FROM = 1080
"""Width, in pixels at scale 1, from which the three panes fit side by side."""
OUTLINE_FROM = 760
ROOM_FOR_ALL, ROOM_FOR_THREE = 1700, 1100
"""Width from which the page, then the headings, stand beside the words."""


class ThreePanes(QWidget):
    """What every document being written shows the same way; a kind of document reads its sheet and answers its own gestures.

    Signals:
        closed: the person goes back to the file.
        fact_requested: section of the file that the person wants to complete.
    """

    closed = Signal()
    fact_requested = Signal(str)

    def __init__(self, tasks: Tasks, autosaver: Autosaver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._autosaver = tasks, autosaver
        self._is_stale = self._is_sized = False
        self._is_reading = False
        self._folded: list[str] = []

    def put_head(self, header: DocumentHead) -> None:
        """Take the head, first in the order of Tab, and make the list of headings, which comes after it."""
        self._head = header
        self.banner = Banner(tone="late", parent=self)
        self.outline_pane = OutlinePane(self)
        self.banner.hide()

    def put_page(self, page: HeadingPage[Any]) -> None:
        """Take the text, and make the page beside it."""
        self._page = page
        self.preview_pane = PreviewPane(self._tasks, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)

    def lay_out(self, words: QWidget) -> None:
        """Put the panes side by side under the head, words at their right, and follow the gestures they share."""
        header, page = self._head, self._page
        for pane in (self.outline_pane, page, self.preview_pane):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setStretchFactor(2, 2)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        page.setMinimumWidth(px(320))
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self.splitter, 1)
        panes.addWidget(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (header, _Rule(self), self.banner):
            column.addWidget(widget)
        column.addLayout(panes, 1)
        self._follow(header, page)

    def _follow(self, header: DocumentHead, page: HeadingPage[Any]) -> None:
        header.back_requested.connect(self.go_back)
        header.outline_toggled.connect(self._on_outline_toggled)
        header.preview_toggled.connect(self._on_preview_toggled)
        self.outline_pane.heading_requested.connect(page.go_to)
        page.fact_requested.connect(self.ask_fact)
        self.preview_pane.follow(self._autosaver)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.go_back)

    def read(self) -> None:
        """Ask the base for the document again; each kind of document says how."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed while the view was away."""
        super().showEvent(event)
        self._size_panes()
        if self._is_stale:
            self.read()
        self.preview_pane.refresh_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put what was typed into the base and rest."""
        self._autosaver.send()
        self.preview_pane.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what would be crowded, the first time the size is known."""
        super().resizeEvent(event)
        self._size_panes()

    def may_read(self) -> bool:
        """Tell whether to read now; else it is done once what is on its way has come, or the view is shown again."""
        if self._is_reading or not self.isVisible():
            self._is_stale = True
            return False
        self._is_reading, self._is_stale = True, False
        return True

    def go_back(self) -> None:
        """Go back to the file, with everything typed on its way to the base."""
        self._autosaver.send()
        self.closed.emit()

    def ask_fact(self, section: str, _record: str = "") -> None:
        """Go to where a fact is completed."""
        self._autosaver.send()
        self.fact_requested.emit(section)

    def share_room(self, *, with_words: bool) -> None:
        """Fold the page, then the headings, while the words take their room; what was folded here comes back with it."""
        toggles = {"preview": self._head.preview_button, "outline": self._head.outline_button}
        if not with_words:
            for name in self._folded:
                toggles[name].setChecked(True)
            self._folded = []
            return
        for name, room in (("preview", ROOM_FOR_ALL), ("outline", ROOM_FOR_THREE)):
            if self.width() < px(room) and toggles[name].isChecked():
                toggles[name].setChecked(False)
                self._folded.append(name)

    def _size_panes(self) -> None:
        if self._is_sized or not self.isVisible():
            return
        self._head.preview_button.setChecked(self.width() >= px(PREVIEW_FROM))
        self._head.outline_button.setChecked(self.width() >= px(OUTLINE_FROM))
        self._is_sized = True
        left = px(OUTLINE_WIDTH)
        right = max(px(PREVIEW_WIDTH), self.width() - left - px(MIDDLE_WIDTH) - px(60))
        self.splitter.setSizes([left, self.width() - left - right, right])

    def _on_outline_toggled(self, is_shown: bool) -> None:
        self.outline_pane.setVisible(is_shown)
        if is_shown and self._is_sized and self.width() < px(PREVIEW_FROM):
            self._head.preview_button.setChecked(False)

    def _on_preview_toggled(self, is_shown: bool) -> None:
        self.preview_pane.setVisible(is_shown)
        if is_shown and self._is_sized and self.width() < px(PREVIEW_FROM):
            self._head.outline_button.setChecked(False)
            self.splitter.setSizes([px(OUTLINE_WIDTH), self.width() - px(NARROW_PREVIEW), px(NARROW_PREVIEW)])
        if is_shown:
            self.preview_pane.refresh_soon()


class _Rule(QWidget):
    """The hairline under the head."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colour of the hairlines."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current().border))
        painter.end()
