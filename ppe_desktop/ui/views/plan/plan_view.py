"""The screen on which the projet pour l'enfant is written: headings, text, page."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.runtime import clock
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.dialogs.finish_dialog import FinishDialog
from ppe_desktop.ui.dialogs.produce_dialog import ProduceDialog
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.spelling.speller import speller_of
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import current, px
from ppe_desktop.ui.views.plan.desk import Gesture, PlanDesk
from ppe_desktop.ui.views.plan.header import PlanHeader
from ppe_desktop.ui.views.plan.outline_pane import OutlinePane
from ppe_desktop.ui.views.plan.page import PlanPage
from ppe_desktop.ui.views.plan.preview_pane import PreviewPane
from ppe_desktop.ui.views.plan.sheet import PlanSheet, read_sheet
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.views.words.plan_words import PlanWords
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.undo_bar import UndoBar

OUTLINE_WIDTH, MIDDLE_WIDTH, PREVIEW_WIDTH = 228, 640, 430
NARROW_PREVIEW = 296
"""Width of the page beside the text where there is little room: no line of the text is cut."""
PREVIEW_FROM = 1080
"""Width, in pixels at scale 1, from which the three panes fit side by side."""
OUTLINE_FROM = 760


class PlanView(QWidget):
    """One version of a child's plan.

    Signals:
        closed: the person goes back to the file.
        fact_requested: section of the file ("identity", "entourage", "path", "profile") that the person wants to complete.
        finished: identifier of the version that was just finished.
    """

    closed = Signal()
    fact_requested = Signal(str)
    finished = Signal(str)

    def __init__(
        self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plan_view")
        self._tasks, self._autosaver = tasks, autosaver
        self.desk = PlanDesk(tasks, autosaver, kinds, self)
        self.sheet: PlanSheet | None = None
        self._is_reading = self._is_stale = self._is_sized = False
        self._undo: Gesture | None = None
        self.header = PlanHeader(self)
        self.banner = Banner(tone="late", parent=self)
        self.outline_pane = OutlinePane(self)
        self.page = PlanPage(self.desk, self)
        self.preview_pane = PreviewPane(tasks, self)
        self.words = PlanWords(self.desk, self.page, self.header, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.undo_bar = UndoBar(self)
        self.banner.hide()

        self._arrange()
        self._connect()

    def open_plan(self, plan_id: str) -> None:
        """Show a version of a plan."""
        self.desk.plan_id = plan_id
        self.sheet = None
        self.undo_bar.dismiss()
        self.banner.hide()
        self.page.clear()
        self.preview_pane.open_plan(plan_id)
        self._is_reading = False
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed while the view was away."""
        super().showEvent(event)
        self._size_panes()
        if self._is_stale:
            self._read()
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

    def _arrange(self) -> None:
        for pane in (self.outline_pane, self.page, self.preview_pane):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setStretchFactor(2, 2)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        self.page.setMinimumWidth(px(320))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(_Rule(self))
        column.addWidget(self.banner)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self.splitter, 1)
        panes.addWidget(self.words.panel)
        column.addLayout(panes, 1)

    def _connect(self) -> None:
        header = self.header
        header.back_requested.connect(self._on_back_requested)
        header.produce_requested.connect(self._on_produce_requested)
        header.finish_requested.connect(self._on_finish_requested)
        header.next_requested.connect(self._on_next_requested)
        header.compare_requested.connect(self._on_compare_requested)
        header.outline_toggled.connect(self._on_outline_toggled)
        header.preview_toggled.connect(self._on_preview_toggled)
        self.outline_pane.heading_requested.connect(self.page.go_to)
        self.page.heading_reached.connect(self.outline_pane.set_current)
        self.page.fact_requested.connect(self._on_fact_requested)
        self.words.file_requested.connect(partial(self._on_fact_requested, "statements"))
        self.desk.undo_offered.connect(self._on_undo_offered)
        self.desk.failed.connect(self._on_failed)
        self.undo_bar.action_requested.connect(self._on_undo_requested)
        self._autosaver.changed.connect(self._on_changed)
        self._autosaver.saved.connect(self._on_saved)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_back_requested)

    def _size_panes(self) -> None:
        if self._is_sized or not self.isVisible():
            return
        self.header.preview_button.setChecked(self.width() >= px(PREVIEW_FROM))
        self.header.outline_button.setChecked(self.width() >= px(OUTLINE_FROM))
        self._is_sized = True
        left = px(OUTLINE_WIDTH)
        right = max(px(PREVIEW_WIDTH), self.width() - left - px(MIDDLE_WIDTH) - px(60))
        self.splitter.setSizes([left, self.width() - left - right, right])

    def _read(self) -> None:
        if not self.desk.plan_id:
            return
        if self._is_reading or not self.isVisible():
            self._is_stale = True
            return
        self._is_reading, self._is_stale = True, False
        plan_id, today = self.desk.plan_id, clock.now().date()
        then, failed = partial(self._on_sheet, plan_id), partial(self._on_read_failed, plan_id)
        self._tasks.ask(read_sheet, self._tasks.session, plan_id, today, then=then, failed=failed)

    def _on_sheet(self, plan_id: str, sheet: PlanSheet) -> None:
        if plan_id != self.desk.plan_id:
            return
        self._is_reading = False
        is_new = self.sheet is None
        self.sheet = sheet
        speller_of(self._tasks).know(sheet.file)
        headings = sheet.headings()
        self.header.show_sheet(sheet)
        self.outline_pane.show_headings(headings)
        self.page.show_sheet(sheet, headings)
        self.words.show_sheet(sheet)
        if is_new:
            self.outline_pane.set_current(headings[0].key)
            if self.focusWidget() in (None, self.header.back_button):
                self.outline_pane.outline_list.entry(headings[0].key).setFocus()
        if self._is_stale:
            self._read()

    def _on_read_failed(self, plan_id: str, error: PpeError) -> None:
        if plan_id == self.desk.plan_id:
            self._is_reading = False
            self._on_failed(error)

    def _on_changed(self, _changes: Changes) -> None:
        self._read()
        self.preview_pane.refresh_soon()

    def _on_saved(self, _at: Any) -> None:
        self.preview_pane.refresh_soon()

    def _on_failed(self, error: PpeError) -> None:
        self.banner.set_message(curly(error.message), "late")

    def _on_undo_offered(self, said: str, undo: Gesture) -> None:
        self._undo = undo
        self.undo_bar.show_message(said, self.tr("Annuler"))

    def _on_undo_requested(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def _on_outline_toggled(self, is_shown: bool) -> None:
        self.outline_pane.setVisible(is_shown)
        if is_shown and self._is_sized and self.width() < px(PREVIEW_FROM):
            self.header.preview_button.setChecked(False)

    def _on_preview_toggled(self, is_shown: bool) -> None:
        self.preview_pane.setVisible(is_shown)
        if is_shown and self._is_sized and self.width() < px(PREVIEW_FROM):
            self.header.outline_button.setChecked(False)
            self.splitter.setSizes([px(OUTLINE_WIDTH), self.width() - px(NARROW_PREVIEW), px(NARROW_PREVIEW)])
        if is_shown:
            self.preview_pane.refresh_soon()

    def _on_back_requested(self) -> None:
        self._autosaver.send()
        self.closed.emit()

    def _on_fact_requested(self, section: str) -> None:
        self._autosaver.send()
        self.fact_requested.emit(section)

    def _on_next_requested(self) -> None:
        if self.sheet is not None:
            plans = self._tasks.session.plans
            self.desk.do(plans.prepare, self.sheet.file.child.id, then=self._on_next_opened)

    def _on_next_opened(self, changes: Changes) -> None:
        self.open_plan(changes.created)

    def _on_compare_requested(self) -> None:
        from ppe_desktop.ui.views.plan.comparison_window import ComparisonWindow

        if self.sheet is None or not self._autosaver.flush():
            return
        plan = self.sheet.plan.plan
        window = ComparisonWindow(self._tasks, plan.child_id, plan.id if plan.version > 1 else "", self.window())
        window.changed.connect(self._autosaver.changed)
        window.open()

    def _on_produce_requested(self) -> None:
        if self.sheet is None or not self._autosaver.flush():
            return
        dialog = ProduceDialog(self._tasks, self.desk.plan_id, self.preview_pane.recipient(), self.window())
        dialog.delivery_noted.connect(self._autosaver.changed)
        dialog.open()

    def _on_finish_requested(self) -> None:
        if self.sheet is None or not self._autosaver.flush():
            return
        dialog = FinishDialog(self.sheet.plan.plan.version, self.sheet.headings(), self.window())
        dialog.look_for_words(self._tasks, self.sheet.plan.plan.child_id, self.desk.plan_id)
        dialog.finish_requested.connect(partial(self._finish, dialog))
        dialog.open()

    def _finish(self, dialog: FinishDialog) -> None:
        work = self._tasks.session.plans.finish
        then = partial(self._on_finished, self.desk.plan_id, dialog)
        self._tasks.ask(work, self.desk.plan_id, then=then, failed=dialog.show_error)

    def _on_finished(self, plan_id: str, dialog: FinishDialog, changes: Changes) -> None:
        dialog.accept()
        self._autosaver.changed.emit(changes)
        self.finished.emit(plan_id)


class _Rule(QWidget):
    """The hairline under the header."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colour of the hairlines."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current().border))
        painter.end()
