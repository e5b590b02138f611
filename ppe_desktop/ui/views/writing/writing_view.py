"""The screen on which a report is written: headings, text with what the file gained, page, words beside."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.report_gains import Gain
from ppe_desktop.domain.report_outline import has_text
from ppe_desktop.domain.words_at_hand import report_subject
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.writings import WritingSheet
from ppe_desktop.ui.dialogs.produce_dialog import ProduceDialog
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.spelling.speller import speller_of
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.panes.three_panes import ThreePanes
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.words.words_panel import WordsPanel
from ppe_desktop.ui.views.writing.header import WritingHeader
from ppe_desktop.ui.views.writing.page import WritingPage
from ppe_desktop.ui.views.writing.seal_dialog import SealDialog


class WritingView(ThreePanes):
    """One report of a child, being written or sealed."""

    def __init__(
        self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, autosaver, parent)
        self.setObjectName("writing_view")
        self.desk = PlanDesk(tasks, autosaver, kinds, self)
        self.writing_id = ""
        self.sheet: WritingSheet | None = None
        self._key = "faits"
        self.header = WritingHeader(self)
        self.put_head(self.header)
        self.page = WritingPage(self.desk, self)
        self.put_page(self.page)
        self.words_panel = WordsPanel(tasks, autosaver, kinds, self)
        self.outline_pane.outline_list.setAccessibleName(self.tr("Rubriques du rapport"))

        self.lay_out(self.words_panel)
        self._connect()

    def open_writing(self, writing_id: str) -> None:
        """Show a report."""
        self.writing_id, self.sheet = writing_id, None
        self.banner.hide()
        self.page.clear()
        self._is_reading = False
        self.read()

    def _connect(self) -> None:
        header = self.header
        header.produce_requested.connect(self._on_produce)
        header.seal_requested.connect(self._on_seal_requested)
        self.page.heading_reached.connect(self._on_reached)
        self.page.take_requested.connect(self._on_take)
        self.words_panel.insert_requested.connect(self._on_words)
        self.words_panel.opened.connect(partial(self.ask_fact, "statements"))
        self.words_panel.error_raised.connect(self._on_failed)
        self.words_panel.room_changed.connect(self._share_room)
        self.desk.failed.connect(self._on_failed)
        self._autosaver.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the report again."""
        if not self.writing_id or not self.may_read():
            return
        then, failed = partial(self._on_sheet, self.writing_id), partial(self._on_read_failed, self.writing_id)
        self._tasks.ask(self._tasks.session.writings.read, self.writing_id, then=then, failed=failed)

    def _on_sheet(self, writing_id: str, sheet: WritingSheet) -> None:
        if writing_id != self.writing_id:
            return
        self._is_reading = False
        is_new, self.sheet = self.sheet is None, sheet
        speller_of(self._tasks).know(sheet.about.file)
        headings = sheet.headings()
        self.header.show_sheet(sheet)
        self.outline_pane.show_headings(headings)
        self.page.show_sheet(sheet, headings)
        if is_new:
            self.preview_pane.open_plan(sheet.about.report.id, Produced.REPORT.value)
            self.outline_pane.set_current(headings[0].key)
            if self.focusWidget() in (None, self.header.back_button):
                self.outline_pane.outline_list.entry(headings[0].key).setFocus()
        self._show_words()
        if self._is_stale:
            self.read()

    def _on_read_failed(self, writing_id: str, error: PpeError) -> None:
        if writing_id == self.writing_id:
            self._is_reading = False
            self._on_failed(error)

    def _show_words(self) -> None:
        if self.sheet is None:
            return
        is_written = has_text(self._key) and not self.sheet.is_sealed
        quoted = [record_id for one in self.sheet.taken.values() for kind, record_id in one if kind == "statement"]
        insert = self.tr("Reprendre sous cette rubrique") if is_written else ""
        subject = report_subject(self.tr("Le rapport"), self.sheet.last_on, insert, quoted)
        self.words_panel.show_for(self.sheet.about.file, subject)

    def _on_reached(self, key: str) -> None:
        self.outline_pane.set_current(key)
        if key != self._key:
            self._key = key
            self._show_words()

    def _on_take(self, heading: str, gain: Gain) -> None:
        self._insert(heading, gain.kind, gain.record_id)

    def _on_words(self, statement_id: str) -> None:
        self._insert(self._key, "statement", statement_id)

    def _insert(self, heading: str, kind: str, record_id: str) -> None:
        """Take up a record once what is typed is in the base: the words are added at the end of that text."""
        if self._autosaver.flush():
            self.desk.do(self._tasks.session.writings.insert, self.writing_id, heading, kind, record_id)

    def _on_changed(self, changes: Changes) -> None:
        if ("writing", self.writing_id) in changes.records:
            self.desk.do(self._tasks.session.writings.settle, self.writing_id)
        self.read()
        self.preview_pane.refresh_soon()

    def _on_failed(self, error: PpeError) -> None:
        self.banner.set_message(error.message, "late")
        self.banner.show()

    def _share_room(self) -> None:
        self.share_room(with_words=self.words_panel.is_open() and not self.words_panel.isHidden())

    def _on_produce(self) -> None:
        if self.sheet is None or not self._autosaver.flush():
            return
        recipient = self.preview_pane.recipient()
        report_id = self.sheet.about.report.id
        dialog = ProduceDialog(self._tasks, report_id, recipient, self.window(), document=Produced.REPORT.value)
        dialog.delivery_noted.connect(self._autosaver.changed)
        dialog.words_noted.connect(self._autosaver.changed)
        dialog.open()

    def _on_seal_requested(self) -> None:
        if self.sheet is None or not self._autosaver.flush():
            return
        dialog = SealDialog(self.sheet, self.window())
        dialog.look_for_words(self._tasks, self.sheet.about.report.child_id, self.sheet.about.report.id)
        dialog.words_noted.connect(self._autosaver.changed)
        dialog.seal_requested.connect(partial(self._seal, dialog))
        dialog.heading_requested.connect(self.page.go_to)
        dialog.open()

    def _seal(self, dialog: SealDialog) -> None:
        work = self._tasks.session.writings.seal
        self._tasks.ask(work, self.writing_id, then=partial(self._on_sealed, dialog), failed=dialog.show_error)

    def _on_sealed(self, dialog: SealDialog, changes: Changes) -> None:
        dialog.accept()
        self._autosaver.changed.emit(changes)
