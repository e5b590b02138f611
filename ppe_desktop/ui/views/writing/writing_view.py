"""The screen on which a report is written: headings, text with what the file gained, page, words beside."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

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
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.outline_pane import OutlinePane
from ppe_desktop.ui.views.plan.preview_pane import PreviewPane
from ppe_desktop.ui.views.words.words_panel import WordsPanel
from ppe_desktop.ui.views.writing.header import WritingHeader
from ppe_desktop.ui.views.writing.page import WritingPage
from ppe_desktop.ui.views.writing.seal_dialog import SealDialog
from ppe_desktop.ui.widgets.banner import Banner

OUTLINE_WIDTH, MIDDLE_WIDTH, PREVIEW_WIDTH, NARROW_PREVIEW = 228, 640, 430, 296
PREVIEW_FROM, OUTLINE_FROM = 1080, 760
"""Width, in pixels at scale 1, from which a pane fits beside the text."""
ROOM_FOR_ALL, ROOM_FOR_THREE = 1700, 1100
"""Width from which the page, then the headings, stand beside the words."""


class WritingView(QWidget):
    """One report of a child, being written or sealed.

    Signals:
        closed: the person goes back to the file.
        fact_requested: section of the file that the person wants to complete.
    """

    closed = Signal()
    fact_requested = Signal(str)

    def __init__(
        self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("writing_view")
        self._tasks, self._autosaver = tasks, autosaver
        self.desk = PlanDesk(tasks, autosaver, kinds, self)
        self.writing_id = ""
        self.sheet: WritingSheet | None = None
        self._is_reading = self._is_stale = self._is_sized = False
        self._key = "faits"
        self._folded: list[str] = []
        self.header = WritingHeader(self)
        self.banner = Banner(tone="late", parent=self)
        self.outline_pane = OutlinePane(self)
        self.page = WritingPage(self.desk, self)
        self.preview_pane = PreviewPane(tasks, self)
        self.words_panel = WordsPanel(tasks, autosaver, kinds, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.outline_pane.outline_list.setAccessibleName(self.tr("Rubriques du rapport"))
        self.banner.hide()

        self._arrange()
        self._connect()

    def open_writing(self, writing_id: str) -> None:
        """Show a report."""
        self.writing_id, self.sheet = writing_id, None
        self.banner.hide()
        self.page.clear()
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
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self.splitter, 1)
        panes.addWidget(self.words_panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addLayout(panes, 1)

    def _connect(self) -> None:
        header = self.header
        header.back_requested.connect(self._on_back)
        header.produce_requested.connect(self._on_produce)
        header.seal_requested.connect(self._on_seal_requested)
        header.outline_toggled.connect(self._on_outline_toggled)
        header.preview_toggled.connect(self._on_preview_toggled)
        self.outline_pane.heading_requested.connect(self.page.go_to)
        self.page.heading_reached.connect(self._on_reached)
        self.page.fact_requested.connect(self._on_fact_requested)
        self.page.take_requested.connect(self._on_take)
        self.words_panel.insert_requested.connect(self._on_words)
        self.words_panel.opened.connect(partial(self._on_fact_requested, "statements"))
        self.words_panel.error_raised.connect(self._on_failed)
        self.words_panel.room_changed.connect(self._share_room)
        self.desk.failed.connect(self._on_failed)
        self._autosaver.changed.connect(self._on_changed)
        self._autosaver.saved.connect(self._on_saved)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_back)

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
        if not self.writing_id:
            return
        if self._is_reading or not self.isVisible():
            self._is_stale = True
            return
        self._is_reading, self._is_stale = True, False
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
            self._read()

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
        self._read()
        self.preview_pane.refresh_soon()

    def _on_saved(self, _at: Any) -> None:
        self.preview_pane.refresh_soon()

    def _on_failed(self, error: PpeError) -> None:
        self.banner.set_message(error.message, "late")
        self.banner.show()

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

    def _share_room(self) -> None:
        """Fold the page, then the headings, while the words take their room; what was folded here comes back with it."""
        toggles = {"preview": self.header.preview_button, "outline": self.header.outline_button}
        if not self.words_panel.is_open() or self.words_panel.isHidden():
            for name in self._folded:
                toggles[name].setChecked(True)
            self._folded = []
            return
        for name, room in (("preview", ROOM_FOR_ALL), ("outline", ROOM_FOR_THREE)):
            if self.width() < px(room) and toggles[name].isChecked():
                toggles[name].setChecked(False)
                self._folded.append(name)

    def _on_back(self) -> None:
        self._autosaver.send()
        self.closed.emit()

    def _on_fact_requested(self, section: str, _record: str = "") -> None:
        self._autosaver.send()
        self.fact_requested.emit(section)

    def _on_produce(self) -> None:
        if self.sheet is None or not self._autosaver.flush():
            return
        recipient = self.preview_pane.recipient()
        report_id = self.sheet.about.report.id
        dialog = ProduceDialog(self._tasks, report_id, recipient, self.window(), document=Produced.REPORT.value)
        dialog.delivery_noted.connect(self._autosaver.changed)
        dialog.open()

    def _on_seal_requested(self) -> None:
        if self.sheet is None or not self._autosaver.flush():
            return
        dialog = SealDialog(self.sheet, self.window())
        dialog.seal_requested.connect(partial(self._seal, dialog))
        dialog.heading_requested.connect(self.page.go_to)
        dialog.open()

    def _seal(self, dialog: SealDialog) -> None:
        work = self._tasks.session.writings.seal
        self._tasks.ask(work, self.writing_id, then=partial(self._on_sealed, dialog), failed=dialog.show_error)

    def _on_sealed(self, dialog: SealDialog, changes: Changes) -> None:
        dialog.accept()
        self._autosaver.changed.emit(changes)
