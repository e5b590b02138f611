"""Le dossier d'un enfant: header, sections down the left, the section chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.casefile.entourage_section import EntourageSection
from ppe_desktop.ui.views.casefile.file_header import FileHeader
from ppe_desktop.ui.views.casefile.identity_section import IdentitySection
from ppe_desktop.ui.views.casefile.overview_section import OverviewSection
from ppe_desktop.ui.views.casefile.path_section import PathSection
from ppe_desktop.ui.views.casefile.plan_section import PlanSection
from ppe_desktop.ui.views.casefile.records_sections import DocumentsSection, HistorySection
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.views.casefile.statements_section import StatementsSection
from ppe_desktop.ui.widgets.section_list import SectionList

SECTIONS: tuple[tuple[str, str, str, Callable[[FileContext], Section]], ...] = (
    ("overview", "home", "Vue d’ensemble", OverviewSection),
    ("identity", "user", "Identité", IdentitySection),
    ("entourage", "users", "Entourage", EntourageSection),
    ("path", "route", "Parcours", PathSection),
    ("plan", "target", "Projet (PPE)", PlanSection),
    ("statements", "quote", "Paroles", StatementsSection),
    ("documents", "file-text", "Documents", DocumentsSection),
    ("history", "history", "Historique", HistorySection),
)


class CaseFileView(QWidget):
    """One child's file.

    Signals:
        plan_requested: identifier of the version of the plan to open.
        closed: the person goes back to the list.
        file_shown: the file is on screen; carries its :class:`CaseFile`.
        error_raised: a :class:`PpeError` to show.
    """

    plan_requested = Signal(str)
    closed = Signal()
    file_shown = Signal(object)
    error_raised = Signal(object)

    def __init__(
        self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._autosaver = tasks, autosaver
        self.child_id = ""
        self.context = FileContext(tasks, autosaver, kinds, self)
        self.header = FileHeader(self)
        self.sections = SectionList(parent=self)
        self.stack = QStackedWidget(self)
        self._pages: dict[str, Section] = {}
        for key, icon_name, title, _page in SECTIONS:
            self.sections.add_section(key, icon_name, self.tr(title))
        self.sections.setFixedWidth(max(208, self.sections.sizeHint().width()))

        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.sections)
        body.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(body, 1)

        self.sections.section_requested.connect(self.show_section)
        self.header.back_requested.connect(self.closed)
        self.header.statement_requested.connect(self._on_statement_requested)
        self.header.plan_requested.connect(self._on_preparation_requested)
        self.context.changed.connect(self._on_changed)
        self.context.error_raised.connect(self.error_raised)
        autosaver.changed.connect(self._on_changed)
        for number, (key, *_rest) in enumerate(SECTIONS, start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self.show_section, key))

    def open_file(self, child_id: str, section: str = "overview") -> None:
        """Show a child's file, at a section."""
        if child_id != self.child_id:
            self._forget_pages()
        self.child_id = child_id
        self._section = section
        self.reload()

    def reload(self) -> None:
        """Read the file again and show it."""
        session = self._tasks.session
        self._tasks.ask(_read, session, self.child_id, then=self._on_read, failed=self.error_raised.emit)

    def show_section(self, key: str) -> None:
        """Show a section, built on first visit."""
        self._section = key
        self._autosaver.send()
        self.sections.set_current(key)
        if self.sections.isAncestorOf(QApplication.focusWidget() or self):
            self.sections.entry(key).setFocus()
        page = self._page(key)
        self.stack.setCurrentWidget(page)
        if self.context.file is not None:
            page.show_file(self.context.file)

    def section(self) -> str:
        """Return the key of the section on screen."""
        return self._section

    def page(self, key: str) -> Section:
        """Return a section, built if needed."""
        return self._page(key)

    def _page(self, key: str) -> Section:
        if key not in self._pages:
            page = next(page for name, _icon, _title, page in SECTIONS if name == key)(self.context)
            page.setObjectName(f"{key}_section")
            self._pages[key] = page
            self.stack.addWidget(page)
            if isinstance(page, PlanSection):
                page.preparation_requested.connect(self._on_preparation_requested)
                page.plan_requested.connect(self.plan_requested)
            if isinstance(page, OverviewSection):
                page.section_requested.connect(self.show_section)
        return self._pages[key]

    def _forget_pages(self) -> None:
        """Drop the screens of the former file: nothing crosses from one child to another."""
        self.context.file = None
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}

    def _on_read(self, read: tuple[CaseFile, dict[tuple[str, str], str]]) -> None:
        file, pending = read
        if file.child.id != self.child_id:
            return
        self.context.file, self.context.pending = file, pending
        self.header.show_file(file)
        self.show_section_quietly()
        self.file_shown.emit(file)
        if QApplication.focusWidget() in (None, self.header.back_button):
            self.sections.entry(self._section).setFocus()

    def show_section_quietly(self) -> None:
        """Show the present section without sending anything to the base."""
        self.sections.set_current(self._section)
        page = self._page(self._section)
        self.stack.setCurrentWidget(page)
        if self.context.file is not None:
            page.show_file(self.context.file)

    def _on_changed(self, changes: Any) -> None:
        if self.child_id and changes.records and self.isVisible():
            self.reload()

    def _on_statement_requested(self) -> None:
        self.show_section("statements")
        page = self._page("statements")
        if isinstance(page, StatementsSection):
            page.add()

    def _on_preparation_requested(self) -> None:
        self._autosaver.send()
        prepare = self._tasks.session.plans.prepare
        self._tasks.ask(prepare, self.child_id, then=self._on_prepared, failed=self.error_raised.emit)

    def _on_prepared(self, changes: Any) -> None:
        self.plan_requested.emit(changes.created)


def _read(session: Any, child_id: str) -> tuple[CaseFile, dict[tuple[str, str], str]]:
    """Read the file and the texts kept aside, in one go on the database thread."""
    return session.files.open(child_id), session.records.pending()
