"""Corbeille: what was taken out, by whom and when; each thing can be put back where it was."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import YesNo
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.files import BinLine
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SECTION_OF = {
    "relationship": "entourage", "person": "entourage", "address": "entourage", "address_protection": "entourage",
    "parental_authority": "entourage", "contact_right": "entourage", "person_tie": "entourage", "sibling_link": "entourage",
    "care_episode": "path", "decision": "path", "measure": "path", "placement": "path", "absence": "path", "legal_status": "path",
    "schooling": "school", "support_plan": "school", "activity": "school", "authorisation": "school",
    "health_profile": "health", "health_event": "health", "health_follow_up": "health", "treatment": "health",
    "vaccination": "health", "disability_right": "health",
    "statement": "statements", "statement_restriction": "statements",
    "journal_entry": "journal", "journal_part": "journal", "working_note": "journal",
    "situation_report": "deadlines", "statutory_step": "deadlines", "deadline_waiver": "deadlines",
    "attachment": "documents", "produced_document": "documents",
    "child_plan": "plan", "plan_domain": "plan", "plan_words": "plan", "plan_objective": "plan", "plan_action": "plan",
    "plan_link": "plan", "plan_signature": "plan", "plan_delivery": "plan",
}  # fmt: skip
"""Section of the file where each kind of record is shown."""


class BinDialog(QDialog):
    """What the recycle bin holds, of one child or of all.

    Signals:
        place_requested: child, section, and kind and identifier of what was put back: open the file there.
        changed: something was put back; carries the ``Changes``.
    """

    place_requested = Signal(str, str, object)
    changed = Signal(object)

    def __init__(self, tasks: Tasks, child_id: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("Corbeille du dossier de {name}").format(name=name) if child_id else self.tr("Corbeille")
        self.setWindowTitle(title)
        self._tasks, self._child_id = tasks, child_id
        self._lines: list[BinLine] = []
        self.title_label = PlainLabel(title, "heading", parent=self)
        self.intro_label = PlainLabel(
            self.tr("Rien n’y est effacé. Ce que vous remettez retrouve sa place, avec tout ce qui en dépendait."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.list = QListWidget(self)
        self.summary_label = PlainLabel("", wrap=True, parent=self)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self)
        self.empty = EmptyState("trash", self.tr("La corbeille est vide"), "", parent=self)
        self.stack = QStackedWidget(self)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)
        self.restore_button = PrimaryButton(self.tr("Remettre en place"), "undo", self)

        self._lay_out()
        self.list.currentRowChanged.connect(self._on_current_changed)
        self.list.itemActivated.connect(self.restore)
        self.restore_button.clicked.connect(self.restore)
        self.close_button.clicked.connect(self.reject)
        self.reload()

    def _lay_out(self) -> None:
        self.resize(px(720), px(520))
        self.list.setAccessibleName(self.tr("Contenu de la corbeille"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.summary_label.setMaximumHeight(px(150))
        page = QWidget(self)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.summary_label)
        self.stack.addWidget(page)
        self.stack.addWidget(self.empty)
        buttons = QHBoxLayout()
        buttons.addWidget(self.error_label, 1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.title_label)
        column.addWidget(self.intro_label)
        column.addWidget(self.stack, 1)
        column.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the list."""
        super().showEvent(event)
        self.list.setFocus()

    def reload(self) -> None:
        """Read again what the bin holds."""
        self._tasks.ask(self._tasks.session.files.bin_lines, self._child_id, then=self._on_lines)

    def restore(self, _entry: object = None) -> None:
        """Put back what is chosen."""
        row = self.list.currentRow()
        if row < 0 or not self.restore_button.isEnabled():
            return
        line = self._lines[row]
        self.error_label.clear()
        self.restore_button.setEnabled(False)
        self._tasks.ask(
            _restore, self._tasks.session, line, then=partial(self._on_restored, line), failed=self._on_refused
        )

    def _on_lines(self, lines: list[BinLine]) -> None:
        self._lines = lines
        self.list.clear()
        for line in lines:
            self.list.addItem(QListWidgetItem(self._words(line)))
        self.stack.setCurrentIndex(0 if lines else 1)
        self.intro_label.setVisible(bool(lines))
        self.restore_button.setEnabled(bool(lines))
        self.list.setCurrentRow(0 if lines else -1)

    def _words(self, line: BinLine) -> str:
        of_whom = "" if self._child_id or not line.child_name else f" · {line.child_name}"
        by = f", par {line.author}" if line.author else ""
        values = (part.partition(" : ")[2] for part in line.summary.splitlines())
        what = excerpt(" · ".join(value for value in values if value != YesNo.UNKNOWN.label), 70)
        head = f"{line.label}{of_whom}" + (f" · {what}" if what else "")
        return f"{head}\n{long_date(line.at.date())} à {clock_time(line.at)}{by}"

    def _on_current_changed(self, row: int) -> None:
        self.error_label.clear()
        self.summary_label.setText(self._lines[row].summary if 0 <= row < len(self._lines) else "")
        self.summary_label.setVisible(bool(self.summary_label.text()))

    def _on_refused(self, error: PpeError) -> None:
        self.restore_button.setEnabled(True)
        self.error_label.setText(error.message)

    def _on_restored(self, line: BinLine, changes: Changes) -> None:
        self.changed.emit(changes)
        if line.child_id:
            record = None if line.kind == "child" else (line.kind, line.record_id)
            self.place_requested.emit(line.child_id, SECTION_OF.get(line.kind, "overview"), record)
            self.accept()
        else:
            self.reload()


def _restore(session: Any, line: BinLine) -> Changes:
    """Put a record or a whole file back, on the database thread."""
    if line.kind == "child":
        return session.files.unbin(line.record_id)
    return session.records.restore(session.files.binned(line.kind, line.record_id))
