"""Le dossier d'un enfant: header, sections down the left, the section chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.autonomy import is_shown
from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import FileStatus
from ppe_desktop.runtime import clock
from ppe_desktop.ui.dialogs.bin_dialog import BinDialog
from ppe_desktop.ui.dialogs.close_file_dialog import CloseFileDialog, ReopenFileDialog, closing_words
from ppe_desktop.ui.dialogs.merge_dialog import MergeDialog
from ppe_desktop.ui.dialogs.why_dialog import open_why
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.garbage import SWEEP_MS, sweep
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.casefile.autonomy.section import AutonomySection
from ppe_desktop.ui.views.casefile.deadlines_section import DeadlinesSection
from ppe_desktop.ui.views.casefile.document_making import DocumentMaking
from ppe_desktop.ui.views.casefile.document_offer import DocumentOffer
from ppe_desktop.ui.views.casefile.documents_section import DocumentsSection
from ppe_desktop.ui.views.casefile.entourage_section import EntourageSection
from ppe_desktop.ui.views.casefile.file_header import FileHeader
from ppe_desktop.ui.views.casefile.health_section import HealthSection
from ppe_desktop.ui.views.casefile.identity_section import IdentitySection
from ppe_desktop.ui.views.casefile.journal_section import JournalSection
from ppe_desktop.ui.views.casefile.meetings.section import MeetingsSection
from ppe_desktop.ui.views.casefile.overview_section import OverviewSection
from ppe_desktop.ui.views.casefile.path_section import PathSection
from ppe_desktop.ui.views.casefile.plan_section import PlanSection
from ppe_desktop.ui.views.casefile.preparing import Preparing
from ppe_desktop.ui.views.casefile.records_sections import HistorySection
from ppe_desktop.ui.views.casefile.school_section import SchoolSection
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.views.casefile.statements_section import StatementsSection
from ppe_desktop.ui.views.casefile.words_beside import subject_of
from ppe_desktop.ui.views.visit.file_banner import VisitBanner
from ppe_desktop.ui.views.words.words_panel import WordsPanel
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.section_list import SectionList

Record = tuple[str, str]
"""Kind and identifier of a record."""
LOW = 540
"""Height, in pixels at scale 1, under which the head of the file takes one line."""
ROOM_FOR_ALL = 1180
"""Width, in pixels at scale 1, from which the list of sections, a section and the words beside it stand side by side."""

SECTIONS: tuple[tuple[str, str, str, Callable[[FileContext, QWidget], Section]], ...] = (
    ("overview", "home", "Vue d’ensemble", OverviewSection),
    ("identity", "user", "Identité", IdentitySection),
    ("entourage", "users", "Entourage", EntourageSection),
    ("path", "route", "Parcours", PathSection),
    ("health", "heart-pulse", "Santé", HealthSection),
    ("school", "graduation-cap", "Scolarité, vie sociale", SchoolSection),
    ("plan", "target", "Projet (PPE)", PlanSection),
    ("statements", "quote", "Paroles", StatementsSection),
    ("journal", "book-open", "Journal", JournalSection),
    ("meetings", "messages", "Réunions", MeetingsSection),
    ("autonomy", "sprout", "Autonomie", AutonomySection),
    ("deadlines", "calendar-clock", "Échéances", DeadlinesSection),
    ("documents", "file-text", "Documents", DocumentsSection),
    ("history", "history", "Historique", HistorySection),
)


class CaseFileView(QWidget):
    """One child's file.

    Signals:
        plan_requested: identifier of the version of the plan to open.
        closed: the person goes back to the list.
        file_shown: the file is on screen; carries its :class:`CaseFile`.
        begin_requested: an obligation to be answered: the child, the deadline.
        visit_requested: a visit to go on with.
        new_visit_requested: the child to whom a visit is prepared.
        coverage_requested: whose words are missing, in all the files.
        error_raised: a :class:`PpeError` to show.
    """

    plan_requested = Signal(str)
    closed = Signal()
    file_shown = Signal(object)
    error_raised = Signal(object)
    begin_requested = Signal(str, object)
    visit_requested = Signal(str)
    new_visit_requested = Signal(str)
    coverage_requested = Signal()

    def __init__(
        self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._autosaver = tasks, autosaver
        self.child_id = ""
        self._record: Record | None = None
        self.context = FileContext(tasks, autosaver, kinds, self)
        self.making = DocumentMaking(self.context, self)
        self.document_offer = DocumentOffer(self)
        self._section = "overview"
        self._judged_on: dt.date | None = None
        self.header = FileHeader(self)
        self.visit_banner = VisitBanner(tasks, self)
        self.closed_banner = Banner("", "info", action=self.tr("Rouvrir le dossier…"), closable=False, parent=self)
        self.sections = SectionList(parent=self)
        self.stack = QStackedWidget(self)
        self.words_panel = WordsPanel(tasks, autosaver, kinds, self)
        self._pages: dict[str, Section] = {}
        self.preparing = Preparing(self._up_to_date, self)
        for key, icon_name, title, _page in SECTIONS:
            self.sections.add_section(key, icon_name, self.tr(title))
        self.sections.entry("autonomy").hide()
        self.sections_scroll = self._scrolled(self.sections)

        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.sections_scroll)
        body.addWidget(self.stack, 1)
        body.addWidget(self.words_panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.closed_banner)
        column.addWidget(self.visit_banner)
        column.addLayout(body, 1)
        self.closed_banner.hide()

        self._fit_sections()
        theme().theme_changed.connect(self._fit_sections)
        self.sections.section_requested.connect(self.show_section)
        self.header.back_requested.connect(self.closed)
        self.header.statement_requested.connect(self._on_statement_requested)
        self.header.visit_requested.connect(self._on_visit_requested)
        self.header.document_requested.connect(self.making.choose)
        self.visit_banner.visit_requested.connect(self.visit_requested)
        self.header.plan_requested.connect(self._on_preparation_requested)
        self.header.gesture_requested.connect(self._on_gesture_requested)
        self.header.why_requested.connect(self._on_why_requested)
        self.closed_banner.action_requested.connect(partial(self._on_gesture_requested, "reopen"))
        self.document_offer.accepted.connect(self._on_documents_accepted)
        self.words_panel.opened.connect(partial(self.show_record, "statements", "statement"))
        self.words_panel.error_raised.connect(self.error_raised)
        self.words_panel.room_changed.connect(self._share_room)
        self.context.changed.connect(self._on_changed)
        self.context.error_raised.connect(self.error_raised)
        autosaver.changed.connect(self._on_changed)
        for number, (key, *_rest) in enumerate(SECTIONS[:9], start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self.show_section, key))
        QShortcut(QKeySequence("Ctrl+J"), self, self._on_journal_requested)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._on_step_requested, step))

    def _scrolled(self, sections: SectionList) -> QScrollArea:
        """Return the sections in an area that scrolls: twelve lines have no room on a small screen with large letters."""
        scroll = QScrollArea(self)
        scroll.setObjectName("sections_scroll")
        scroll.setWidget(sections)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _fit_sections(self) -> None:
        """Give the sections the room that their words ask for, at the size of text in force."""
        wanted = self.sections.sizeHint()
        self.sections.setMinimumHeight(wanted.height())
        self.sections_scroll.setFixedWidth(max(208, wanted.width()) + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room again."""
        super().resizeEvent(event)
        self.header.set_low(self.height() < px(LOW))
        self._share_room()

    def _share_room(self) -> None:
        """Put the list of sections away while the words take its room in a narrow window: what is read is never cut."""
        panel = self.words_panel
        are_crowded = panel.is_open() and not panel.isHidden() and self.width() < px(ROOM_FOR_ALL)
        if are_crowded and self.sections.isAncestorOf(QApplication.focusWidget() or self):
            panel.fold_button.setFocus()
        self.sections_scroll.setVisible(not are_crowded)

    def open_file(
        self, child_id: str, section: str = "overview", record: Record | None = None, field: str = ""
    ) -> None:
        """Show a child's file, at a section, and there at a record when given (kind, identifier), its field given the keyboard."""
        if child_id != self.child_id:
            self._forget_pages()
        self.child_id = child_id
        self._record = record
        self.context.wanted_field = (record[1], field) if record and field else ("", "")
        self._section = section
        self.reload()

    def forget(self) -> None:
        """Let go of the file on screen: it is gone."""
        self._forget_pages()
        self.child_id, self._record = "", None

    def reload(self) -> None:
        """Read the file again and show it."""
        session = self._tasks.session
        self._tasks.ask(_read, session, self.child_id, then=self._on_read, failed=self.context.stop_waiting)

    def show_record(self, section: str, kind: str, record_id: str) -> None:
        """Show a section, and a record in it."""
        self.show_section(section)
        self._show_record_on_page(kind, record_id)

    def _show_record_on_page(self, kind: str, record_id: str) -> None:
        show = getattr(self._page(self._section), "show_record", None)
        if show is not None:
            show(kind, record_id)

    def show_section(self, key: str) -> None:
        """Show a section, built on first visit."""
        self._section = key
        self._autosaver.send()
        self._offer_autonomy()
        self.sections.set_current(key)
        self.sections_scroll.ensureWidgetVisible(self.sections.entry(key), 0, 8)
        if self.sections.isAncestorOf(QApplication.focusWidget() or self):
            self.sections.entry(key).setFocus()
        self._show_page(key)

    def _offer_autonomy(self) -> None:
        """Offer the section of autonomy from the age it is prepared, or when something is in it, or when it was asked for."""
        file, entry = self.context.file, self.sections.entry("autonomy")
        is_asked = self._section == "autonomy"
        is_offered = is_asked or (file is not None and is_shown(file, clock.now().date()))
        if entry.isHidden() is is_offered:
            entry.setVisible(is_offered)
            self._fit_sections()

    def _show_page(self, key: str) -> None:
        """Bring a section up to date, then on screen: a field that gets the keyboard back must already hold what the base has."""
        page, file = self._page(key), self.context.file
        if file is not None and not (page.follows_file and page.shown is file):
            page.show_file(file)
            page.shown = file
        self._show_words()  # before the section: what takes room beside it would have it laid out twice
        self.stack.setCurrentWidget(page)

    def prepare_sections(self, _file: CaseFile | None = None) -> None:
        """Make the sections not visited yet of the file on screen, as soon as the person leaves the time for it."""
        self.preparing.begin(
            key for key, *_ in SECTIONS if key not in self._pages and not self.sections.entry(key).isHidden()
        )

    def _up_to_date(self, key: str) -> Section:
        """Return a section, made and showing the file if it was not yet."""
        page, file = self._page(key), self.context.file
        if file is not None and page.shown is None:
            page.show_file(file)
            page.shown = file
        return page

    def _show_words(self) -> None:
        """Show, beside the section, the words that bear on what is in it."""
        self.words_panel.show_for(self.context.file, subject_of(self._section, self._page(self._section)))

    def section(self) -> str:
        """Return the key of the section on screen."""
        return self._section

    def page(self, key: str) -> Section:
        """Return a section, built if needed."""
        return self._page(key)

    def _page(self, key: str) -> Section:
        if key not in self._pages:
            page = next(page for name, _icon, _title, page in SECTIONS if name == key)(self.context, self.stack)
            page.setObjectName(f"{key}_section")
            self._pages[key] = page
            self.stack.addWidget(page)
            page.setGeometry(self.stack.rect())  # a page knows what fills the window before it is shown
            if isinstance(page, PlanSection):
                page.preparation_requested.connect(self._on_preparation_requested)
                page.plan_requested.connect(self.plan_requested)
            if isinstance(page, DeadlinesSection):
                page.begin_requested.connect(partial(self.begin_requested.emit, self.child_id))
            for name, slot in (
                ("section_requested", self.show_section),
                ("record_requested", self.show_record),
                ("words_subject_changed", self._show_words),
                ("coverage_requested", self.coverage_requested),
            ):
                if hasattr(page, name):
                    getattr(page, name).connect(slot)
        return self._pages[key]

    def _forget_pages(self) -> None:
        """Drop the screens of the former file: nothing crosses from one child to another."""
        self.preparing.stop()
        self.context.file = None
        self.header.forget_due()
        self.document_offer.bar.dismiss()
        self.words_panel.show_for(None, None)
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        if self._pages:
            QTimer.singleShot(SWEEP_MS, self, sweep)
        self._pages = {}

    def _on_read(self, read: tuple[CaseFile, dict[tuple[str, str], str]]) -> None:
        file, pending = read
        if file.child.id != self.child_id:
            return
        self.context.file, self.context.pending = file, pending
        self.header.show_file(file)
        self._show_closing(file)
        self._offer_autonomy()
        self.show_section_quietly()
        if self._record is not None:
            (kind, record_id), self._record = self._record, None
            self._show_record_on_page(kind, record_id)
        self.file_shown.emit(file)
        self.visit_banner.show_child(file.child.id)
        self._tasks.ask(_read_due, self._tasks.session, self.child_id, then=self._on_due_read)
        if QApplication.focusWidget() in (None, self.header.back_button):
            self.sections.entry(self._section).setFocus()

    def _on_due_read(self, read: tuple[str, tuple[Deadline, ...], dt.date]) -> None:
        child_id, deadlines, today = read
        if child_id == self.child_id:
            self._judged_on = today
            self.header.show_due(deadlines, today)

    def _on_why_requested(self, deadline: Deadline) -> None:
        file = self.context.file
        if file is not None:
            name = full_name(file.child)
            open_why(self._tasks, file.child.id, name, deadline, self, self.context.changed.emit, self._judged_on)

    def show_section_quietly(self) -> None:
        """Show the present section without sending anything to the base."""
        self.sections.set_current(self._section)
        if self.sections.isAncestorOf(QApplication.focusWidget() or self):
            self.sections.entry(self._section).setFocus()
        self.sections_scroll.ensureWidgetVisible(self.sections.entry(self._section), 0, 8)
        self._show_page(self._section)

    def _on_changed(self, changes: Any) -> None:
        if self.child_id and changes.records and self.isVisible():
            self.reload()

    def _show_closing(self, file: CaseFile) -> None:
        is_closed = file.child.status != FileStatus.ACTIVE
        self.closed_banner.setVisible(is_closed)
        if is_closed:
            words = self.tr("{closed} Il reste lisible, et ce que vous y complétez est gardé.")
            said = words.format(closed=closing_words(file))
            if self.closed_banner.label.text() != said:
                self.closed_banner.set_message(said, "info", self.tr("Rouvrir le dossier…"))

    def _on_step_requested(self, step: int) -> None:
        keys = [key for key in self.sections.keys() if not self.sections.entry(key).isHidden()]  # noqa: SIM118 - a method of ours
        self.show_section(keys[(keys.index(self._section) + step) % len(keys)])

    def _on_gesture_requested(self, gesture: str) -> None:
        """Do something with the whole file; what is being typed goes to the base first."""
        file = self.context.file
        if file is None:
            return
        self._autosaver.send()
        if gesture == "bin_file":
            self._bin_file(file)
            return
        dialog = self._dialog(gesture, file)
        dialog.setObjectName(f"{gesture}_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _dialog(self, gesture: str, file: CaseFile) -> QDialog:
        if gesture == "merge":
            merge = MergeDialog(self._tasks, parent=self)
            merge.changed.connect(self._on_changed)
            return merge
        if gesture == "bin":
            binned = BinDialog(self._tasks, file.child.id, name=full_name(file.child), parent=self)
            binned.place_requested.connect(self.open_file)
            return binned
        dialog = (CloseFileDialog if gesture == "close" else ReopenFileDialog)(self._tasks, file, self)
        dialog.accepted.connect(self.reload)
        return dialog

    def _bin_file(self, file: CaseFile) -> None:
        """Ask once, in a sentence, then put the whole file in the recycle bin."""
        box = QMessageBox(self)
        box.setObjectName("bin_file_box")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Mettre le dossier à la corbeille"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            self.tr("Mettre à la corbeille tout le dossier {name} ?").format(name=elide("de", full_name(file.child)))
        )
        box.setInformativeText(
            self.tr(
                "Il ne paraîtra plus dans la liste ni dans les recherches. Rien n’est effacé : vous pourrez le remettre depuis la "
                "corbeille, au bas de la liste des enfants. Pour un enfant qui n’est plus suivi, choisissez plutôt « Clore le dossier »."
            )
        )
        keep = box.addButton(self.tr("Garder le dossier"), QMessageBox.ButtonRole.RejectRole)
        self._bin_button = box.addButton(self.tr("Mettre à la corbeille"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.buttonClicked.connect(self._on_bin_answered)
        box.open()

    def _on_bin_answered(self, button: QAbstractButton) -> None:
        if button is self._bin_button:
            self._tasks.ask(
                self._tasks.session.files.bin, self.child_id, then=self._on_binned, failed=self.error_raised.emit
            )

    def _on_binned(self, _changes: Any) -> None:
        self.child_id = ""
        self._forget_pages()
        self.closed.emit()

    def _on_visit_requested(self) -> None:
        self.new_visit_requested.emit(self.child_id)

    def _on_statement_requested(self) -> None:
        self.show_section("statements")
        page = self._page("statements")
        if isinstance(page, StatementsSection):
            page.add()

    def _on_journal_requested(self) -> None:
        self.show_section("journal")
        page = self._page("journal")
        if isinstance(page, JournalSection):
            page.write()

    def take_documents(self, data: QMimeData) -> None:
        """Offer to attach what was let go or pasted on a text of the file."""
        self.document_offer.offer(data)

    def _on_documents_accepted(self, paths: list[Path], picture: QImage | None) -> None:
        self.show_section("documents")
        page = self._page("documents")
        if isinstance(page, DocumentsSection):
            page.attach(paths, picture)

    def _on_preparation_requested(self) -> None:
        self._autosaver.send()
        prepare = self._tasks.session.plans.prepare
        self._tasks.ask(prepare, self.child_id, then=self._on_prepared, failed=self.error_raised.emit)

    def _on_prepared(self, changes: Any) -> None:
        self.plan_requested.emit(changes.created)


def _read(session: Any, child_id: str) -> tuple[CaseFile, dict[tuple[str, str], str]]:
    """Read the file and the texts kept aside, in one go on the database thread."""
    return session.files.open(child_id), session.records.pending()


def _read_due(session: Any, child_id: str) -> tuple[str, tuple[Deadline, ...], dt.date]:
    """Judge the file, in one go on the database thread."""
    return child_id, session.deadlines.of_child(child_id), session.home.today().day
