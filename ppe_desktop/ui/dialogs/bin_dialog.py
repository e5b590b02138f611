"""Corbeille: what was taken out, by whom and when; each thing can be put back where it was."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.journal import listed
from ppe_desktop.domain.search import group_of
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import YesNo
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.files import BinLine
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_APART = {"child": "overview", "plan_words": "plan", "statement_restriction": "statements"}
"""Sections of the kinds of record that the search has no use for, or opens elsewhere."""


def section_of(kind: str) -> str:
    """Return the section of the file where a kind of record is shown."""
    return _APART.get(kind) or group_of(kind).section


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
        self.title_label = PlainLabel(excerpt(title, 120), "heading", wrap=True, parent=self)
        self.intro_label = PlainLabel(
            self.tr("Rien n’y est effacé. Ce que vous remettez retrouve sa place, avec tout ce qui en dépendait."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.list = QListWidget(self)
        self.summary_label = PlainLabel("", wrap=True, parent=self)
        self.shared_label = PlainLabel("", "muted", wrap=True, parent=self)
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
        self.list.setSpacing(px(3))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.summary_label.setMaximumHeight(px(150))
        page = QWidget(self)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.summary_label)
        inside.addWidget(self.shared_label)
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
        is_told = len(line.names) > (1 if self._child_id else 0)
        of_whom = f" · {listed(line.names)}" if is_told else ""
        by = f", par {line.author}" if line.author else ""
        values = (part.partition(" : ")[2] for part in line.summary.splitlines())
        what = excerpt(" · ".join(value for value in values if value != YesNo.UNKNOWN.label), 70)
        head = f"{line.label}{of_whom}" + (f" · {what}" if what else "")
        return f"{head}\n{long_date(line.at.date())} à {clock_time(line.at)}{by}"

    def _on_current_changed(self, row: int) -> None:
        self.error_label.clear()
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        self.summary_label.setText(line.summary if line else "")
        self.summary_label.setVisible(bool(self.summary_label.text()))
        self.shared_label.setVisible(line is not None and len(line.names) > 1)
        if line is not None:
            self.shared_label.setText(
                self.tr("Reviendra dans tous les dossiers concernés : {names}.")
                .replace(" :", "\N{NO-BREAK SPACE}:")
                .format(names=listed(line.names))
            )

    def _on_refused(self, error: PpeError) -> None:
        self.restore_button.setEnabled(True)
        self.error_label.setText(error.message)

    def _on_restored(self, line: BinLine, changes: Changes) -> None:
        self.changed.emit(changes)
        if line.child_id:
            record = None if line.kind == "child" else (line.kind, line.record_id)
            self.place_requested.emit(line.child_id, section_of(line.kind), record)
            self.accept()
        else:
            self.reload()


def _restore(session: Any, line: BinLine) -> Changes:
    """Put a record or a whole file back, on the database thread."""
    if line.kind == "child":
        return session.files.unbin(line.record_id)
    return session.records.restore(session.files.binned(line.kind, line.record_id))
