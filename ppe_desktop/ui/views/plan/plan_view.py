"""The screen on which the projet pour l'enfant is written: headings, text, page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.runtime import clock
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.dialogs.finish_dialog import FinishDialog
from ppe_desktop.ui.dialogs.produce_dialog import ProduceDialog
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.spelling.speller import speller_of
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.panes.three_panes import ThreePanes
from ppe_desktop.ui.views.plan.desk import Gesture, PlanDesk
from ppe_desktop.ui.views.plan.header import PlanHeader
from ppe_desktop.ui.views.plan.page import PlanPage
from ppe_desktop.ui.views.plan.sheet import PlanSheet, read_sheet
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.views.words.plan_words import PlanWords
from ppe_desktop.ui.widgets.undo_bar import UndoBar


class PlanView(ThreePanes):
    """One version of a child's plan.

    Signals:
        finished: identifier of the version that was just finished.
    """

    finished = Signal(str)

    def __init__(
        self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, autosaver, parent)
        self.setObjectName("plan_view")
        self.desk = PlanDesk(tasks, autosaver, kinds, self)
        self.sheet: PlanSheet | None = None
        self._undo: Gesture | None = None
        self.header = PlanHeader(self)
        self.put_head(self.header)
        self.page = PlanPage(self.desk, self)
        self.put_page(self.page)
        self.words = PlanWords(self.desk, self.page, self)
        self.undo_bar = UndoBar(self)

        self.lay_out(self.words.panel)
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
        self.read()

    def _connect(self) -> None:
        header = self.header
        header.produce_requested.connect(self._on_produce_requested)
        header.finish_requested.connect(self._on_finish_requested)
        header.next_requested.connect(self._on_next_requested)
        header.compare_requested.connect(self._on_compare_requested)
        self.page.heading_reached.connect(self.outline_pane.set_current)
        self.words.file_requested.connect(partial(self.ask_fact, "statements"))
        self.words.panel.room_changed.connect(self._share_room)
        self.desk.undo_offered.connect(self._on_undo_offered)
        self.desk.failed.connect(self._on_failed)
        self.undo_bar.action_requested.connect(self._on_undo_requested)
        self._autosaver.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the version again."""
        if not self.desk.plan_id or not self.may_read():
            return
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
            self.read()

    def _on_read_failed(self, plan_id: str, error: PpeError) -> None:
        if plan_id == self.desk.plan_id:
            self._is_reading = False
            self._on_failed(error)

    def _on_changed(self, _changes: Changes) -> None:
        self.read()
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

    def _share_room(self) -> None:
        self.share_room(with_words=self.words.panel.is_open() and not self.words.panel.isHidden())

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
        dialog.words_noted.connect(self._autosaver.changed)
        dialog.open()

    def _on_finish_requested(self) -> None:
        if self.sheet is None or not self._autosaver.flush():
            return
        dialog = FinishDialog(self.sheet.plan.plan.version, self.sheet.headings(), self.window())
        dialog.look_for_words(self._tasks, self.sheet.plan.plan.child_id, self.desk.plan_id)
        dialog.words_noted.connect(self._autosaver.changed)
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
